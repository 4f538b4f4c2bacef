/**
 * Tables of double-double numbers for maths.ts, computed once, on first use, in fixed-point integers of 160 bits:
 * 2^(i/512), logarithms, and sines and cosines of multiples of 1/256. A double-double is an unevaluated sum high + low
 * of two doubles. Not here: the functions that use them.
 */
const BITS = 160n;
const ONE = 1n << BITS;

const multiply = (a: bigint, b: bigint): bigint => (a * b) >> BITS;

/** The double-double nearest to a fixed-point number; `drop` bits of the high part are 0, so that it can be added exactly. */
function split(value: bigint, drop = 0): [number, number] {
  const high = round(value, 53 - drop);
  return [high, round(value - toFixed(high), 53)];
}

/** The same with a high part that is a multiple of 2^-42. */
function onGrid(value: bigint): [number, number] {
  const grid = BITS - 42n;
  const high = ((value + (1n << (grid - 1n))) >> grid) << grid;
  return [Number(high >> grid) * 2 ** -42, round(value - high, 53)];
}

/** The nearest number of at most `precision` significant bits. */
function round(value: bigint, precision: number): number {
  if (value === 0n) return 0;
  const magnitude = value < 0n ? -value : value;
  const shift = BigInt(Math.max(0, magnitude.toString(2).length - precision));
  const rounded = ((magnitude + (shift > 0n ? 1n << (shift - 1n) : 0n)) >> shift) << shift;
  const number = Number(rounded) * 2 ** -Number(BITS);
  return value < 0n ? -number : number;
}

/** The exact fixed-point form of a double from 2^-107 on. */
function toFixed(value: number): bigint {
  return BigInt(value * 2 ** Number(BITS));
}

/** ln(1 + x) = 2 · artanh(x / (2 + x)) */
function logOf(value: bigint): bigint {
  const t = ((value - ONE) << BITS) / (value + ONE);
  const square = multiply(t, t);
  let sum = 0n;
  let power = t;
  for (let k = 1n; power !== 0n && power !== -1n; k += 2n) {
    sum += power / k;
    power = multiply(power, square);
  }
  return 2n * sum;
}

const LN2 = logOf(2n * ONE);

/** ln 2 / 512; the first part has 33 significant bits, so that a multiple is exact. */
export const [STEP_HIGH, STEP_LOW] = split(LN2 / 512n, 20);
/** ln 2; the first part has 40 significant bits. */
export const [LN2_HIGH, LN2_LOW] = split(LN2, 13);

/** π/2 in parts of 30 bits, for the reduction of angles. */
export const HALF_PI_PARTS = parts(piFixed() / 2n, 30);

function parts(value: bigint, precision: number): [number, number, number, number] {
  const a = round(value, precision);
  const b = round(value - toFixed(a), precision);
  const c = round(value - toFixed(a) - toFixed(b), precision);
  return [a, b, c, round(value - toFixed(a) - toFixed(b) - toFixed(c), 53)];
}

/** Machin: π/4 = 4 · arctan(1/5) - arctan(1/239) */
function piFixed(): bigint {
  const arctan = (n: bigint): bigint => {
    let power = ONE / n;
    let sum = 0n;
    for (let k = 1n, sign = 1n; power !== 0n; k += 2n, sign = -sign) {
      sum += (sign * power) / k;
      power /= n * n;
    }
    return sum;
  };
  return 4n * (4n * arctan(5n) - arctan(239n));
}

/** 2^(i/512) for i = 0 to 511: pairs of high and low. */
export function powersOfTwo(): Float64Array {
  const table = new Float64Array(1024);
  const root = expSmall(LN2 / 512n);
  let power = ONE;
  for (let i = 0; i < 512; i++) {
    table.set(split(power), 2 * i);
    power = multiply(power, root);
  }
  return table;
}

function expSmall(x: bigint): bigint {
  let sum = ONE;
  let term = ONE;
  for (let k = 1n; term !== 0n; k++) {
    term = multiply(term, x) / k;
    sum += term;
  }
  return sum;
}

/**
 * For the intervals [1 + i/256, 1 + (i+1)/256): the factor f of 9 bits nearest to the reciprocal, and -ln f as a
 * double-double whose high part can be added to multiples of ln 2 exactly. Above √2 everything is halved.
 */
export function logarithms(): { factors: Float64Array; logs: Float64Array } {
  const factors = new Float64Array(256);
  const logs = new Float64Array(512);
  for (let i = 0; i < 256; i++) {
    const middle = 1 + (i + 0.5) / 256;
    const scaled = middle > Math.SQRT2 ? middle / 2 : middle;
    // Around 1 the factor is 1 and the logarithm 0, so that small results keep all their digits.
    const factor = Math.abs(scaled - 1) < 1 / 200 ? 1 : Math.round(512 / scaled) / 512;
    factors[i] = factor;
    if (factor !== 1) logs.set(onGrid(-logOf(toFixed(factor))), 2 * i);
  }
  return { factors, logs };
}

/** For t = i/256, i = 0 to 202: sin t high and low, cos t high and low. */
export function sines(): Float64Array {
  const table = new Float64Array(4 * 203);
  for (let i = 0; i < 203; i++) {
    const x = (BigInt(i) * ONE) / 256n;
    const square = multiply(x, x);
    let sine = 0n;
    let cosine = 0n;
    let term = ONE;
    for (let k = 0n; term !== 0n; k += 2n) {
      cosine += term;
      sine += multiply(term, x) / (k + 1n);
      term = -multiply(term, square) / ((k + 1n) * (k + 2n));
    }
    table.set([...split(sine), ...split(cosine)], 4 * i);
  }
  return table;
}

/** x - quadrant · π/2 for any x from 1 on, as a double-double, in integers: slow and exact. */
export function reduceAngle(x: number): { quadrant: number; high: number; low: number } {
  const exponent = Math.floor(Math.log2(x)) - 53;
  const mantissa = BigInt(x / 2 ** exponent);
  const precision = 1400n;
  const fixed = mantissa << (precision + BigInt(exponent));
  const half = halfPiLong(precision);
  const quadrant = (fixed + half / 2n) / half;
  const rest = fixed - quadrant * half;
  const [high, low] = split(rest >> (precision - BITS));
  return { quadrant: Number(((quadrant % 4n) + 4n) % 4n), high, low };
}

let longHalfPi: bigint | null = null;

function halfPiLong(precision: bigint): bigint {
  if (longHalfPi !== null) return longHalfPi;
  const one = 1n << (precision + 32n);
  const arctan = (n: bigint): bigint => {
    let power = one / n;
    let sum = 0n;
    for (let k = 1n, sign = 1n; power !== 0n; k += 2n, sign = -sign) {
      sum += (sign * power) / k;
      power /= n * n;
    }
    return sum;
  };
  longHalfPi = (2n * (4n * arctan(5n) - arctan(239n))) >> 32n;
  return longHalfPi;
}
