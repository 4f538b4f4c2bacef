/**
 * Single element-wise operations on blocks (chain.ts): worth their copying from a number of elements on that depends
 * on how long an element takes in TypeScript. What has no kernel, small arrays and other dtypes are plain's.
 */
import { isFloat } from '../../../ndarray/dtype.ts';
import type { NDArray } from '../../../ndarray/ndarray.ts';
import type { BinaryOp, CompareOp, Operand, UnaryOp } from '../../backend.ts';
import { type Chain, chain } from '../../chain.ts';
import {
  binary as plainBinary,
  binaryInto as plainInto,
  compare as plainCompare,
  unary as plainUnary,
  where as plainWhere
} from '../../plain/kernels/elementwise.ts';
import { fused, fusedInto } from './chain.ts';
import { functionOnThreads } from './functions.ts';

/** Elements from which a kernel is faster, for functions and for arithmetic; measured with both in the cache. */
const MANY_FUNCTIONS = 128;
const MANY = 1024;

const FUNCTIONS: readonly UnaryOp[] = ['exp', 'log', 'tanh', 'sigmoid', 'sin', 'cos'];
const UNARY = new Map<UnaryOp, Chain>();
for (const op of [...FUNCTIONS, 'neg', 'abs', 'sign', 'square', 'sqrt', 'relu', 'floor', 'ceil', 'round'] as const)
  UNARY.set(
    op,
    chain((x) => x.unary(op))
  );
const BINARY = new Map<BinaryOp, Chain>();
for (const op of ['add', 'sub', 'mul', 'div', 'maximum', 'minimum'] as const)
  BINARY.set(
    op,
    chain((a, b) => a.binary(op, b))
  );
/** x ** 2 and x ** 0.5, as plain computes them. */
const POWERS = new Map<number, UnaryOp>([
  [2, 'square'],
  [0.5, 'sqrt']
]);

const COMPARE = new Map<CompareOp, Chain>();
for (const op of ['equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual'] as const)
  COMPARE.set(
    op,
    chain((a, b) => a.compare(op, b))
  );
const WHERE = chain((condition, a, b) => condition.where(a, b));

export function unary(op: UnaryOp, x: NDArray): NDArray {
  const steps = UNARY.get(op);
  const least = FUNCTIONS.includes(op) ? MANY_FUNCTIONS : MANY;
  if (x.size >= MANY) {
    const shared = functionOnThreads(op, x);
    if (shared !== null) return shared;
  }
  return (x.size < least || steps === undefined ? null : fused(steps, [x], least)) ?? plainUnary(op, x);
}

export function binary(op: BinaryOp, a: Operand, b: Operand): NDArray {
  if (!isLarge(a) && !isLarge(b)) return plainBinary(op, a, b);
  const steps = BINARY.get(op);
  if (steps !== undefined) return fused(steps, [a, b], MANY) ?? plainBinary(op, a, b);
  const power = typeof b === 'number' ? POWERS.get(b) : undefined;
  if (op === 'pow' && power !== undefined && typeof a !== 'number' && isFloat(a.dtype)) return unary(power, a);
  return plainBinary(op, a, b);
}

export function binaryInto(op: BinaryOp, target: NDArray, value: Operand): void {
  const steps = target.size < MANY ? undefined : BINARY.get(op);
  if (steps === undefined || !fusedInto(steps, [target], [value], MANY)) plainInto(op, target, value);
}

export function compare(op: CompareOp, a: Operand, b: Operand): NDArray {
  const steps = isLarge(a) || isLarge(b) ? COMPARE.get(op) : undefined;
  return (steps === undefined ? null : fused(steps, [a, b], MANY)) ?? plainCompare(op, a, b);
}

export function where(condition: NDArray, a: Operand, b: Operand): NDArray {
  // A float may be -0, which is no, though not all its bits are 0.
  const bytes = condition.dtype === 'bool' || condition.dtype === 'uint8';
  return (bytes ? fused(WHERE, [condition, a, b], MANY) : null) ?? plainWhere(condition, a, b);
}

function isLarge(x: Operand): boolean {
  return typeof x !== 'number' && x.size >= MANY;
}
