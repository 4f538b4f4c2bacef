/**
 * A small safe grammar for the figure of step 20: names, numbers, + - * / **, unary minus and parentheses, with JavaScript's
 * precedence: ** binds tightest and to the right, and its base may not begin with a minus. Pure. Not here: evaluating.
 */
import type { Sign } from '../operators/asking.ts';

export type Expression =
  | { kind: 'number'; text: string }
  | { kind: 'name'; name: string }
  | { kind: 'group'; inner: Expression }
  | { kind: 'negative'; at: number; operand: Expression }
  | { kind: 'binary'; sign: Sign; at: number; left: Expression; right: Expression };

export type Problem = 'empty' | 'too-long' | 'character' | 'unexpected' | 'end' | 'name' | 'negative-power';
export type Parsed = { ok: true; tree: Expression } | { ok: false; problem: Problem; at: string };

export const LONGEST = 60;

interface Token {
  text: string;
  at: number;
}

class Refusal extends Error {
  readonly problem: Problem;
  readonly at: string;

  constructor(problem: Problem, at = '') {
    super(problem);
    this.problem = problem;
    this.at = at;
  }
}

const TOKEN = /\s*(?:(\*\*|--|\+\+|[-+*/()]|[A-Za-z_]\w*|(?:0|[1-9]\d*)(?:\.\d+)?(?!\w)))/y;

export function parseExpression(source: string, names: readonly string[]): Parsed {
  try {
    if (source.length > LONGEST) throw new Refusal('too-long');
    const tokens = tokenize(source);
    if (tokens.length === 0) throw new Refusal('empty');
    return { ok: true, tree: new Parser(tokens, names).whole() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: error.problem, at: error.at };
    throw error;
  }
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = source.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const text = TOKEN.exec(source)?.[1];
    if (text === undefined) throw new Refusal('character', source.slice(from).trim().charAt(0));
    tokens.push({ text, at: TOKEN.lastIndex - text.length });
  }
  return tokens;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #names: readonly string[];
  #next = 0;

  constructor(tokens: readonly Token[], names: readonly string[]) {
    this.#tokens = tokens;
    this.#names = names;
  }

  whole(): Expression {
    const tree = this.#sum();
    const rest = this.#tokens[this.#next];
    if (rest) throw new Refusal('unexpected', rest.text);
    return tree;
  }

  #sum = (): Expression => this.#row(['+', '-'], this.#product);

  #product = (): Expression => this.#row(['*', '/'], this.#power);

  /** Operators of the same rank, from left to right. */
  #row(signs: readonly Sign[], operand: () => Expression): Expression {
    let left = operand();
    for (let found = this.#take(signs); found; found = this.#take(signs))
      left = { kind: 'binary', ...found, left, right: operand() };
    return left;
  }

  #power = (): Expression => {
    const base = this.#unary();
    const found = this.#take(['**']);
    if (!found) return base;
    if (base.kind === 'negative') throw new Refusal('negative-power');
    return { kind: 'binary', ...found, left: base, right: this.#power() };
  };

  #unary(): Expression {
    const minus = this.#take(['-']);
    return minus ? { kind: 'negative', at: minus.at, operand: this.#unary() } : this.#single();
  }

  #single(): Expression {
    const token = this.#tokens[this.#next];
    if (!token) throw new Refusal('end');
    this.#next += 1;
    if (/^\d/.test(token.text)) return { kind: 'number', text: token.text };
    if (/^\w/.test(token.text)) {
      if (!this.#names.includes(token.text)) throw new Refusal('name', token.text);
      return { kind: 'name', name: token.text };
    }
    if (token.text !== '(') throw new Refusal('unexpected', token.text);
    const inner = this.#sum();
    const close = this.#tokens[this.#next];
    if (!close) throw new Refusal('end');
    if (close.text !== ')') throw new Refusal('unexpected', close.text);
    this.#next += 1;
    return { kind: 'group', inner };
  }

  #take(signs: readonly Sign[]): { sign: Sign; at: number } | null {
    const token = this.#tokens[this.#next];
    const sign = signs.find((one) => one === token?.text);
    if (!token || sign === undefined) return null;
    this.#next += 1;
    return { sign, at: token.at };
  }
}
