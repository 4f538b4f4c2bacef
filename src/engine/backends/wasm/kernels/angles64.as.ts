// Sine and cosine of two float64, step by step those of ../../../ndarray/maths.ts, so that both give the same bits.
// Constants go by number as in float64.as.ts. Not here: large angles, which are computed anew outside.
import { EXP, HALF, ONE, SIGN, Whole } from './float64.as';
import { Stored } from './tables.as';

const PER_QUADRANT = 0;
const MOST_ANGLE = 42;
const EIGHTH_TURN = 43;
/** Four parts of π/2. */
const QUADRANT = 44;
const SMALL_ANGLE = 48;
/** Five coefficients, highest first. */
const SIN = 49;
const PER_SINE = 54;
const SINE_STEP = 55;

/** Larger angles than MOST_ANGLE are computed anew outside. */
class Angle64 {
  /** The sine of x + shift · π/2 for x >= 0. */
  @inline static sine(x: v128, shift: i32): v128 {
    const turned = f64x2.gt(x, Stored.double(EIGHTH_TURN));
    const n = v128.and(Whole.nearest(f64x2.mul(x, Stored.double(PER_QUADRANT))), turned);
    const first = f64x2.sub(x, f64x2.mul(n, Stored.double(QUADRANT)));
    const b = f64x2.mul(n, Stored.double(QUADRANT + 1));
    const second = f64x2.sub(first, b);
    const c = f64x2.mul(n, Stored.double(QUADRANT + 2));
    const third = f64x2.sub(second, c);
    const errors = f64x2.add(Angle64.error(first, second, b), Angle64.error(second, third, c));
    const rest = f64x2.sub(errors, f64x2.mul(n, Stored.double(QUADRANT + 3)));
    const y = f64x2.add(third, rest);
    const low = f64x2.sub(rest, f64x2.sub(y, third));
    const q = i64x2.add(i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(n)), i64x2.splat(<i64>shift));
    const value = Angle64.near(y, low, i64x2.shr_s(i64x2.shl(q, 63), 63));
    return v128.xor(value, v128.and(i64x2.shl(q, 62), Stored.double(SIGN)));
  }

  /** What a - b, rounded to c, lost. */
  @inline static error(a: v128, c: v128, b: v128): v128 {
    const change = f64x2.sub(c, a);
    return f64x2.sub(f64x2.sub(a, f64x2.sub(c, change)), f64x2.add(b, change));
  }

  /** sin(y + low), or the cosine where the mask says so; |y| <= π/4. */
  @inline static near(y: v128, low: v128, cosine: v128): v128 {
    const size = f64x2.abs(y);
    const sign = v128.and(y, Stored.double(SIGN));
    const rest = v128.xor(low, sign);
    const n = Whole.nearest(f64x2.mul(size, Stored.double(PER_SINE)));
    const steps = i32x4.trunc_sat_f64x2_s_zero(n);
    const i = i32x4.extract_lane(steps, 0) & 255;
    const j = i32x4.extract_lane(steps, 1) & 255;
    const d = f64x2.sub(size, f64x2.mul(n, Stored.double(SINE_STEP)));
    const d2 = f64x2.mul(d, d);
    const series = f64x2.add(Stored.double(SIN + 4), f64x2.mul(d2, Stored.double(SIN + 3)));
    const small = f64x2.add(d, f64x2.add(rest, f64x2.mul(f64x2.mul(d, d2), series)));
    const half = f64x2.neg(Stored.double(HALF));
    const bend = f64x2.mul(d2, f64x2.add(half, f64x2.mul(d2, Stored.double(EXP + 1))));
    const sines = Stored.sine(i);
    const sines2 = Stored.sine(j);
    const cosines = Stored.cosine(i);
    const cosines2 = Stored.cosine(j);
    const s = i64x2.shuffle(sines, sines2, 0, 2);
    const c = i64x2.shuffle(cosines, cosines2, 0, 2);
    const sLow = f64x2.add(i64x2.shuffle(sines, sines2, 1, 3), f64x2.mul(s, bend));
    const cLow = f64x2.add(i64x2.shuffle(cosines, cosines2, 1, 3), f64x2.mul(c, bend));
    const sine = v128.xor(f64x2.add(s, f64x2.add(sLow, f64x2.mul(c, small))), sign);
    const tiny = f64x2.lt(size, Stored.double(SMALL_ANGLE));
    const smallSine = v128.bitselect(Angle64.series(y, low), sine, tiny);
    return v128.bitselect(f64x2.add(c, f64x2.sub(cLow, f64x2.mul(s, small))), smallSine, cosine);
  }

  @inline static series(y: v128, low: v128): v128 {
    const y2 = f64x2.mul(y, y);
    let tail = f64x2.add(Stored.double(SIN + 1), f64x2.mul(y2, Stored.double(SIN)));
    tail = f64x2.add(Stored.double(SIN + 2), f64x2.mul(y2, tail));
    tail = f64x2.add(Stored.double(SIN + 3), f64x2.mul(y2, tail));
    tail = f64x2.add(Stored.double(SIN + 4), f64x2.mul(y2, tail));
    const left = f64x2.mul(low, f64x2.sub(Stored.double(ONE), f64x2.mul(Stored.double(HALF), y2)));
    return f64x2.add(y, f64x2.add(left, f64x2.mul(f64x2.mul(y, y2), tail)));
  }

  @inline static isLarge(x: v128): v128 {
    return f64x2.gt(f64x2.abs(x), Stored.double(MOST_ANGLE));
  }
}

export class Sin64 {
  @inline of(x: v128): v128 {
    return v128.xor(Angle64.sine(f64x2.abs(x), 0), v128.and(x, Stored.double(SIGN)));
  }

  @inline isLarge(x: v128): v128 {
    return Angle64.isLarge(x);
  }
}

export class Cos64 {
  @inline of(x: v128): v128 {
    return Angle64.sine(f64x2.abs(x), 1);
  }

  @inline isLarge(x: v128): v128 {
    return Angle64.isLarge(x);
  }
}
