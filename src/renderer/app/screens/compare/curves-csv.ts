/**
 * What the comparison shows as CSV by RFC 4180: lines end in CRLF, fields are quoted where they must be, numbers have a
 * decimal point in every language and read back to the same bits; NaN, Infinity and -0 are written so. Pure.
 */
import { smooth, type Range } from '../../lib/charts/curve-maths.ts';
import type { RunCurve, ShownGroup } from './shown-curves.ts';

const LINE = '\r\n';

/** The first line; `smoothed` where there is a column of smoothed values beside the raw ones. */
export function runsCsvHead({ x, metric }: { x: string; metric: string }, smoothed: boolean): string {
  return lines([['run', 'title', x, metric, ...(smoothed ? [`${metric} (smoothed)`] : [])].map(field)]);
}

/** A row for each point of each run within the window. `smoothing` 0 has no column of its own. */
export function runsCsvRows(curves: readonly RunCurve[], smoothing: number, window: Range | null): string {
  const rows = curves.flatMap(({ run, x, y }) => {
    const soft = smooth(y, smoothing);
    const [id, title] = [field(run.id), field(run.title)];
    return inside(x, window).map((i) => [
      id,
      title,
      number(x[i]),
      number(y[i]),
      ...(smoothing > 0 ? [number(soft[i])] : [])
    ]);
  });
  return lines(rows);
}

/** A row for each place of each group within the window. */
export function groupsCsv(
  groups: readonly ShownGroup[],
  words: { x: string; metric: string; group: string },
  window: Range | null
): string {
  const head = [words.group, words.x, `${words.metric} (mean)`, 'low', 'high', 'runs', 'nan'].map(field);
  const rows = groups.flatMap(({ curve, count, nans }) =>
    inside(curve.x, window).map((i) => [
      field(curve.name),
      ...[curve.x[i], curve.y[i], curve.band?.low[i], curve.band?.high[i], count[i], nans[i]].map(number)
    ])
  );
  return lines([head, ...rows]);
}

function inside(x: readonly number[], window: Range | null): number[] {
  return x.flatMap((at, i) => (window === null || (at >= window[0] && at <= window[1]) ? [i] : []));
}

const lines = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.join(',') + LINE).join('');
const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const number = (value: number | undefined): string => (Object.is(value, -0) ? '-0' : String(value ?? NaN));
