/**
 * Compares printed lines: the words must be equal, the numbers close (relative), the digits as many as were printed.
 */
const NUMBER = /[-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|\binf\b|\bnan\b)/gi;

/** Null when the lines agree, otherwise a sentence that says where they do not. */
export function differenceOfPrints(
  actual: readonly string[],
  expected: readonly string[],
  rtol = 1e-10
): string | null {
  if (actual.length !== expected.length)
    return `printed ${actual.length} lines, expected ${expected.length}: ${JSON.stringify(actual.slice(0, 3))}`;
  for (const [i, line] of expected.entries()) {
    const printed = actual[i] ?? '';
    const words = (text: string) => text.replace(NUMBER, '#').replace(/\s+/g, ' ').trim();
    const numbers = (text: string) =>
      [...text.matchAll(NUMBER)].map(([digits]) => Number(digits.replace(/inf/i, 'Infinity')));
    const expectedNumbers = numbers(line);
    const close = numbers(printed).every((value, k) => {
      const wanted = expectedNumbers[k] ?? NaN;
      return Object.is(value, wanted) || value === wanted || Math.abs(value - wanted) <= rtol * Math.abs(wanted);
    });
    if (words(printed) !== words(line) || !close) return `line ${i + 1}: printed "${printed}", expected "${line}"`;
  }
  return null;
}

/** Null when the curve agrees at every given index, otherwise the first index that does not, with both values. */
export function differenceOfCurves(
  actual: ReadonlyMap<number, number>,
  expected: { index: readonly number[]; values: readonly number[]; rtol?: number | undefined }
): string | null {
  const rtol = expected.rtol ?? 1e-10;
  for (const [k, step] of expected.index.entries()) {
    const wanted = expected.values[k] ?? NaN;
    const value = actual.get(step);
    if (value === undefined) return `step ${step}: no value was logged`;
    if (!(Math.abs(value - wanted) <= rtol * Math.abs(wanted)))
      return `step ${step}: ${value}, expected ${wanted} (relative ${Math.abs(value - wanted) / Math.abs(wanted)})`;
  }
  return null;
}
