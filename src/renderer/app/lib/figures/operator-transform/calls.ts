/**
 * What the transform of lesson code makes of an expression, and the calls that are then made, in order: arguments first, left
 * before right. The text is that of src/runtime/transform/operators.ts (the test compares them); who computes is in
 * ../operators/asking.ts. Pure. Not here: texts for people.
 */
import { ask, COMPUTE, hasMethod, METHODS, type Asked } from '../operators/asking.ts';
import type { Value } from '../operators/value.ts';
import type { Expression } from './expression.ts';

/** A part of the text after the transform; `call` is the index of the call that it belongs to. */
export interface Piece {
  text: string;
  call: number | null;
}

export interface Call {
  /** Where its operator stands in the source, and how long it is. */
  at: number;
  length: number;
  /** '$$mul'. */
  helper: string;
  /** What stands between the brackets: 'a', '2' or an earlier result, 'r1'. */
  args: string[];
  values: Value[];
  /** The method that ran, 'a.mul(b)', even if it failed; null where the built-in operator did, or nothing. */
  ran: string | null;
  /** null when nobody could: the program stops here. */
  result: Value | null;
  /** Why nobody could: the method that is missing, or that cannot compute with what it is given. */
  trouble: { method: string; answer: 'missing' | 'fails' } | null;
}

export interface Transformed {
  pieces: Piece[];
  calls: Call[];
  /** Null when a call failed. */
  result: Value | null;
}

interface Part {
  pieces: Piece[];
  /** How later calls name its value; null value after a failure. */
  name: string;
  value: Value | null;
}

/** The framework of that step, with these values for the names. */
export function transformed(tree: Expression, names: Readonly<Record<string, Value>>, step: number): Transformed {
  const calls: Call[] = [];
  let planned = 0;

  function visit(node: Expression): Part {
    switch (node.kind) {
      case 'number':
        return leaf(node.text, { kind: 'number', value: Number(node.text) });
      case 'name':
        return leaf(node.name, names[node.name] ?? null);
      case 'group': {
        const { pieces, ...inner } = visit(node.inner);
        return { ...inner, pieces: [plain('('), ...pieces, plain(')')] };
      }
      case 'negative':
        return negative(node);
      case 'binary':
        return binary(node);
    }
  }

  function negative({ operand, at }: Extract<Expression, { kind: 'negative' }>): Part {
    const part = visit(operand);
    if (operand.kind === 'number') return leaf(`-${operand.text}`, { kind: 'number', value: -Number(operand.text) });
    const call = planned++;
    const pieces = [{ text: '$$neg(', call }, ...part.pieces, { text: ')', call }];
    if (!part.value) return { pieces, name: '', value: null };
    const { kind, value } = part.value;
    const works = kind !== 'variable' || hasMethod('neg', step);
    return done(pieces, {
      ...{ at, length: 1, helper: '$$neg', args: [part.name], values: [part.value] },
      ran: kind === 'number' || !works ? null : `${part.name}.neg()`,
      result: works ? { kind, value: -value } : null,
      trouble: works ? null : { method: 'neg', answer: 'missing' }
    });
  }

  function binary({ sign, at, left, right }: Extract<Expression, { kind: 'binary' }>): Part {
    const [a, b] = [visit(left), visit(right)];
    if (left.kind === 'number' && right.kind === 'number') {
      const value = COMPUTE[sign](Number(left.text), Number(right.text));
      const text = `${left.text} ${sign} ${right.text}`;
      return { pieces: [plain(text)], name: text, value: { kind: 'number', value } };
    }
    const call = planned++;
    const helper = `$$${METHODS[sign]}`;
    const pieces = [{ text: `${helper}(`, call }, ...a.pieces, { text: ', ', call }, ...b.pieces, { text: ')', call }];
    if (!a.value || !b.value) return { pieces, name: '', value: null };
    const { asked, builtIn, works } = ask(sign, a.value.kind, b.value.kind, step);
    const last = asked.at(-1);
    const method = last?.method ?? `r${METHODS[sign]}`;
    const ran = last?.side === 'right' ? `${b.name}.${method}(${a.name})` : `${a.name}.${method}(${b.name})`;
    const kind = builtIn ? 'number' : 'variable';
    return done(pieces, {
      ...{ at, length: sign.length, helper, args: [a.name, b.name], values: [a.value, b.value] },
      ran: last?.answer === 'answers' || last?.answer === 'fails' ? ran : null,
      result: works ? { kind, value: COMPUTE[sign](a.value.value, b.value.value) } : null,
      trouble: works ? null : troubleOf(asked)
    });
  }

  function done(pieces: Piece[], call: Call): Part {
    if (calls.some(({ result }) => result === null)) return { pieces, name: '', value: null };
    calls.push(call);
    return { pieces, name: `r${calls.length}`, value: call.result };
  }

  const { pieces, value } = visit(tree);
  return { pieces, calls, result: value };
}

/** The first that had to say no. */
function troubleOf(asked: readonly Asked[]): Call['trouble'] {
  for (const { method, answer } of asked)
    if (method !== null && (answer === 'missing' || answer === 'fails')) return { method, answer };
  return null;
}

const plain = (text: string): Piece => ({ text, call: null });

const leaf = (text: string, value: Value | null): Part => ({ pieces: [plain(text)], name: text, value });
