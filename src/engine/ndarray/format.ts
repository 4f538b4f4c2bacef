/**
 * Prints arrays as NumPy 1.24 does with its default options: precision 8, threshold 1000 elements, 3 at each edge when
 * summarised, lines of 75 columns. Floats show the shortest digits that are unique for their dtype.
 * Not here: the wrapping of variables.
 */
import type { DType } from './dtype.ts';
import type { NDArray } from './ndarray.ts';

const PRECISION = 8;
const THRESHOLD = 1000;
const EDGE = 3;
const LINE_WIDTH = 75;

/** str(array) */
export function formatArray(x: NDArray): string {
  if (x.ndim === 0) return formatScalar(x.item(), x.dtype);
  if (x.size === 0) return '[]';
  const summarise = x.size > THRESHOLD;
  const text = elementFormat(shownElements(x, summarise), x.dtype);
  const render = (view: NDArray, indent: string, width: number): string => {
    const { length } = view;
    const edge = summarise && length > 2 * EDGE;
    const lead = edge ? EDGE : length;
    const trail = edge ? EDGE : 0;
    if (view.ndim === 1) {
      const parts: string[] = [];
      const elements = view.elements();
      for (let i = 0; i < lead; i++) parts.push(text(elements[i] ?? NaN));
      if (edge) parts.push('...');
      for (let i = length - trail; i < length; i++) parts.push(text(elements[i] ?? NaN));
      return `[${wrapLines(parts, indent, width)}]`;
    }
    const separator = '\n'.repeat(view.ndim - 1) + indent;
    const parts: string[] = [];
    for (let i = 0; i < lead; i++) parts.push(render(view.get(i), `${indent} `, width - 1));
    if (edge) parts.push('...');
    for (let i = length - trail; i < length; i++) parts.push(render(view.get(i), `${indent} `, width - 1));
    return `[${parts.join(separator)}]`;
  };
  return render(x, ' ', LINE_WIDTH);
}

/** A single number as Python prints it: 1.0, 1e-05, 123456789.12345679, True. */
export function formatScalar(value: number, dtype: DType): string {
  if (dtype === 'bool') return value === 0 ? 'False' : 'True';
  if (dtype !== 'float64' && dtype !== 'float32') return String(value);
  if (!Number.isFinite(value)) return nonFinite(value);
  const magnitude = Math.abs(value);
  // Between these JavaScript writes the same shortest digits in the same way, and much faster.
  if (dtype === 'float64' && magnitude >= 1e-4 && magnitude < 1e16)
    return Number.isInteger(value) ? `${value}.0` : String(value);
  const { sign, digits, exponent } = shortest(value, dtype);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    const mantissa = digits.length > 1 ? `${digits[0] ?? ''}.${digits.slice(1)}` : digits;
    return `${sign}${mantissa}e${exponentText(exponent)}`;
  }
  const [whole, fraction] = positional(digits, exponent);
  return `${sign}${whole}.${fraction === '' ? '0' : fraction}`;
}

/** Fills lines; one column is kept for the closing bracket. Blanks at the ends of wrapped lines go, as in NumPy. */
function wrapLines(parts: readonly string[], indent: string, width: number): string {
  const lines: string[] = [];
  let line = indent;
  for (const part of parts) {
    if (line.length > indent.length && line.length + part.length > width - 1) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${part} `;
  }
  lines.push(line.slice(0, -1));
  return lines.join('\n').slice(indent.length);
}

function shownElements(x: NDArray, summarise: boolean): number[] {
  if (!summarise) return x.toFlat();
  if (x.ndim === 0) return [x.item()];
  const shown: number[] = [];
  for (let i = 0; i < x.length; i++) {
    if (x.length > 2 * EDGE && i === EDGE) i = x.length - EDGE;
    shown.push(...shownElements(x.get(i), true));
  }
  return shown;
}

function elementFormat(elements: readonly number[], dtype: DType): (value: number) => string {
  if (dtype === 'bool') {
    return (value) => (value === 0 ? 'False' : ' True');
  }
  if (dtype === 'float64' || dtype === 'float32') return floatFormat(elements, dtype);
  const width = Math.max(...elements.map((one) => String(one).length));
  return (value) => String(value).padStart(width);
}

function floatFormat(elements: readonly number[], dtype: DType): (value: number) => string {
  const finite = elements.filter((one) => Number.isFinite(one));
  const magnitudes = finite.filter((one) => one !== 0).map(Math.abs);
  const largest = Math.max(0, ...magnitudes);
  const smallest = magnitudes.length > 0 ? Math.min(...magnitudes) : 0;
  const scientific = largest >= 1e8 || (smallest > 0 && (smallest < 1e-4 || largest / smallest > 1000));
  const parts = finite.map((one) => (scientific ? scientificParts(one, dtype) : fixedParts(one, dtype)));
  const left = Math.max(1, ...parts.map(([whole]) => whole.length));
  const right = Math.max(0, ...parts.map(([, fraction]) => fraction.length));
  const exponentWidth = Math.max(0, ...parts.map(([, , exponent]) => exponent.length));
  // In scientific form the fraction is filled with zeros, else with blanks.
  let padLeft = left;
  const tail = scientific ? right + exponentWidth + 1 : right;
  for (const one of elements)
    if (!Number.isFinite(one)) padLeft = Math.max(padLeft, nonFinite(one).length - (tail + 1));
  return (value) => {
    if (!Number.isFinite(value)) return nonFinite(value).padStart(padLeft + 1 + tail);
    const [whole, fraction, exponent] = scientific ? scientificParts(value, dtype, right) : fixedParts(value, dtype);
    const start = `${whole.padStart(padLeft)}.`;
    return scientific
      ? `${start}${fraction.padEnd(right, '0')}e${padExponent(exponent, exponentWidth)}`
      : start + fraction.padEnd(right);
  };
}

/** Sign and whole part, fraction without trailing zeros, '' */
function fixedParts(value: number, dtype: DType): [string, string, string] {
  const { sign, digits, exponent } = shortest(value, dtype);
  const rounded = roundDigits(value, digits, exponent + 1 + PRECISION);
  const [whole, fraction] = positional(rounded.digits, exponent + rounded.carry);
  return [sign + whole, fraction.slice(0, PRECISION).replace(/0+$/, ''), ''];
}

/**
 * Sign and first digit, further digits without trailing zeros, exponent such as +05. Where more digits are asked for
 * than the shortest form has, they are those of the exact number: float32 2e-4 is 1.9999999e-04 beside longer numbers.
 */
function scientificParts(value: number, dtype: DType, least = 0): [string, string, string] {
  const short = shortest(value, dtype);
  const longer = short.digits.length <= least && value !== 0;
  const { sign, digits, exponent } = longer ? exactly(value) : short;
  const rounded = roundDigits(value, digits, 1 + (longer ? least : PRECISION));
  return [
    sign + (rounded.digits[0] ?? '0'),
    rounded.digits.slice(1).replace(/0+$/, ''),
    exponentText(exponent + rounded.carry)
  ];
}

interface Digits {
  sign: string;
  /** The shortest digits that give back the number in its dtype, the first one not 0 (except for 0 itself). */
  digits: string;
  /** Power of ten of the first digit. */
  exponent: number;
}

/** More digits than any text shows, of the number itself. */
function exactly(value: number): Digits {
  return split(value, Math.abs(value).toExponential(100));
}

function shortest(value: number, dtype: DType): Digits {
  const magnitude = Math.abs(value);
  if (dtype !== 'float32') return split(value, magnitude.toExponential());
  const single = Math.fround(magnitude);
  let precision = 0;
  while (precision < 8 && Math.fround(Number(magnitude.toExponential(precision))) !== single) precision++;
  // The digits of the exact number, so that 0.25 in the middle of two goes to the even one.
  const exact = exactly(value);
  const { digits, carry } = roundDigits(value, exact.digits, precision + 1);
  return { ...exact, digits: digits.slice(0, precision + 1), exponent: exact.exponent + carry };
}

function split(value: number, text: string): Digits {
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [mantissa = '0', exponent = '0'] = text.split('e');
  return { sign, digits: mantissa.replace('.', ''), exponent: Number(exponent) };
}

/** Keeps the first `count` digits, rounding the exact value, half to even, as NumPy's digit generation does. */
function roundDigits(value: number, digits: string, count: number): { digits: string; carry: number } {
  if (digits.length <= count) return { digits, carry: 0 };
  if (count < 0) return { digits: '0', carry: 0 };
  const rest = digits.slice(count);
  const last = Number(digits[count - 1] ?? '0');
  // The shortest digits lie on the same side of the middle as the value itself, unless they are the middle.
  const exact = rest === '5' ? Math.abs(value).toExponential(100).replace('.', '').slice(count, 100) : rest;
  const half = '5'.padEnd(exact.length, '0');
  const up = exact > half || (exact === half && last % 2 === 1);
  if (!up) return { digits: count === 0 ? '0' : digits.slice(0, count), carry: 0 };
  const next = (BigInt(digits.slice(0, count) || '0') + 1n).toString();
  return { digits: next, carry: next.length > count ? 1 : 0 };
}

/** Whole part and fraction of digits · 10^exponent. */
function positional(digits: string, exponent: number): [string, string] {
  if (exponent < 0) return ['0', '0'.repeat(-exponent - 1) + digits];
  const padded = digits.padEnd(exponent + 1, '0');
  const fraction = padded.slice(exponent + 1);
  return [padded.slice(0, exponent + 1), /^0*$/.test(fraction) ? '' : fraction];
}

function exponentText(exponent: number): string {
  return `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function padExponent(exponent: string, width: number): string {
  return `${exponent[0] ?? '+'}${exponent.slice(1).padStart(width - 1, '0')}`;
}

function nonFinite(value: number): string {
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}
