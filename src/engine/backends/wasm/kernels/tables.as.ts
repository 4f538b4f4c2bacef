// Constants and tables, at the same place in both memories; ../tables.ts writes them.
// Constants are loaded where they are used, each as a whole vector: V8 builds a v128.const anew at every use, and more
// of them than there are vector registers would be spilled anyway.

const SINGLES: usize = 4096;
const DOUBLES: usize = 5120;
/** 2^(i/512) as pairs of high and low. */
const POWERS: usize = 8192;
/** -ln of the factors as pairs of high and low. */
const LOGS: usize = 16384;
const FACTORS: usize = 20480;
/** Sine and cosine of i/256, each as a pair of high and low. */
const SINES: usize = 22528;

export class Stored {
  /** Constant number `i` of float32, four times. */
  @inline static single(i: i32): v128 {
    return v128.load(SINGLES + ((<usize>i) << 4));
  }

  /** Constant number `i` of float64, twice. */
  @inline static double(i: i32): v128 {
    return v128.load(DOUBLES + ((<usize>i) << 4));
  }

  @inline static power(i: i32): v128 {
    return v128.load(POWERS + ((<usize>i) << 4));
  }

  @inline static log(i: i32): v128 {
    return v128.load(LOGS + ((<usize>i) << 4));
  }

  /** The factors of two intervals. */
  @inline static factors(i: i32, j: i32): v128 {
    return v128.load_lane<f64>(FACTORS + ((<usize>j) << 3), v128.load64_zero(FACTORS + ((<usize>i) << 3)), 1);
  }

  @inline static sine(i: i32): v128 {
    return v128.load(SINES + ((<usize>i) << 5));
  }

  @inline static cosine(i: i32): v128 {
    return v128.load(SINES + ((<usize>i) << 5), 16);
  }
}
