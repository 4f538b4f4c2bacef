/**
 * The inner loops of element-wise operations on one operand: `out[o + i] = f(a[ia + i·sa])`.
 * float64 uses the engine's own accurate functions; float32 the built-in ones, whose errors vanish in its rounding.
 */
import type { TypedArray } from '../../../ndarray/dtype.ts';
import { cos, exp, log, roundHalfEven, sigmoid, sin, tanh } from '../../../ndarray/maths.ts';
import type { UnaryOp } from '../../backend.ts';

export type SingleLoop = (a: TypedArray, ia: number, sa: number, out: TypedArray, o: number, n: number) => void;

export const UNARY_LOOPS: Record<UnaryOp, SingleLoop> = {
  neg(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = -x;
    }
  },
  abs(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = Math.abs(x);
    }
  },
  sign(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = signOf(x);
    }
  },
  square(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = x * x;
    }
  },
  exp(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = exp(x);
    }
  },
  log(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = log(x);
    }
  },
  sin(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = sin(x);
    }
  },
  cos(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = cos(x);
    }
  },
  tanh(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = tanh(x);
    }
  },
  sqrt(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = Math.sqrt(x);
    }
  },
  sigmoid(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = sigmoid(x);
    }
  },
  relu(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = x > 0 || x !== x ? x : 0;
    }
  },
  floor(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = Math.floor(x);
    }
  },
  ceil(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = Math.ceil(x);
    }
  },
  round(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = roundHalfEven(x);
    }
  }
};

/** For float32. */
export const FLOAT32_LOOPS: Partial<Record<UnaryOp, SingleLoop>> = {
  exp(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = Math.exp(x);
    }
  },
  log(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = Math.log(x);
    }
  },
  sin(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = Math.sin(x);
    }
  },
  cos(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = Math.cos(x);
    }
  },
  tanh(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = Math.tanh(x);
    }
  },
  sigmoid(a, ia, sa, out, o, n) {
    for (let i = 0; i < n; i++, ia += sa) {
      const x = a[ia] as number;
      out[o + i] = 1 / (1 + Math.exp(-x));
    }
  }
};

/** The same operations on a number, for 0-d arrays. */
export const UNARY_NUMBERS: Record<UnaryOp, (x: number) => number> = {
  neg: (x) => -x,
  abs: Math.abs,
  sign: signOf,
  square: (x) => x * x,
  exp: exp,
  log: log,
  sin: sin,
  cos: cos,
  tanh: tanh,
  sqrt: Math.sqrt,
  sigmoid: sigmoid,
  relu: (x) => (x > 0 || x !== x ? x : 0),
  floor: Math.floor,
  ceil: Math.ceil,
  round: roundHalfEven
};

/** -1, 0 or 1; the sign of a negative zero is 0, as in NumPy. */
function signOf(x: number): number {
  return Math.sign(x) + 0;
}
