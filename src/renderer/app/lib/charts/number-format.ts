/**
 * Numbers as the screens show them: four significant digits, with a real minus sign; `fullNumber` is the value itself, for
 * titles and the clipboard. Not here: NumPy's printing of arrays (engine).
 */

const DIGITS = 4;

/** 0.07722, 1234, 1.235e+7, NaN, ∞. */
export function shortNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text =
    Number.isInteger(value) && size < 1e6
      ? String(value)
      : size >= 1e6 || size < 1e-4
        ? tidyExponent(value.toExponential(DIGITS - 1))
        : size >= 1000
          ? String(Math.round(value))
          : value.toPrecision(DIGITS);
  return text.replace(/-/g, '−');
}

export function fullNumber(value: number): string {
  return Number.isFinite(value) ? String(value) : shortNumber(value);
}

/** A whole number with groups: 10,000. */
export function countNumber(value: number, language: string): string {
  let format = formats.get(language);
  if (!format) formats.set(language, (format = new Intl.NumberFormat(language)));
  return format.format(value);
}

/** Made once for a language: making one takes longer than what it is for. */
const formats = new Map<string, Intl.NumberFormat>();

/** '4.2 s', '3 min 05 s', '1 h 02 min'. */
export function duration(seconds: number): string {
  if (seconds < 0.95) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 59.95) return `${seconds < 9.95 ? seconds.toFixed(1) : String(Math.round(seconds))} s`;
  const whole = Math.round(seconds);
  const two = (n: number) => String(n).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

/** '812 B', '1.2 MB'. */
export function byteSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 ? String(size) : size.toPrecision(3)} ${units[unit] ?? ''}`;
}

/** Drops zeros that say nothing: 1.500e+7 is 1.5e+7. */
const tidyExponent = (text: string) => text.replace(/\.?0+e/, 'e');
