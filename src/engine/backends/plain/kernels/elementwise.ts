/**
 * Element-wise operations: decides the result's dtype and shape, then runs inner loops over rows.
 * Numbers and 0-d arrays take a short way without typed arrays. int32 results outside its range are errors, since
 * int32 stands for NumPy's int64 here.
 */
import { DTypeError } from '../../../core/errors.ts';
import {
  allocateUnset,
  type DType,
  floatOf,
  isFloat,
  resultType,
  roundTo,
  type TypedArray
} from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import { float64Of } from '../../../ndarray/number.ts';
import { broadcastShapes, broadcastStrides, sameShape, SCALAR_SHAPE, type Shape } from '../../../ndarray/shape.ts';
import type { BinaryOp, CompareOp, Operand, UnaryOp } from '../../backend.ts';
import { walk1, walk2 } from '../walk.ts';
import { BINARY_LOOPS, BINARY_NUMBERS, COMPARE_LOOPS, COMPARE_NUMBERS, type PairLoop } from './pair-loops.ts';
import { FLOAT32_LOOPS, UNARY_LOOPS, UNARY_NUMBERS } from './single-loops.ts';

export function unary(op: UnaryOp, x: NDArray): NDArray {
  const number = float64Of(x);
  if (number !== null) return NDArray.scalar(UNARY_NUMBERS[op](number));
  const dtype = unaryType(op, x.dtype);
  if (x.shape.length === 0) return NDArray.scalar(UNARY_NUMBERS[op](x.item()), dtype);
  const loop = (dtype === 'float32' ? FLOAT32_LOOPS[op] : undefined) ?? UNARY_LOOPS[op];
  const out = allocateUnset(dtype, x.size);
  const from = x.storage.read();
  if (x.contiguous) loop(from, x.offset, 1, out, 0, x.size);
  else walk1(x.shape, x.strides, x.offset, (ia, sa, o, n) => loop(from, ia, sa, out, o, n));
  return NDArray.wrap(out, x.shape, dtype);
}

export function binary(op: BinaryOp, a: Operand, b: Operand): NDArray {
  const x = typeof a === 'number' ? a : float64Of(a);
  const y = x === null ? null : typeof b === 'number' ? b : float64Of(b);
  if (x !== null && y !== null) return NDArray.scalar(BINARY_NUMBERS[op](x, y));
  const dtype = binaryType(op, a, b);
  if (isNumber(a) && isNumber(b)) {
    const value = BINARY_NUMBERS[op](numberOf(a), numberOf(b));
    return NDArray.scalar(dtype === 'int32' ? checkInt32(op, value) : value, dtype);
  }
  const shape = shapeOf(op, a, b);
  const loop = loopFor(op, a, b);
  const size = sizeOfResult(shape, a, b);
  if (dtype === 'int32' && op !== 'maximum' && op !== 'minimum') return checkedIntegers(op, loop, a, b, shape, size);
  const out = allocateUnset(dtype, size);
  run(loop, a, b, shape, out, dtype === 'float32');
  if (dtype === 'bool') for (let i = 0; i < size; i++) out[i] = out[i] === 0 ? 0 : 1;
  return NDArray.wrap(out, shape, dtype);
}

export function compare(op: CompareOp, a: Operand, b: Operand): NDArray {
  if (isNumber(a) && isNumber(b)) return NDArray.scalar(COMPARE_NUMBERS[op](numberOf(a), numberOf(b)) ? 1 : 0, 'bool');
  const shape = shapeOf(op, a, b);
  const out = allocateUnset('bool', sizeOfResult(shape, a, b));
  run(COMPARE_LOOPS[op], a, b, shape, out, false);
  return NDArray.wrap(out, shape, 'bool');
}

export function binaryInto(op: BinaryOp, target: NDArray, value: Operand): void {
  if (!isFloat(target.dtype) && (op === 'div' || isFloat(resultType(target, value))))
    throw new DTypeError(op, `the result is a float and cannot go back into an ${target.dtype} array; use a = a ∘ b.`);
  // Shape first: stretching target itself would be an error that speaks of the wrong array.
  if (typeof value !== 'number') broadcastStrides(op, value.shape, value.strides, target.shape);
  const plainFloats =
    target.dtype === 'float64' || (target.dtype === 'float32' && resultType(target, value) === 'float32');
  const overlapping = typeof value !== 'number' && value.storage === target.storage && !sameView(value, target);
  if (!target.contiguous || !plainFloats || overlapping) {
    write(target, binary(op, target, value));
    return;
  }
  const to = target.storage.write();
  const window = target.size === to.length ? to : to.subarray(target.offset, target.offset + target.size);
  run(loopFor(op, target, value), target, value, target.shape, window, target.dtype === 'float32');
}

export function where(condition: NDArray, a: Operand, b: Operand): NDArray {
  const dtype = resultType(a, b);
  const inner = broadcastShapes('where', typeof a === 'number' ? [] : a.shape, typeof b === 'number' ? [] : b.shape);
  const shape = broadcastShapes('where', condition.shape, inner);
  const test = condition.broadcastTo(shape).elements();
  const yes = arrayOf(a, dtype).broadcastTo(shape).elements();
  const no = arrayOf(b, dtype).broadcastTo(shape).elements();
  const out = allocateUnset(dtype, test.length);
  for (let i = 0; i < out.length; i++) out[i] = (test[i] === 0 ? no[i] : yes[i]) as number;
  return NDArray.wrap(out, shape, dtype);
}

/** The elements of `source` into `target`, which has the same shape. */
export function write(target: NDArray, source: NDArray): void {
  const from = source.elements();
  const to = target.storage.write();
  if (target.contiguous) {
    to.set(from, target.offset);
    return;
  }
  let at = 0;
  walk1(target.shape, target.strides, target.offset, (ia, sa, _o, n) => {
    for (let i = 0; i < n; i++) to[ia + i * sa] = from[at++] as number;
  });
}

function unaryType(op: UnaryOp, dtype: DType): DType {
  switch (op) {
    case 'abs':
      return dtype;
    case 'neg':
    case 'sign':
    case 'square':
    case 'relu':
    case 'round':
      return dtype === 'bool' ? 'int32' : dtype;
    default:
      return floatOf(dtype);
  }
}

function binaryType(op: BinaryOp, a: Operand, b: Operand): DType {
  // x ** 2 is x * x to NumPy, so that a 0-d float32 stays one there.
  if (op === 'pow' && isOwnPower(b) && typeof a !== 'number' && isFloat(a.dtype)) return a.dtype;
  const dtype = resultType(a, b);
  if (isFloat(dtype)) return dtype;
  if (op === 'div') return 'float64';
  if (op === 'pow' && isNumber(b) && numberOf(b) < 0) return 'float64';
  return dtype === 'bool' && (op === 'sub' || op === 'pow' || op === 'mod') ? 'int32' : dtype;
}

const OWN_POWERS: readonly number[] = [-1, 0, 0.5, 1, 2];

/** Powers that NumPy computes in other ways: 1 / x, 1, the root, x, x * x. */
function isOwnPower(b: Operand): boolean {
  return typeof b === 'number' && OWN_POWERS.includes(b);
}

/** NumPy computes x ** 2 as x * x and x ** 0.5 as the root; both are more exact than a general power. */
function loopFor(op: BinaryOp, a: Operand, b: Operand): PairLoop {
  if (op !== 'pow' || !isNumber(b) || typeof a === 'number') return BINARY_LOOPS[op];
  if (numberOf(b) === 2) return (x, ix, sx, _b, _ib, _sb, out, o, n) => UNARY_LOOPS.square(x, ix, sx, out, o, n);
  if (numberOf(b) === 0.5) return (x, ix, sx, _b, _ib, _sb, out, o, n) => UNARY_LOOPS.sqrt(x, ix, sx, out, o, n);
  return BINARY_LOOPS.pow;
}

function run(loop: PairLoop, a: Operand, b: Operand, shape: Shape, out: TypedArray, single: boolean): void {
  const x = isNumber(a) ? single1(a, single) : a.storage.read();
  const y = isNumber(b) ? single1(b, single) : b.storage.read();
  const n = out.length;
  if (isNumber(a)) {
    if (isNumber(b) || b.contiguous) loop(x, 0, 0, y, isNumber(b) ? 0 : b.offset, isNumber(b) ? 0 : 1, out, 0, n);
    else walk1(b.shape, b.strides, b.offset, (ib, sb, o, m) => loop(x, 0, 0, y, ib, sb, out, o, m));
    return;
  }
  if (isNumber(b)) {
    if (a.contiguous) loop(x, a.offset, 1, y, 0, 0, out, 0, n);
    else walk1(a.shape, a.strides, a.offset, (ia, sa, o, m) => loop(x, ia, sa, y, 0, 0, out, o, m));
    return;
  }
  if (sameShape(a.shape, b.shape) && a.contiguous && b.contiguous) {
    loop(x, a.offset, 1, y, b.offset, 1, out, 0, n);
    return;
  }
  const stepsA = sameShape(a.shape, shape) ? a.strides : broadcastStrides('broadcast', a.shape, a.strides, shape);
  const stepsB = sameShape(b.shape, shape) ? b.strides : broadcastStrides('broadcast', b.shape, b.strides, shape);
  walk2(shape, stepsA, a.offset, stepsB, b.offset, (ia, sa, ib, sb, o, m) => loop(x, ia, sa, y, ib, sb, out, o, m));
}

function checkedIntegers(op: BinaryOp, loop: PairLoop, a: Operand, b: Operand, shape: Shape, size: number): NDArray {
  const wide = new Float64Array(size);
  run(loop, a, b, shape, wide, false);
  const out = new Int32Array(size);
  for (let i = 0; i < size; i++) out[i] = checkInt32(op, wide[i] as number);
  return NDArray.wrap(out, shape, 'int32');
}

function checkInt32(op: string, value: number): number {
  if (value === (value | 0)) return value | 0;
  if (!Number.isFinite(value)) return 0;
  throw new DTypeError(op, `${value} is outside of int32 (-2147483648 to 2147483647); use astype('float64') first.`);
}

/** A 0-d array, which counts as a number. */
type Scalar = NDArray & { readonly shape: readonly [] };

function isNumber(x: Operand): x is number | Scalar {
  return typeof x === 'number' || x.shape.length === 0;
}

function numberOf(x: Operand): number {
  return typeof x === 'number' ? x : x.item();
}

function shapeOf(op: string, a: Operand, b: Operand): Shape {
  if (typeof a === 'number') return typeof b === 'number' ? SCALAR_SHAPE : b.shape;
  return typeof b === 'number' ? a.shape : broadcastShapes(op, a.shape, b.shape);
}

function sizeOfResult(shape: Shape, a: Operand, b: Operand): number {
  if (typeof a !== 'number' && shape === a.shape) return a.size;
  if (typeof b !== 'number' && shape === b.shape) return b.size;
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

function arrayOf(x: Operand, dtype: DType): NDArray {
  return typeof x === 'number' ? NDArray.scalar(x, dtype) : x;
}

function sameView(a: NDArray, b: NDArray): boolean {
  return a.offset === b.offset && sameShape(a.shape, b.shape) && sameShape(a.strides, b.strides);
}

/** One number as an operand; against float32 arrays it counts as float32. */
function single1(x: Operand, single: boolean): Float64Array {
  return Float64Array.of(single ? roundTo('float32', numberOf(x)) : numberOf(x));
}
