/**
 * What is typed under the head of a column: for texts, words that all have to occur; for numbers a value, a comparison
 * (`<0.1`, `>=20`) or a range (`1..10`). Pure. Not here: which columns there are (runs-table.ts).
 */

export type ColumnTest = (value: string | number | null) => boolean;

/** null: not understood (yet), so nothing is left out. */
export function columnTest(typed: string, numeric: boolean): ColumnTest | null {
  const text = typed.trim().toLowerCase();
  if (text === '') return null;
  return numeric ? numberTest(text) : wordsTest(text);
}

function wordsTest(text: string): ColumnTest {
  const words = text.split(/\s+/);
  return (value) =>
    words.every((word) =>
      String(value ?? '')
        .toLowerCase()
        .includes(word)
    );
}

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => a === b
};

function numberTest(text: string): ColumnTest | null {
  if (text === 'nan') return (value) => Number.isNaN(value);
  const range = text.split('..');
  if (range.length === 2) {
    const [low = NaN, high = NaN] = range.map((part) => (part.trim() === '' ? NaN : Number(part)));
    if (Number.isNaN(low) || Number.isNaN(high)) return null;
    return (value) => typeof value === 'number' && value >= low && value <= high;
  }
  const [, sign = '', digits = ''] = /^(<=|>=|<|>|=)?\s*(.+)$/.exec(text) ?? [];
  const bound = Number(digits);
  const compare = COMPARE[sign || '='];
  if (digits === '' || Number.isNaN(bound) || !compare) return null;
  return (value) => typeof value === 'number' && compare(value, bound);
}
