/**
 * What the operators of lesson code do: the built-in thing for plain numbers and strings, otherwise the left operand
 * is asked (`add`), then the right one (`radd`). An array on the left leaves the answer to a right operand that is
 * more than an array (a Variable). Not here: which texts become calls (transform/operators.ts).
 */
import { NDArray } from '../engine/ndarray/ndarray.ts';

export type BinaryName = 'add' | 'sub' | 'mul' | 'div' | 'pow';
export type InPlaceName = 'iadd' | 'isub' | 'imul' | 'idiv' | 'ipow';

interface Operator {
  sign: string;
  forward: string;
  reflected: string;
  inPlace: string;
  builtIn(a: never, b: never): unknown;
}

const ADD: Operator = operator('+', 'add', (a: number, b: number) => a + b);
const SUB: Operator = operator('-', 'sub', (a: number, b: number) => a - b);
const MUL: Operator = operator('*', 'mul', (a: number, b: number) => a * b);
const DIV: Operator = operator('/', 'div', (a: number, b: number) => a / b);
const POW: Operator = operator('**', 'pow', (a: number, b: number) => a ** b);

// Written out one by one: each is small enough to be inlined where it is called with plain numbers.
export const operators = {
  add: (a: unknown, b: unknown): unknown => (typeof a === 'number' && typeof b === 'number' ? a + b : apply(ADD, a, b)),
  sub: (a: unknown, b: unknown): unknown => (typeof a === 'number' && typeof b === 'number' ? a - b : apply(SUB, a, b)),
  mul: (a: unknown, b: unknown): unknown => (typeof a === 'number' && typeof b === 'number' ? a * b : apply(MUL, a, b)),
  div: (a: unknown, b: unknown): unknown => (typeof a === 'number' && typeof b === 'number' ? a / b : apply(DIV, a, b)),
  pow: (a: unknown, b: unknown): unknown =>
    typeof a === 'number' && typeof b === 'number' ? a ** b : apply(POW, a, b),
  neg: (a: unknown): unknown => (typeof a === 'number' ? -a : negate(a)),
  iadd: (a: unknown, b: unknown): unknown =>
    typeof a === 'number' && typeof b === 'number' ? a + b : applyInPlace(ADD, a, b),
  isub: (a: unknown, b: unknown): unknown =>
    typeof a === 'number' && typeof b === 'number' ? a - b : applyInPlace(SUB, a, b),
  imul: (a: unknown, b: unknown): unknown =>
    typeof a === 'number' && typeof b === 'number' ? a * b : applyInPlace(MUL, a, b),
  idiv: (a: unknown, b: unknown): unknown =>
    typeof a === 'number' && typeof b === 'number' ? a / b : applyInPlace(DIV, a, b),
  ipow: (a: unknown, b: unknown): unknown =>
    typeof a === 'number' && typeof b === 'number' ? a ** b : applyInPlace(POW, a, b)
} as const;

type Method = (other: unknown) => unknown;

function apply(op: Operator, a: unknown, b: unknown): unknown {
  if (typeof a === 'string' || typeof b === 'string') return builtIn(op, a, b);
  const reflected = methodOf(b, op.reflected);
  if (reflected && a instanceof NDArray && !(b instanceof NDArray)) return reflected.call(b, a);
  const forward = methodOf(a, op.forward);
  if (forward && accepts(a, b)) return forward.call(a, b);
  if (reflected && accepts(b, a)) return reflected.call(b, a);
  if (isPlain(a) && isPlain(b)) return builtIn(op, a, b);
  throw new TypeError(explain(op, a, b));
}

function applyInPlace(op: Operator, a: unknown, b: unknown): unknown {
  const inPlace = methodOf(a, op.inPlace);
  if (inPlace && (a as { ndim?: unknown }).ndim !== 0 && !(a instanceof NDArray && isMoreThanArray(op, b)))
    return inPlace.call(a, b);
  return apply(op, a, b);
}

function negate(a: unknown): unknown {
  const method = methodOf(a, 'neg') as (() => unknown) | null;
  if (method) return method.call(a);
  if (isPlain(a) || typeof a === 'string') return typeof a === 'bigint' ? -a : -(a as number);
  throw new TypeError(`-x: cannot negate ${describe(a)}. It would need a method neg().`);
}

const isMoreThanArray = (op: Operator, b: unknown): boolean =>
  !(b instanceof NDArray) && methodOf(b, op.reflected) !== null;

/** An array computes with arrays and plain numbers only; every other object decides for itself. */
const accepts = (asked: unknown, other: unknown): boolean =>
  !(asked instanceof NDArray) || other instanceof NDArray || typeof other === 'number';

/** Numbers, booleans, big numbers, and objects that stand for one (dates). */
function isPlain(value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'symbol' || typeof value === 'function') return false;
  return typeof value !== 'object' || typeof value.valueOf() !== 'object';
}

function methodOf(value: unknown, name: string): Method | null {
  if (value === null || typeof value !== 'object') return null;
  const method: unknown = (value as Record<string, unknown>)[name];
  return typeof method === 'function' ? (method as Method) : null;
}

const builtIn = (op: Operator, a: unknown, b: unknown): unknown => op.builtIn(a as never, b as never);

function operator(sign: string, name: BinaryName, builtIn: (a: number, b: number) => unknown): Operator {
  return { sign, forward: name, reflected: `r${name}`, inPlace: `i${name}`, builtIn };
}

function explain(op: Operator, a: unknown, b: unknown): string {
  const got = `a ${op.sign} b: cannot be computed for a = ${describe(a)} and b = ${describe(b)}.`;
  if (a === undefined || b === undefined) return `${got} Something has no value yet: is a \`return\` missing?`;
  if (a === null || b === null) return `${got} null stands for "nothing yet": has it been computed before this line?`;
  if (Array.isArray(a) || Array.isArray(b)) return `${got} Make an array of numbers with nd.array([...]).`;
  return `${got} An object computes with ${op.sign} when it has a method ${op.forward}(other), or ${op.reflected}(other) for the right side.`;
}

export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a JavaScript array';
  if (typeof value === 'function') return `the function ${value.name || 'without a name'}`;
  if (typeof value === 'object') {
    const name: unknown = (value as { constructor?: { name?: unknown } }).constructor?.name;
    if (typeof name !== 'string' || name === '' || name === 'Object') return 'an object';
    return `${/^([AEIO]|ND)/.test(name) ? 'an' : 'a'} ${name}`;
  }
  return `the ${typeof value} ${printedPlain(value)}`;
}

const printedPlain = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : `${value as number}`);
