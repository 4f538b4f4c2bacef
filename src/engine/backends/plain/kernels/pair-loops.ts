/**
 * The inner loops of element-wise operations on two operands: `out[o + i] = a[ia + i·sa] ∘ b[ib + i·sb]`.
 * One plain loop per operation, so that each is compiled for itself; a step of 0 repeats a number. The four basic
 * operations have loops of their own for neighbours in memory and for one number on the right.
 * Comparisons write 1 or 0. Not here: shapes, dtypes, rounding (the typed array that is written to rounds).
 */
import type { TypedArray } from '../../../ndarray/dtype.ts';
import { modulo, pow } from '../../../ndarray/maths.ts';
import type { BinaryOp, CompareOp } from '../../backend.ts';

export type PairLoop = (
  a: TypedArray,
  ia: number,
  sa: number,
  b: TypedArray,
  ib: number,
  sb: number,
  out: TypedArray,
  o: number,
  n: number
) => void;

export const BINARY_LOOPS: Record<BinaryOp, PairLoop> = {
  add(a, ia, sa, b, ib, sb, out, o, n) {
    if (sa === 1 && sb === 1) {
      for (let i = 0; i < n; i++) out[o + i] = (a[ia + i] as number) + (b[ib + i] as number);
      return;
    }
    if (sa === 1 && sb === 0) {
      const y = b[ib] as number;
      for (let i = 0; i < n; i++) out[o + i] = (a[ia + i] as number) + y;
      return;
    }
    for (let i = 0; i < n; i++, ia += sa, ib += sb) {
      const x = a[ia] as number;
      const y = b[ib] as number;
      out[o + i] = x + y;
    }
  },
  sub(a, ia, sa, b, ib, sb, out, o, n) {
    if (sa === 1 && sb === 1) {
      for (let i = 0; i < n; i++) out[o + i] = (a[ia + i] as number) - (b[ib + i] as number);
      return;
    }
    if (sa === 1 && sb === 0) {
      const y = b[ib] as number;
      for (let i = 0; i < n; i++) out[o + i] = (a[ia + i] as number) - y;
      return;
    }
    for (let i = 0; i < n; i++, ia += sa, ib += sb) {
      const x = a[ia] as number;
      const y = b[ib] as number;
      out[o + i] = x - y;
    }
  },
  mul(a, ia, sa, b, ib, sb, out, o, n) {
    if (sa === 1 && sb === 1) {
      for (let i = 0; i < n; i++) out[o + i] = (a[ia + i] as number) * (b[ib + i] as number);
      return;
    }
    if (sa === 1 && sb === 0) {
      const y = b[ib] as number;
      for (let i = 0; i < n; i++) out[o + i] = (a[ia + i] as number) * y;
      return;
    }
    for (let i = 0; i < n; i++, ia += sa, ib += sb) {
      const x = a[ia] as number;
      const y = b[ib] as number;
      out[o + i] = x * y;
    }
  },
  div(a, ia, sa, b, ib, sb, out, o, n) {
    if (sa === 1 && sb === 1) {
      for (let i = 0; i < n; i++) out[o + i] = (a[ia + i] as number) / (b[ib + i] as number);
      return;
    }
    if (sa === 1 && sb === 0) {
      const y = b[ib] as number;
      for (let i = 0; i < n; i++) out[o + i] = (a[ia + i] as number) / y;
      return;
    }
    for (let i = 0; i < n; i++, ia += sa, ib += sb) {
      const x = a[ia] as number;
      const y = b[ib] as number;
      out[o + i] = x / y;
    }
  },
  maximum(a, ia, sa, b, ib, sb, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa, ib += sb) {
      const x = a[ia] as number;
      const y = b[ib] as number;
      out[o + i] = x > y || x !== x ? x : y;
    }
  },
  minimum(a, ia, sa, b, ib, sb, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa, ib += sb) {
      const x = a[ia] as number;
      const y = b[ib] as number;
      out[o + i] = x < y || x !== x ? x : y;
    }
  },
  pow(a, ia, sa, b, ib, sb, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa, ib += sb) {
      const x = a[ia] as number;
      const y = b[ib] as number;
      out[o + i] = pow(x, y);
    }
  },
  mod(a, ia, sa, b, ib, sb, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa, ib += sb) {
      const x = a[ia] as number;
      const y = b[ib] as number;
      out[o + i] = modulo(x, y);
    }
  }
};

export const COMPARE_LOOPS: Record<CompareOp, PairLoop> = {
  equal(a, ia, sa, b, ib, sb, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa, ib += sb) {
      const x = a[ia] as number;
      const y = b[ib] as number;
      out[o + i] = x === y ? 1 : 0;
    }
  },
  notEqual(a, ia, sa, b, ib, sb, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa, ib += sb) {
      const x = a[ia] as number;
      const y = b[ib] as number;
      out[o + i] = x !== y ? 1 : 0;
    }
  },
  less(a, ia, sa, b, ib, sb, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa, ib += sb) {
      const x = a[ia] as number;
      const y = b[ib] as number;
      out[o + i] = x < y ? 1 : 0;
    }
  },
  lessEqual(a, ia, sa, b, ib, sb, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa, ib += sb) {
      const x = a[ia] as number;
      const y = b[ib] as number;
      out[o + i] = x <= y ? 1 : 0;
    }
  },
  greater(a, ia, sa, b, ib, sb, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa, ib += sb) {
      const x = a[ia] as number;
      const y = b[ib] as number;
      out[o + i] = x > y ? 1 : 0;
    }
  },
  greaterEqual(a, ia, sa, b, ib, sb, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa, ib += sb) {
      const x = a[ia] as number;
      const y = b[ib] as number;
      out[o + i] = x >= y ? 1 : 0;
    }
  }
};

/** The same operations on two numbers, for 0-d arrays. */
export const BINARY_NUMBERS: Record<BinaryOp, (x: number, y: number) => number> = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  maximum: (x, y) => (x > y || x !== x ? x : y),
  minimum: (x, y) => (x < y || x !== x ? x : y),
  pow: pow,
  mod: modulo
};

export const COMPARE_NUMBERS: Record<CompareOp, (x: number, y: number) => boolean> = {
  equal: (x, y) => x === y,
  notEqual: (x, y) => x !== y,
  less: (x, y) => x < y,
  lessEqual: (x, y) => x <= y,
  greater: (x, y) => x > y,
  greaterEqual: (x, y) => x >= y
};
