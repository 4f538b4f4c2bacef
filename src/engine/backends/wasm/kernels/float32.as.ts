// Functions on four float32 within 2 units in the last place: reduce the argument, then a polynomial whose coefficients
// interpolate in Chebyshev points. Constants go by number, ../tables.ts lists them in the same order.
// NaN goes through: pmin and pmax, twice as fast as min and max, are written so that it does.
import { Loop } from './loops.as';
import { madd, nmadd } from './set.as';
import { Stored } from './tables.as';

const ONE = 0;
const LOG2_E = 1;
/** -ln 2 in two parts; few digits in the first, so that multiples are exact. */
const LN2_HIGH = 2;
const LN2_LOW = 3;
/** 1.5 · 2²³: adding it rounds to a whole number, which then stands in the low bits. */
const ROUNDER = 4;
/** Where e^x and its parts are normal numbers. */
const EXP_SAFE = 5;
const EXP_LOW = 6;
const EXP_HIGH = 7;
/** Five coefficients, highest first. */
const EXP = 8;
const TANH_FLAT = 13;
const SIGN = 14;
const LEAST_NORMAL = 15;
const INFINITE = 16;
/** The bits of √½. */
const ROOT_HALF = 17;
const MANTISSA = 18;
const WIDEN = 19;
const NAN = 20;
/** Eight coefficients, highest first. */
const LOG = 21;
const HALF = 29;
/** Three coefficients each, highest first. */
const SIN = 30;
const COS = 33;
const MOST_ANGLE = 36;
const TANH_STRAIGHT = 37;
/** Five coefficients, highest first. */
const TANH = 38;
/** Where 2^n + 1 is exact, if -x is n ln 2. */
const SIGMOID_NEAR = 43;

// Of float64: angles are reduced in it.
const PER_QUADRANT = 0;
const QUADRANT_HIGH = 1;
const QUADRANT_LOW = 2;

class Parts {
  /** The nearest whole number to x / ln 2, plus ROUNDER. */
  @inline static powerOf(x: v128): v128 {
    return madd(x, Stored.single(LOG2_E), Stored.single(ROUNDER));
  }

  /** e^r - 1 with r = x - n ln 2. */
  @inline static rest(x: v128, n: v128): v128 {
    const r = madd(n, Stored.single(LN2_LOW), madd(n, Stored.single(LN2_HIGH), x));
    let p = madd(r, Stored.single(EXP), Stored.single(EXP + 1));
    p = madd(r, p, Stored.single(EXP + 2));
    p = madd(r, p, Stored.single(EXP + 3));
    p = madd(r, p, Stored.single(EXP + 4));
    return madd(f32x4.mul(r, r), p, r);
  }
}

/**
 * Most arguments are near: a loop computes all of them as if they were, with its constants in registers, and watches the
 * largest size; only a block that has others is looked through once more. Each element's result depends on it alone.
 */
export function exp32(out: usize, a: usize, bytes: i32): void {
  const sign = Stored.single(SIGN);
  const perLn2 = Stored.single(LOG2_E);
  const rounder = Stored.single(ROUNDER);
  const high = Stored.single(LN2_HIGH);
  const low = Stored.single(LN2_LOW);
  const c6 = Stored.single(EXP);
  const c5 = Stored.single(EXP + 1);
  const c4 = Stored.single(EXP + 2);
  const c3 = Stored.single(EXP + 3);
  const c2 = Stored.single(EXP + 4);
  const one = Stored.single(ONE);
  let most = i32x4.splat(0);
  for (let at: usize = 0; at < <usize>bytes; at += 16) {
    const x = v128.load(a + at);
    most = i32x4.max_s(most, v128.andnot(x, sign));
    const t = madd(x, perLn2, rounder);
    const n = f32x4.sub(t, rounder);
    const r = madd(n, low, madd(n, high, x));
    let p = madd(r, c6, c5);
    p = madd(r, p, c4);
    p = madd(r, p, c3);
    p = madd(r, p, c2);
    p = madd(r, p, one);
    p = madd(r, p, one);
    v128.store(out + at, i32x4.add(p, i32x4.shl(t, 23)));
  }
  const limit = Stored.single(EXP_SAFE);
  if (v128.any_true(i32x4.ge_s(most, limit))) Loop.beyond<FarExp>(out, a, bytes, limit);
}

/** Also where e^x is infinite or has few digits: the power of 2 is multiplied in two steps. */
class FarExp {
  @inline of(x: v128): v128 {
    return FarExp.of(x);
  }

  static of(x: v128): v128 {
    const inside = f32x4.pmax(f32x4.pmin(x, Stored.single(EXP_HIGH)), Stored.single(EXP_LOW));
    const n = f32x4.sub(Parts.powerOf(inside), Stored.single(ROUNDER));
    const p = f32x4.add(Parts.rest(inside, n), Stored.single(ONE));
    const power = i32x4.trunc_sat_f32x4_s(n);
    const half = i32x4.shr_s(power, 1);
    const one = Stored.single(ONE);
    const first = i32x4.add(i32x4.shl(half, 23), one);
    const second = i32x4.add(i32x4.shl(i32x4.sub(power, half), 23), one);
    return f32x4.mul(f32x4.mul(p, first), second);
  }
}

/** As exp32. With e^-x = 2^n (1 + p), 1 + e^-x is (2^n + 1) + 2^n p, rounded once. */
export function sigmoid32(out: usize, a: usize, bytes: i32): void {
  const sign = Stored.single(SIGN);
  const perLn2 = Stored.single(LOG2_E);
  const rounder = Stored.single(ROUNDER);
  const high = Stored.single(LN2_HIGH);
  const low = Stored.single(LN2_LOW);
  const c6 = Stored.single(EXP);
  const c5 = Stored.single(EXP + 1);
  const c4 = Stored.single(EXP + 2);
  const c3 = Stored.single(EXP + 3);
  const c2 = Stored.single(EXP + 4);
  const one = Stored.single(ONE);
  let most = i32x4.splat(0);
  for (let at: usize = 0; at < <usize>bytes; at += 16) {
    const x = v128.load(a + at);
    most = i32x4.max_s(most, v128.andnot(x, sign));
    const t = nmadd(x, perLn2, rounder);
    const n = f32x4.sub(t, rounder);
    // x + n ln 2, so all signs are the other way round.
    const r = nmadd(n, low, nmadd(n, high, x));
    let p = nmadd(r, c6, c5);
    p = nmadd(r, p, c4);
    p = nmadd(r, p, c3);
    p = nmadd(r, p, c2);
    p = nmadd(f32x4.mul(r, r), p, r);
    const scale = i32x4.add(one, i32x4.shl(t, 23));
    v128.store(out + at, f32x4.div(one, nmadd(scale, p, f32x4.add(scale, one))));
  }
  const limit = Stored.single(SIGMOID_NEAR);
  if (v128.any_true(i32x4.ge_s(most, limit))) Loop.beyond<FarSigmoid>(out, a, bytes, limit);
}

/** With e = e^-|x| it is 1 - e + ... above, e - e^2 + ... below. */
class FarSigmoid {
  @inline of(x: v128): v128 {
    const e = FarExp.of(f32x4.neg(f32x4.abs(x)));
    const above = f32x4.sub(Stored.single(ONE), e);
    return v128.bitselect(above, f32x4.sub(e, f32x4.mul(e, e)), f32x4.gt(x, f32x4.splat(0)));
  }
}

/** 1 + e^x with one rounding: with e^x = 2^n (1 + p) it is (2^n + 1) + 2^n p. */
class OneMore {
  @inline static than(x: v128): v128 {
    const t = Parts.powerOf(x);
    const p = Parts.rest(x, f32x4.sub(t, Stored.single(ROUNDER)));
    const one = Stored.single(ONE);
    const scale = i32x4.add(one, i32x4.shl(t, 23));
    return madd(scale, p, f32x4.add(scale, one));
  }
}

/** A series near 0, elsewhere 1 - 2 / (1 + e^2|x|). */
export class Tanh32 {
  @inline of(x: v128): v128 {
    const size = f32x4.pmin(f32x4.abs(x), Stored.single(TANH_FLAT));
    const one = Stored.single(ONE);
    const below = OneMore.than(f32x4.add(size, size));
    const curved = f32x4.sub(one, f32x4.div(f32x4.add(one, one), below));
    const z = f32x4.mul(size, size);
    let p = madd(z, Stored.single(TANH), Stored.single(TANH + 1));
    p = madd(z, p, Stored.single(TANH + 2));
    p = madd(z, p, Stored.single(TANH + 3));
    p = madd(z, p, Stored.single(TANH + 4));
    const straight = madd(f32x4.mul(z, size), p, size);
    const result = v128.bitselect(straight, curved, f32x4.lt(size, Stored.single(TANH_STRAIGHT)));
    return v128.or(result, v128.and(x, Stored.single(SIGN)));
  }
}

/** x = 2^k (1 + f) with 1 + f between √½ and √2. */
export class Log32 {
  @inline of(x: v128): v128 {
    const least = Stored.single(LEAST_NORMAL);
    if (i32x4.all_true(v128.and(f32x4.ge(x, least), f32x4.lt(x, Stored.single(INFINITE)))))
      return Log32.normal(x, i32x4.splat(0));
    return Log32.wide(x);
  }

  static wide(x: v128): v128 {
    const small = f32x4.lt(x, Stored.single(LEAST_NORMAL));
    const wider = v128.bitselect(f32x4.mul(x, Stored.single(WIDEN)), x, small);
    const value = Log32.normal(wider, v128.and(small, i32x4.splat(23)));
    const infinite = Stored.single(INFINITE);
    const zero = f32x4.splat(0);
    const atEnd = v128.bitselect(f32x4.neg(infinite), Stored.single(NAN), f32x4.eq(x, zero));
    const above = v128.bitselect(infinite, value, f32x4.eq(x, infinite));
    return v128.bitselect(above, atEnd, f32x4.gt(x, zero));
  }

  @inline static normal(x: v128, lifted: v128): v128 {
    const shifted = i32x4.sub(x, Stored.single(ROOT_HALF));
    const k = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_s(shifted, 23), lifted));
    const near = i32x4.add(v128.and(shifted, Stored.single(MANTISSA)), Stored.single(ROOT_HALF));
    const f = f32x4.sub(near, Stored.single(ONE));
    let p = madd(f, Stored.single(LOG), Stored.single(LOG + 1));
    p = madd(f, p, Stored.single(LOG + 2));
    p = madd(f, p, Stored.single(LOG + 3));
    p = madd(f, p, Stored.single(LOG + 4));
    p = madd(f, p, Stored.single(LOG + 5));
    p = madd(f, p, Stored.single(LOG + 6));
    p = madd(f, p, Stored.single(LOG + 7));
    const f2 = f32x4.mul(f, f);
    // k ln 2 + f - f²/2 + f³ p, the small parts first; LN2 is stored negative.
    let rest = f32x4.mul(f32x4.mul(f2, f), p);
    rest = f32x4.sub(rest, f32x4.mul(k, Stored.single(LN2_LOW)));
    rest = f32x4.sub(rest, f32x4.mul(f2, Stored.single(HALF)));
    return f32x4.sub(f32x4.add(rest, f), f32x4.mul(k, Stored.single(LN2_HIGH)));
  }
}

/** Reduces angles in float64: x = q π/2 + r. Larger ones than MOST_ANGLE are computed anew outside. */
class Angle {
  /** The two lower elements: r as float32, q as int32, both in the lower half. */
  @inline static quadrants(wide: v128): v128 {
    return f64x2.nearest(f64x2.mul(wide, Stored.double(PER_QUADRANT)));
  }

  @inline static rest(wide: v128, n: v128): v128 {
    const near = f64x2.sub(wide, f64x2.mul(n, Stored.double(QUADRANT_HIGH)));
    return f32x4.demote_f64x2_zero(f64x2.sub(near, f64x2.mul(n, Stored.double(QUADRANT_LOW))));
  }

  @inline static joined(low: v128, high: v128): v128 {
    return i64x2.shuffle(low, high, 0, 2);
  }

  /** The sine of x + shift · π/2 for x >= 0. */
  @inline static sine(x: v128, shift: i32): v128 {
    const lower = f64x2.promote_low_f32x4(x);
    const upper = f64x2.promote_low_f32x4(i64x2.shuffle(x, x, 1, 1));
    const n0 = Angle.quadrants(lower);
    const n1 = Angle.quadrants(upper);
    const r = Angle.joined(Angle.rest(lower, n0), Angle.rest(upper, n1));
    const q = i32x4.add(
      Angle.joined(i32x4.trunc_sat_f64x2_s_zero(n0), i32x4.trunc_sat_f64x2_s_zero(n1)),
      i32x4.splat(shift)
    );
    const z = f32x4.mul(r, r);
    let s = madd(z, Stored.single(SIN), Stored.single(SIN + 1));
    s = madd(z, s, Stored.single(SIN + 2));
    s = madd(f32x4.mul(z, r), s, r);
    let c = madd(z, Stored.single(COS), Stored.single(COS + 1));
    c = madd(z, c, Stored.single(COS + 2));
    c = madd(f32x4.mul(z, z), c, f32x4.sub(Stored.single(ONE), f32x4.mul(z, Stored.single(HALF))));
    const odd = i32x4.shr_s(i32x4.shl(q, 31), 31);
    const value = v128.bitselect(c, s, odd);
    return v128.xor(value, v128.and(i32x4.shl(q, 30), Stored.single(SIGN)));
  }

  @inline static isLarge(size: v128): v128 {
    return f32x4.gt(size, Stored.single(MOST_ANGLE));
  }
}

export class Sin32 {
  @inline of(x: v128): v128 {
    return v128.xor(Angle.sine(f32x4.abs(x), 0), v128.and(x, Stored.single(SIGN)));
  }

  @inline isLarge(x: v128): v128 {
    return Angle.isLarge(f32x4.abs(x));
  }
}

export class Cos32 {
  @inline of(x: v128): v128 {
    return Angle.sine(f32x4.abs(x), 1);
  }

  @inline isLarge(x: v128): v128 {
    return Angle.isLarge(f32x4.abs(x));
  }
}
