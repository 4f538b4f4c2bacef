// Functions on two float64, step by step those of ../../../ndarray/maths.ts, so that both give the same bits: what is
// explained there is not explained here. Constants go by number, ../tables.ts lists them in the same order.
import { productError } from './set.as';
import { Stored } from './tables.as';

/** Bytes of the vectors that pass together; what lies in between takes twice as many. */
const STRIP: usize = 512;
/** Where the block kernels keep that; threads have a place of their own each. */
const SCRATCH: usize = 30720;

export const ONE = 3;
const TWO = 4;
export const HALF = 5;
export const SIGN = 6;
const INFINITE = 7;
const NAN = 8;
const PER_STEP = 9;
/** ln 2 / 512 in two parts. */
const STEP = 10;
/** 1.5 · 2^52, beside which the last digits of a sum are a whole number. */
const DIGITS = 12;
/** 1/120, 1/24, 1/6 */
export const EXP = 13;
/** Where the power of 2 is a normal number. */
const EXP_SAFE = 16;
const EXP_LOW = 17;
const EXP_HIGH = 18;
/** 2^-100 */
const NARROW = 19;
const TANH_CURVED = 20;
const TANH_FLAT = 21;
/** Seven coefficients, highest first. */
const TANH = 22;
const LEAST_LOG = 30;
/** 2^54 */
const WIDEN = 31;
const MANTISSA = 32;
const HIGH_WORD = 33;
const LN2_HIGH = 34;
const LN2_LOW = 35;
/** 1/8, 1/7, 1/6, 1/5, 1/4, 1/3 */
const LOG = 36;
/** 1023 as an integer. */
const BIAS = 56;

export class Whole {
  /** The nearest whole number, halves up: Math.round. */
  @inline static nearest(x: v128): v128 {
    const up = f64x2.ceil(x);
    return f64x2.sub(up, v128.and(f64x2.gt(f64x2.sub(up, Stored.double(HALF)), x), Stored.double(ONE)));
  }

  /** 2^n for two int32 in the lower half. */
  @inline static power(n: v128): v128 {
    return i64x2.shl(i64x2.add(i64x2.extend_low_i32x4_s(n), Stored.double(BIAS)), 52);
  }
}

/** e^x = 2^power · (high + low) with power = steps >> 9. */
class ExpParts {
  /** The steps of ln 2 / 512 in x as the last digits of a number. */
  @inline static digits(x: v128): v128 {
    return f64x2.add(f64x2.mul(x, Stored.double(PER_STEP)), Stored.double(DIGITS));
  }

  @inline static first(digits: v128): v128 {
    return Stored.power(i32x4.extract_lane(digits, 0) & 511);
  }

  @inline static second(digits: v128): v128 {
    return Stored.power(i32x4.extract_lane(digits, 2) & 511);
  }

  /** 2^power where that is a normal number. */
  @inline static scale(digits: v128): v128 {
    return i64x2.shl(i64x2.add(i64x2.shr_u(digits, 9), Stored.double(BIAS)), 52);
  }

  /** e^r - 1 with r = x - n ln 2 / 512. */
  @inline static rest(x: v128, digits: v128): v128 {
    const n = f64x2.sub(digits, Stored.double(DIGITS));
    let r = f64x2.sub(x, f64x2.mul(n, Stored.double(STEP)));
    r = f64x2.sub(r, f64x2.mul(n, Stored.double(STEP + 1)));
    let p = f64x2.add(Stored.double(EXP + 2), f64x2.mul(r, Stored.double(EXP + 1)));
    p = f64x2.add(Stored.double(HALF), f64x2.mul(r, p));
    return f64x2.add(r, f64x2.mul(f64x2.mul(r, r), p));
  }
}

export class Exp64 {
  @inline of(x: v128): v128 {
    if (i64x2.all_true(f64x2.lt(f64x2.abs(x), Stored.double(EXP_SAFE)))) {
      const digits = ExpParts.digits(x);
      return f64x2.mul(Exp64.value(x, digits), ExpParts.scale(digits));
    }
    return Exp64.wide(x);
  }

  @inline static value(x: v128, digits: v128): v128 {
    const a = ExpParts.first(digits);
    const b = ExpParts.second(digits);
    const high = i64x2.shuffle(a, b, 0, 2);
    const low = f64x2.add(i64x2.shuffle(a, b, 1, 3), f64x2.mul(high, ExpParts.rest(x, digits)));
    return f64x2.add(high, low);
  }

  /** Also where the result is infinite, has few digits, or is none. */
  static wide(x: v128): v128 {
    const inside = f64x2.pmax(f64x2.pmin(x, Stored.double(EXP_HIGH)), Stored.double(EXP_LOW));
    const digits = ExpParts.digits(inside);
    const power = i32x4.shr_s(i32x4.shuffle(digits, digits, 0, 2, 0, 2), 9);
    const value = Exp64.value(inside, digits);
    const low = i32x4.le_s(power, i32x4.splat(-1021));
    const high = i32x4.ge_s(power, i32x4.splat(1024));
    // One of the two comparisons moves 100 from the power into the value, the other 1.
    const moved = i32x4.add(v128.and(low, i32x4.splat(100)), high);
    const first = v128.bitselect(
      Stored.double(NARROW),
      v128.bitselect(Stored.double(TWO), Stored.double(ONE), i64x2.extend_low_i32x4_s(high)),
      i64x2.extend_low_i32x4_s(low)
    );
    const result = f64x2.mul(f64x2.mul(value, first), Whole.power(i32x4.add(power, moved)));
    const most = v128.bitselect(Stored.double(INFINITE), result, f64x2.ge(x, Stored.double(EXP_HIGH)));
    const least = v128.bitselect(f64x2.splat(0), most, f64x2.le(x, Stored.double(EXP_LOW)));
    return v128.bitselect(x, least, f64x2.ne(x, x));
  }
}

/**
 * tanh in three passes over some vectors at a time. As one chain of operations it is longer than what a processor looks
 * ahead, so that the next elements would wait.
 */
class Tanh64 {
  /** out[i] = tanh(a[i] · factor) · factor + shift */
  static run(out: usize, a: usize, bytes: i32, factor: v128, shift: v128, scratch: usize): void {
    for (const end = out + <usize>bytes; out < end; out += STRIP, a += STRIP) {
      const strip = min(STRIP, end - out);
      if (!Tanh64.curved(a, strip, factor)) {
        Tanh64.powers(a, strip, factor, scratch);
        Tanh64.quotients(strip, scratch);
      }
      Tanh64.results(out, a, strip, factor, shift, scratch);
    }
  }

  /** Whether all are so small that the series does; NaN does not count. */
  @inline static curved(a: usize, bytes: usize, factor: v128): bool {
    let largest = f64x2.splat(0);
    for (let i: usize = 0; i < bytes; i += 16) largest = f64x2.pmax(largest, f64x2.abs(v128.load(a + i)));
    return i64x2.all_true(f64x2.lt(f64x2.mul(largest, factor), Stored.double(TANH_CURVED)));
  }

  /** e^2x = scale · (whole + its error), whole and error times scale, for sizes up to TANH_FLAT. */
  @inline static powers(a: usize, bytes: usize, factor: v128, scratch: usize): void {
    for (let i: usize = 0; i < bytes; i += 16) {
      const size = f64x2.pmin(Stored.double(TANH_FLAT), f64x2.abs(f64x2.mul(v128.load(a + i), factor)));
      const x = f64x2.add(size, size);
      const digits = ExpParts.digits(x);
      const first = ExpParts.first(digits);
      const second = ExpParts.second(digits);
      const high = i64x2.shuffle(first, second, 0, 2);
      const low = f64x2.add(i64x2.shuffle(first, second, 1, 3), f64x2.mul(high, ExpParts.rest(x, digits)));
      const scale = ExpParts.scale(digits);
      const whole = f64x2.add(high, low);
      v128.store(scratch + i, f64x2.mul(whole, scale));
      v128.store(scratch + STRIP + i, f64x2.mul(f64x2.sub(low, f64x2.sub(whole, high)), scale));
    }
  }

  /** (e^2x - 1) / (e^2x + 1) */
  @inline static quotients(bytes: usize, scratch: usize): void {
    const one = Stored.double(ONE);
    const two = Stored.double(TWO);
    for (let i = scratch; i < scratch + bytes; i += 16) {
      const high = v128.load(i);
      const top = f64x2.sub(high, one);
      const topLow = f64x2.add(f64x2.sub(f64x2.sub(high, top), one), v128.load(i, STRIP));
      const bottom = f64x2.add(top, two);
      const grown = f64x2.sub(bottom, top);
      const error = f64x2.add(f64x2.sub(top, f64x2.sub(bottom, grown)), f64x2.sub(two, grown));
      const bottomLow = f64x2.add(error, topLow);
      const inverse = f64x2.div(one, bottom);
      const quotient = f64x2.mul(top, inverse);
      const product = f64x2.mul(quotient, bottom);
      let rest = f64x2.sub(f64x2.sub(top, product), productError(quotient, bottom, product));
      rest = f64x2.sub(f64x2.add(rest, topLow), f64x2.mul(quotient, bottomLow));
      v128.store(i, f64x2.add(quotient, f64x2.mul(rest, inverse)));
    }
  }

  @inline static results(out: usize, a: usize, bytes: usize, factor: v128, shift: v128, scratch: usize): void {
    for (let i: usize = 0; i < bytes; i += 16) {
      const x = f64x2.mul(v128.load(a + i), factor);
      const size = f64x2.abs(x);
      const sign = v128.and(x, Stored.double(SIGN));
      let value = v128.load(scratch + i);
      const curved = f64x2.lt(size, Stored.double(TANH_CURVED));
      if (v128.any_true(curved)) value = v128.bitselect(Tanh64.small(size), value, curved);
      const inside = f64x2.lt(size, Stored.double(TANH_FLAT));
      if (!i64x2.all_true(inside)) {
        value = v128.bitselect(value, Stored.double(ONE), inside);
        value = v128.bitselect(size, value, f64x2.ne(size, size));
      }
      v128.store(out + i, f64x2.add(f64x2.mul(v128.or(value, sign), factor), shift));
    }
  }

  /** By its series. */
  @inline static small(x: v128): v128 {
    const y = f64x2.mul(x, x);
    let series = f64x2.add(Stored.double(TANH + 1), f64x2.mul(y, Stored.double(TANH)));
    series = f64x2.add(Stored.double(TANH + 2), f64x2.mul(y, series));
    series = f64x2.add(Stored.double(TANH + 3), f64x2.mul(y, series));
    series = f64x2.add(Stored.double(TANH + 4), f64x2.mul(y, series));
    series = f64x2.add(Stored.double(TANH + 5), f64x2.mul(y, series));
    series = f64x2.add(Stored.double(TANH + 6), f64x2.mul(y, series));
    return f64x2.add(x, f64x2.mul(f64x2.mul(x, y), series));
  }
}

export function tanh64(out: usize, a: usize, bytes: i32): void {
  tanhWith(out, a, bytes, SCRATCH);
}

export function sigmoid64(out: usize, a: usize, bytes: i32): void {
  sigmoidWith(out, a, bytes, SCRATCH);
}

export function tanhWith(out: usize, a: usize, bytes: i32, scratch: usize): void {
  Tanh64.run(out, a, bytes, Stored.double(ONE), Stored.double(SIGN), scratch);
}

/** (1 + tanh x/2) / 2 */
export function sigmoidWith(out: usize, a: usize, bytes: i32, scratch: usize): void {
  Tanh64.run(out, a, bytes, Stored.double(HALF), Stored.double(HALF), scratch);
}

export class Log64 {
  @inline of(x: v128): v128 {
    const above = f64x2.ge(x, Stored.double(LEAST_LOG));
    if (i64x2.all_true(v128.and(above, f64x2.lt(x, Stored.double(INFINITE))))) return Log64.normal(x, i64x2.splat(0));
    return Log64.wide(x);
  }

  static wide(x: v128): v128 {
    const small = f64x2.lt(x, Stored.double(LEAST_LOG));
    const wider = v128.bitselect(f64x2.mul(x, Stored.double(WIDEN)), x, small);
    const value = Log64.normal(wider, v128.and(small, i64x2.splat(54)));
    const infinite = Stored.double(INFINITE);
    const zero = f64x2.splat(0);
    const atEnd = v128.bitselect(f64x2.neg(infinite), Stored.double(NAN), f64x2.eq(x, zero));
    const finite = v128.bitselect(infinite, value, f64x2.eq(x, infinite));
    return v128.bitselect(finite, atEnd, f64x2.gt(x, zero));
  }

  @inline static normal(x: v128, lifted: v128): v128 {
    const interval = v128.and(i64x2.shr_u(x, 44), i64x2.splat(255));
    // All ones, which is -1, where z is to be halved.
    const halved = i64x2.gt_s(interval, i64x2.splat(105));
    const exponent = i64x2.sub(i64x2.sub(i64x2.shr_u(x, 52), halved), i64x2.add(lifted, Stored.double(BIAS)));
    const k = f64x2.convert_low_i32x4_s(i32x4.shuffle(exponent, exponent, 0, 2, 0, 2));
    const z = v128.or(v128.and(x, Stored.double(MANTISSA)), i64x2.shl(i64x2.add(Stored.double(BIAS), halved), 52));
    const zHigh = v128.and(z, Stored.double(HIGH_WORD));
    const i = i32x4.extract_lane(interval, 0);
    const j = i32x4.extract_lane(interval, 2);
    const factor = Stored.factors(i, j);
    const a = Stored.log(i);
    const b = Stored.log(j);
    const rHigh = f64x2.sub(f64x2.mul(zHigh, factor), Stored.double(ONE));
    const rLow = f64x2.mul(f64x2.sub(z, zHigh), factor);
    const r = f64x2.add(rHigh, rLow);
    const s = f64x2.add(f64x2.mul(k, Stored.double(LN2_HIGH)), i64x2.shuffle(a, b, 0, 2));
    const sum = f64x2.add(s, r);
    let rest = f64x2.add(f64x2.sub(s, sum), r);
    rest = f64x2.add(rest, f64x2.sub(rLow, f64x2.sub(r, rHigh)));
    rest = f64x2.add(rest, f64x2.add(i64x2.shuffle(a, b, 1, 3), f64x2.mul(k, Stored.double(LN2_LOW))));
    let tail = f64x2.sub(Stored.double(LOG + 1), f64x2.mul(r, Stored.double(LOG)));
    tail = f64x2.sub(Stored.double(LOG + 2), f64x2.mul(r, tail));
    tail = f64x2.sub(Stored.double(LOG + 3), f64x2.mul(r, tail));
    tail = f64x2.sub(Stored.double(LOG + 4), f64x2.mul(r, tail));
    tail = f64x2.sub(Stored.double(LOG + 5), f64x2.mul(r, tail));
    const bend = f64x2.mul(f64x2.mul(r, r), f64x2.sub(f64x2.mul(r, tail), Stored.double(HALF)));
    return f64x2.add(sum, f64x2.add(rest, bend));
  }
}
