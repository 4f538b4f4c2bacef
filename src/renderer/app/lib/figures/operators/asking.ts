/**
 * Who computes `left + right` in lesson code, for the figures of steps 20 to 22: which operand is asked, in which order, and
 * which method runs. The rules are those of the runtime (src/runtime/operators.ts), and what a Variable can do depends on
 * the step; the test holds both against the lessons themselves. Pure. Not here: texts.
 */

export type Sign = '+' | '-' | '*' | '/' | '**';
export type Kind = 'number' | 'array' | 'variable';
export type Side = 'left' | 'right';

export interface Asked {
  side: Side;
  /** null where there is nothing that could be asked: a number has no methods. */
  method: string | null;
  /** `leaves`: it could, but lets the other side answer. `fails`: its method runs and cannot compute with the other side. */
  answer: 'answers' | 'leaves' | 'missing' | 'fails' | 'has-none';
}

export interface Asking {
  /** Two plain numbers: nobody is asked. */
  builtIn: boolean;
  asked: Asked[];
  works: boolean;
}

export const SIGNS = ['+', '-', '*', '/', '**'] as const satisfies readonly Sign[];
/** What the operators do with plain numbers. */
export const COMPUTE = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '**': (a, b) => a ** b
} as const satisfies Record<Sign, (a: number, b: number) => number>;

export const KINDS = ['number', 'array', 'variable'] as const satisfies readonly Kind[];
export const METHODS = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '**': 'pow' } as const satisfies Record<
  Sign,
  string
>;

/** The step from which on a Variable has the method. Nobody gives it an rpow. */
const SINCE: Readonly<Record<string, number>> = {
  ...{ add: 20, mul: 20, radd: 21, rmul: 21 },
  ...{ neg: 22, sub: 22, rsub: 22, div: 22, rdiv: 22, pow: 22 }
};

/** From this step on a function of the framework takes arrays and numbers too. */
const MIXED_SINCE = 21;

export const hasMethod = (method: string, step: number): boolean => step >= (SINCE[method] ?? Infinity);

export function ask(sign: Sign, left: Kind, right: Kind, step: number): Asking {
  if (left === 'number' && right === 'number') return { builtIn: true, asked: [], works: true };
  const method = METHODS[sign];
  const asked: Asked[] = [];
  const end = (): Asking => ({ builtIn: false, asked, works: asked.at(-1)?.answer === 'answers' });

  if (left === 'number') asked.push({ side: 'left', method: null, answer: 'has-none' });
  else if (left === 'array' && right === 'variable') asked.push({ side: 'left', method, answer: 'leaves' });
  else {
    const answer = left === 'array' ? 'answers' : answerOf(method, right, step);
    asked.push({ side: 'left', method, answer });
    if (answer !== 'missing') return end();
  }
  const reflected = `r${method}`;
  if (right === 'number') asked.push({ side: 'right', method: null, answer: 'has-none' });
  else if (right === 'variable')
    asked.push({ side: 'right', method: reflected, answer: answerOf(reflected, left, step) });
  else asked.push({ side: 'right', method: reflected, answer: left === 'number' ? 'answers' : 'fails' });
  return end();
}

/** What a Variable says to one of its methods with that other operand. */
function answerOf(method: string, other: Kind, step: number): 'answers' | 'missing' | 'fails' {
  if (!hasMethod(method, step)) return 'missing';
  if (method === 'pow' && other === 'variable') return 'fails';
  return other === 'variable' || step >= MIXED_SINCE ? 'answers' : 'fails';
}
