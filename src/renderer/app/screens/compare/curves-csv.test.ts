import { describe, expect, it } from 'vitest';
import { sampleRun } from '../runs/sample-runs.ts';
import { groupsCsv, runsCsvHead, runsCsvRows } from './curves-csv.ts';
import { groupCurves } from './shown-curves.ts';

/** A reader of RFC 4180, written for this test only. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
/** What a spreadsheet or Number() makes of a field. */
const bits = (values: readonly number[]) => [...new Float64Array(values)];

describe('CSV of what is shown', () => {
  const title = 'He said "lr, 0.1"\r\nagain, 다시';
  const y = [0.1 + 0.2, NaN, -0, Infinity, -1e-310, 12345678.9];
  const x = [0, 1, 2, 3, 4, 5];
  const curve = { run: sampleRun('a', { title }), x, y };

  it('reads back to the same bits, with quotes, line breaks, NaN and signs', () => {
    const rows = read(runsCsvHead({ x: 'step', metric: 'loss, mean' }, false) + runsCsvRows([curve], 0, null));
    expect(rows[0]).toEqual(['run', 'title', 'step', 'loss, mean']);
    expect(rows.slice(1).map((row) => row.slice(0, 2))).toEqual(y.map(() => ['a', title]));
    expect(bits(rows.slice(1).map((row) => Number(row[2])))).toEqual(bits(x));
    expect(bits(rows.slice(1).map((row) => Number(row[3])))).toEqual(bits(y));
  });
  it('has the smoothed values beside the raw ones, and only the window', () => {
    const one = { run: sampleRun('a'), x: [0, 1, 2], y: [4, 8, 8] };
    expect(read(runsCsvRows([one], 0.5, [1, 2])).map((row) => row.slice(2).map(Number))).toEqual([
      [1, 8, 20 / 3],
      [2, 8, (8 + 4 + 1) / 1.75]
    ]);
  });
  it('has mean, band and counts of groups', () => {
    const shown = [1, 3].map((value, i) => ({ run: sampleRun('ab'[i]!), x: [0], y: [value] }));
    const options = { group: 'config.lr', spread: 'range' as const, smoothing: 0 };
    const text = groupsCsv(
      groupCurves(shown, options, (group) => String(group.value)),
      { x: 'step', metric: 'loss', group: 'lr' },
      null
    );
    expect(read(text)).toEqual([
      ['lr', 'step', 'loss (mean)', 'low', 'high', 'runs', 'nan'],
      ['0.2', '0', '2', '1', '3', '2', '0']
    ]);
  });
});
