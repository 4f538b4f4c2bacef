/**
 * exp, log, sin, cos, tanh in float64 with an error of about 0.51 units in the last place: V8's own differ from the C
 * library's by up to one, which a numerical derivative makes visible. Method: reduce the argument to something small,
 * take the bulk from a table in double-double, add a short polynomial, round once.
 * Also pow, and the sigmoid and remainders as NumPy has them. Not here: the tables (maths-tables.ts).
 */
import {
  HALF_PI_PARTS,
  LN2_HIGH,
  LN2_LOW,
  logarithms,
  powersOfTwo,
  reduceAngle,
  sines,
  STEP_HIGH,
  STEP_LOW
} from './maths-tables.ts';

/** The tables of these functions; the kernels of other backends compute with the same. */
export const POWERS = powersOfTwo();
export const { factors: FACTORS, logs: LOGS } = logarithms();
export const SINES = sines();
const PER_STEP = 512 / Math.LN2;
const [PI_A, PI_B, PI_C, PI_D] = HALF_PI_PARTS;
/** Beside it the last digits of a sum are a whole number, the nearest one. */
const DIGITS = 1.5 * 2 ** 52;
const SPLITTER = 134217729;
/** 2^i for i = -1074 to 1023, at i + 1074. */
const SCALES = Float64Array.from({ length: 2098 }, (_, i) => 2 ** (i - 1074));
const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);

// What belongs to the last result of a function below besides the number that it returned: low parts are kept in an
// array, since a variable that holds a double costs an allocation at each assignment.
const kept = new Float64Array(1);
let power = 0;
let quadrant = 0;

/** e^x */
export function exp(x: number): number {
  if (!(x > -745.2 && x < 709.79)) return x !== x ? x : x > 0 ? Infinity : 0;
  const value = expParts(x) + (kept[0] as number);
  if (power > -1021 && power < 1024) return value * (SCALES[power + 1074] as number);
  return power > 0
    ? value * 2 * (SCALES[power + 1073] as number)
    : value * 2 ** -100 * (SCALES[power + 1174] as number);
}

/** The natural logarithm. */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  let k = -1023;
  bits[0] = x;
  if (x < 2.3e-308) {
    bits[0] = x * 18014398509481984;
    k -= 54;
  }
  const top = words[1] as number;
  const i = (top >>> 12) & 255;
  // x = 2^k · z with z around 1, and r = z · factor - 1 exactly, since the factor has few digits.
  const halved = i >= 106 ? 1 : 0;
  k += (top >>> 20) + halved;
  words[1] = (top & 0xfffff) | ((1023 - halved) << 20);
  const z = bits[0];
  words[0] = 0;
  const zHigh = bits[0];
  const factor = FACTORS[i] as number;
  const rHigh = zHigh * factor - 1;
  const rLow = (z - zHigh) * factor;
  const r = rHigh + rLow;
  const s = k * LN2_HIGH + (LOGS[2 * i] as number);
  const sum = s + r;
  const rest = s - sum + r + (rLow - (r - rHigh)) + ((LOGS[2 * i + 1] as number) + k * LN2_LOW);
  const r2 = r * r;
  const tail = 1 / 3 - r * (0.25 - r * (0.2 - r * (1 / 6 - r * (1 / 7 - r * 0.125))));
  return sum + (rest + r2 * (r * tail - 0.5));
}

export function sin(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x === 0 ? x : NaN;
  const y = reduce(Math.abs(x));
  const value = quadrant & 1 ? cosOf(y) : sinOf(y);
  return quadrant & 2 ? (x < 0 ? value : -value) : x < 0 ? -value : value;
}

export function cos(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  const y = reduce(Math.abs(x));
  const value = quadrant & 1 ? sinOf(y) : cosOf(y);
  return ((quadrant + 1) & 2) !== 0 ? -value : value;
}

/** tanh x = (e^2x - 1) / (e^2x + 1) */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < 0.1) return x === 0 ? x : x + tanhTail(x);
  if (!(size < 22)) return x !== x ? x : x > 0 ? 1 : -1;
  const factor = expParts(2 * size);
  const scale = SCALES[power + 1074] as number;
  const low = kept[0] as number;
  const whole = factor + low;
  const high = whole * scale;
  const top = high - 1;
  const topLow = high - top - 1 + (low - (whole - factor)) * scale;
  const bottom = top + 2;
  const bottomLow = (top > 2 ? top - bottom + 2 : 2 - bottom + top) + topLow;
  const inverse = 1 / bottom;
  const quotient = top * inverse;
  const product = quotient * bottom;
  const rest = top - product - productError(quotient, bottom, product) + topLow - quotient * bottomLow;
  const value = quotient + rest * inverse;
  return x < 0 ? -value : value;
}

/** 1 / (1 + e^-x), computed as the book does. */
export function sigmoid(x: number): number {
  return tanh(x * 0.5) * 0.5 + 0.5;
}

/** x^y; whole exponents up to 64 are multiplied out in double-double. */
export function pow(x: number, y: number): number {
  if (y === 2) return x * x;
  if (y === 1) return x;
  const size = Math.abs(x);
  if (Number.isInteger(y) && y !== 0 && y >= -64 && y <= 64 && size > 1e-4 && size < 1e4) return wholePower(x, y);
  if (x === 1 || (x === -1 && (y === Infinity || y === -Infinity))) return 1;
  return x ** y;
}

/** Python's remainder: it has the sign of the divisor. */
export function modulo(x: number, y: number): number {
  const rest = x % y;
  // A rest of zero has the sign of y.
  if (rest === 0) return y < 0 ? -0 : 0;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest;
}

/** The nearest whole number; halves go to the even one, as in NumPy. */
export function roundHalfEven(x: number): number {
  const rounded = Math.round(x);
  return rounded - x === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** e^x = 2^power · (result + low), 1 <= result < 2; low is kept. */
function expParts(x: number): number {
  const n = x * PER_STEP + DIGITS - DIGITS;
  power = n >> 9;
  const i = n & 511;
  const r = x - n * STEP_HIGH - n * STEP_LOW;
  const p = r + r * r * (0.5 + r * (1 / 6 + r * (1 / 24)));
  const high = POWERS[2 * i] as number;
  kept[0] = (POWERS[2 * i + 1] as number) + high * p;
  return high;
}

/** x >= 0 minus quadrant · π/2, in -π/4 to π/4; the result's second half kept. */
function reduce(x: number): number {
  if (x <= 0.7853981633974483) {
    quadrant = 0;
    kept[0] = 0;
    return x;
  }
  if (x > 4194304) {
    const angle = reduceAngle(x);
    quadrant = angle.quadrant;
    kept[0] = angle.low;
    return angle.high;
  }
  const n = Math.round(x * (2 / Math.PI));
  quadrant = n & 3;
  const first = x - n * PI_A;
  const b = n * PI_B;
  const second = first - b;
  const secondError = second - first;
  const errorB = first - (second - secondError) - (b + secondError);
  const c = n * PI_C;
  const third = second - c;
  const thirdError = third - second;
  const errorC = second - (third - thirdError) - (c + thirdError);
  const rest = errorB + errorC - n * PI_D;
  const high = third + rest;
  kept[0] = rest - (high - third);
  return high;
}

/** sin(y + low), |y| <= π/4 */
function sinOf(y: number): number {
  const low = kept[0] as number;
  const size = Math.abs(y);
  if (size < 0.18) {
    const y2 = y * y;
    const tail = -1 / 6 + y2 * (1 / 120 + y2 * (-1 / 5040 + y2 * (1 / 362880 + y2 * (-1 / 39916800))));
    return y + (low * (1 - 0.5 * y2) + y * y2 * tail);
  }
  const rest = y < 0 ? -low : low;
  const i = Math.round(size * 256);
  const d = size - i / 256;
  const d2 = d * d;
  const sine = SINES[4 * i] as number;
  const small = rest + d * d2 * (-1 / 6 + d2 * (1 / 120));
  const bend = d2 * (-0.5 + d2 * (1 / 24));
  const cosine = SINES[4 * i + 2] as number;
  const value = sine + ((SINES[4 * i + 1] as number) + sine * bend + cosine * (d + small));
  return y < 0 ? -value : value;
}

/** cos(y + low), |y| <= π/4 */
function cosOf(y: number): number {
  const low = kept[0] as number;
  const size = Math.abs(y);
  const rest = y < 0 ? -low : low;
  const i = Math.round(size * 256);
  const d = size - i / 256;
  const d2 = d * d;
  const cosine = SINES[4 * i + 2] as number;
  const small = rest + d * d2 * (-1 / 6 + d2 * (1 / 120));
  const bend = d2 * (-0.5 + d2 * (1 / 24));
  return cosine + ((SINES[4 * i + 3] as number) + cosine * bend - (SINES[4 * i] as number) * (d + small));
}

/** tanh x - x for small x, by its series. */
function tanhTail(x: number): number {
  const y = x * x;
  const series =
    -1 / 3 +
    y *
      (2 / 15 +
        y * (-17 / 315 + y * (62 / 2835 + y * (-1382 / 155925 + y * (21844 / 6081075 + y * (-929569 / 638512875))))));
  return x * y * series;
}

/** a · b - product exactly, where product is the rounded a · b (Dekker). */
function productError(a: number, b: number, product: number): number {
  const scaledA = a * SPLITTER;
  const highA = scaledA - (scaledA - a);
  const lowA = a - highA;
  const scaledB = b * SPLITTER;
  const highB = scaledB - (scaledB - b);
  const lowB = b - highB;
  return highA * highB - product + highA * lowB + lowA * highB + lowA * lowB;
}

/** x^n by squaring, with the errors carried along. */
function wholePower(x: number, n: number): number {
  let high = 1;
  let error = 0;
  let base = x;
  let baseError = 0;
  for (let left = Math.abs(n); ;) {
    if (left & 1) {
      const product = high * base;
      error = productError(high, base, product) + high * baseError + error * base;
      high = product + error;
      error = error - (high - product);
    }
    left >>= 1;
    if (left === 0) break;
    const square = base * base;
    baseError = productError(base, base, square) + 2 * base * baseError;
    base = square + baseError;
    baseError = baseError - (base - square);
  }
  if (n > 0) return high;
  const inverse = 1 / high;
  const product = inverse * high;
  return inverse + inverse * (1 - product - productError(inverse, high, product) - inverse * error);
}
