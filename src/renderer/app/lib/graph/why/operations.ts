/**
 * How the usual functions are written and what they compute for single numbers: x², exp x, a · b. By name, as learners'
 * own functions are known by nothing else. A way of writing is used only where computing it gives the recorded number,
 * so a learner's Square that computes x³ is written as Square(0.5). Not here: derivatives (local-rules.ts).
 */
export interface Operation {
  compute(...x: number[]): number;
  /** In TeX; the arguments come in brackets where they need them. */
  tex(...x: string[]): string;
}

const unary = (compute: (x: number) => number, tex: (x: string) => string): Operation => ({
  compute: (x = NaN) => compute(x),
  tex: (x = '') => tex(x)
});
const binary = (compute: (a: number, b: number) => number, tex: (a: string, b: string) => string): Operation => ({
  compute: (a = NaN, b = NaN) => compute(a, b),
  tex: (a = '', b = '') => tex(a, b)
});
const call = (name: string) => (x: string) => `\\${name}(${bare(x)})`;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  add: binary(
    (a, b) => a + b,
    (a, b) => `${a} + ${b}`
  ),
  sub: binary(
    (a, b) => a - b,
    (a, b) => `${a} - ${b}`
  ),
  mul: binary(
    (a, b) => a * b,
    (a, b) => `${a} \\cdot ${b}`
  ),
  div: binary(
    (a, b) => a / b,
    (a, b) => `\\frac{${bare(a)}}{${bare(b)}}`
  ),
  neg: unary(
    (x) => -x,
    (x) => `-${x}`
  ),
  square: unary(
    (x) => x * x,
    (x) => (x.includes('^') ? `(${bare(x)})^2` : `${x}^2`)
  ),
  exp: unary(Math.exp, call('exp')),
  log: unary(Math.log, call('ln')),
  sin: unary(Math.sin, call('sin')),
  cos: unary(Math.cos, call('cos')),
  tanh: unary(Math.tanh, call('tanh')),
  sigmoid: unary(
    (x) => 1 / (1 + Math.exp(-x)),
    (x) => `\\sigma(${bare(x)})`
  ),
  relu: unary(
    (x) => Math.max(x, 0),
    (x) => `\\max(${bare(x)}, 0)`
  )
};

/** The operation of that name, if it gives this result. */
export function operationFor(name: string, arguments_: readonly number[], result: number): Operation | null {
  const operation = OPERATIONS[name.toLowerCase()];
  if (!operation) return null;
  const computed = operation.compute(...arguments_);
  // Shown to four digits; a float32 kernel agrees to about six.
  const close = Math.abs(computed - result) <= 1e-5 * Math.max(Math.abs(computed), Math.abs(result));
  return close || Object.is(computed, result) ? operation : null;
}

/** A negative number in brackets where it is an operand: 3 · (-2). */
export const operand = (text: string): string => (text.startsWith('-') ? `(${text})` : text);

function bare(text: string): string {
  return text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text;
}
