/**
 * Constants and tables that kernels of functions read, at the same place in the memory of the blocks and in the one that
 * threads share, behind the control words of the latter. Their order and addresses are known to
 * kernels/tables.as.ts, float32.as.ts and float64.as.ts.
 */
import { FACTORS, LOGS, POWERS, SINES } from '../../ndarray/maths.ts';
import { HALF_PI_PARTS, LN2_HIGH, LN2_LOW, STEP_HIGH, STEP_LOW } from '../../ndarray/maths-tables.ts';

/** Behind the tables and the scratch of float64.as.ts. */
export const TABLES_END = 32768;

/** Bit patterns that stand between numbers. */
const bits32 = (bits: number): number => new Float32Array(Uint32Array.of(bits).buffer)[0] ?? 0;
const bits64 = (bits: bigint): number => new Float64Array(BigUint64Array.of(bits).buffer)[0] ?? 0;

const [PI_A, PI_B, PI_C, PI_D] = HALF_PI_PARTS;

const SINGLES: readonly number[] = [
  1,
  Math.LOG2E,
  -355 / 512,
  355 / 512 - Math.LN2,
  1.5 * 2 ** 23,
  87.3,
  -104,
  89,
  // (eʳ - 1 - r) / r² for |r| <= ln 2 / 2
  ...[0.0013926250394433737, 0.00836323294788599, 0.04166655242443085, 0.16666576266288757, 0.5],
  10,
  -0,
  2 ** -126,
  Infinity,
  Math.SQRT1_2,
  bits32(0x7fffff),
  2 ** 23,
  NaN,
  // (ln(1 + f) - f + f²/2) / f³ for 1 + f from √½ to √2
  ...[-0.0790274366736412, 0.12622319161891937, -0.12998183071613312, 0.14214496314525604],
  ...[-0.166412815451622, 0.20001044869422913, -0.25000306963920593, 0.3333333134651184],
  0.5,
  // (sin r / r - 1) / r² and (cos r - 1 + r²/2) / r⁴ in powers of r², for |r| <= π/4
  ...[-0.00019587890710681677, 0.008332747966051102, -0.166666641831398],
  ...[2.454794230288826e-5, -0.001388830249197781, 0.0416666641831398],
  4194304,
  0.6,
  // (tanh x / x - 1) / x² in powers of x², for x <= 0.6
  ...[-0.006269119679927826, 0.021110959351062775, -0.053873948752880096, 0.13332915306091309, -0.3333333134651184],
  16
];

const DOUBLES: readonly number[] = [
  2 / Math.PI,
  PI_A,
  PI_B + PI_C,
  1,
  2,
  0.5,
  -0,
  Infinity,
  NaN,
  512 / Math.LN2,
  STEP_HIGH,
  STEP_LOW,
  1.5 * 2 ** 52,
  ...[1 / 120, 1 / 24, 1 / 6],
  707,
  -745.2,
  709.79,
  2 ** -100,
  0.1,
  22,
  ...[-929569 / 638512875, 21844 / 6081075, -1382 / 155925, 62 / 2835, -17 / 315, 2 / 15, -1 / 3],
  134217729,
  2.3e-308,
  2 ** 54,
  bits64(0xfffffffffffffn),
  bits64(0xffffffff00000000n),
  LN2_HIGH,
  LN2_LOW,
  ...[0.125, 1 / 7, 1 / 6, 0.2, 0.25, 1 / 3],
  4194304,
  0.7853981633974483,
  ...[PI_A, PI_B, PI_C, PI_D],
  0.18,
  ...[-1 / 39916800, 1 / 362880, -1 / 5040, 1 / 120, -1 / 6],
  256,
  1 / 256,
  bits64(1023n)
];

/** Writes constants and tables into a new memory. */
export function fillTables(buffer: ArrayBufferLike): void {
  const doubles = new Float64Array(buffer);
  const singles = new Float32Array(buffer);
  SINGLES.forEach((value, i) => singles.fill(value, 1024 + 4 * i, 1028 + 4 * i));
  DOUBLES.forEach((value, i) => doubles.fill(value, 640 + 2 * i, 642 + 2 * i));
  doubles.set(POWERS, 8192 / 8);
  doubles.set(LOGS, 16384 / 8);
  doubles.set(FACTORS, 20480 / 8);
  doubles.set(SINES, 22528 / 8);
}
