/**
 * Numbers and arrays as the stage writes them: four significant digits, short summaries, exact values for the clipboard.
 *
 * Nothing here depends on the language. Not here: sentences (`sentence.ts`).
 */
import type { ValueSnapshot } from '@engine/trace/events.ts';

/** Four significant digits: 2.568050833375483 is '2.568', 0.25 stays '0.25', whole numbers below 100,000 stay whole. */
export function short(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e5) return String(value);
  const rounded = Number(value.toPrecision(4));
  if (size >= 1e5 || size < 1e-4) return rounded.toExponential().replace('e+', 'e');
  return String(rounded);
}

/** What fits into a node: the number itself, a very short array, or the range of a longer one. */
export function summary(value: ValueSnapshot): string {
  const { values, shape } = value;
  const size = shape.reduce((product, length) => product * length, 1);
  const [only] = values ?? [];
  if (size === 1 && only !== undefined) return short(only);
  if (size === 0) return '[]';
  if (values && shape.length === 1 && size <= 3) return `[${values.map(short).join(' ')}]`;
  if (value.nonFinite > 0) return values?.some(Number.isNaN) === false ? '∞' : 'NaN';
  if (value.min === null || value.max === null) return '';
  return value.min === value.max ? short(value.min) : `${short(value.min)} … ${short(value.max)}`;
}

/** '(2, 3)' and '(3,)'; '' for a scalar. */
export function shapeText(value: ValueSnapshot): string {
  const { shape } = value;
  if (shape.length === 0) return '';
  return shape.length === 1 ? `(${shape[0] ?? 0},)` : `(${shape.join(', ')})`;
}

/** All digits: one number, or nested lists; the printed text when the values did not travel. */
export function exact(value: ValueSnapshot): string {
  if (!value.values) return value.text;
  if (value.shape.length === 0) return digits(value.values[0] ?? NaN);
  return nested(value.values, value.shape);
}

/** As the framework printed it, or the beginning of the elements where it did not. */
export function printed(value: ValueSnapshot): string {
  if (value.text !== '' || !value.values) return value.text;
  const text = exact({ ...value, values: value.values.map((one) => Number(one.toPrecision(8))) });
  return text.length <= MOST_PRINTED ? text : `${text.slice(0, MOST_PRINTED - 1)}…`;
}

const MOST_PRINTED = 200;

function nested(values: readonly number[], shape: readonly number[]): string {
  const [length = 0, ...inner] = shape;
  if (inner.length === 0) return `[${values.map(digits).join(', ')}]`;
  const size = inner.reduce((product, n) => product * n, 1);
  const parts = Array.from({ length }, (_, index) => nested(values.slice(index * size, (index + 1) * size), inner));
  return `[${parts.join(', ')}]`;
}

function digits(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
