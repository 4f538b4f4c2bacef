/** The table of runs without its looks: columns, search, filters, order. Pure. */
import type { RunStatus, RunSummary } from '@ipc/runs.ts';
import { columnTest } from './column-filter.ts';
import { mainMetric } from './run-words.ts';

export type ColumnId =
  'title' | 'lesson' | 'status' | 'device' | 'seed' | 'steps' | 'last' | 'best' | 'seconds' | 'startedAt' | 'tags';

export interface Column {
  id: ColumnId;
  /** Right-aligned, and the first click sorts downwards. */
  numeric: boolean;
  /** In rem; what the window has more is shared out. Fixed, so that columns stand still while rows come into view. */
  width: number;
  value: (run: RunSummary) => string | number | null;
}

export const COLUMNS: readonly Column[] = [
  { id: 'title', numeric: false, width: 11, value: (run) => run.title },
  { id: 'lesson', numeric: false, width: 9.5, value: (run) => run.lesson },
  { id: 'status', numeric: false, width: 6.5, value: (run) => run.status },
  { id: 'device', numeric: false, width: 4.75, value: (run) => run.device },
  { id: 'seed', numeric: true, width: 4, value: (run) => run.seed },
  { id: 'steps', numeric: true, width: 4.75, value: (run) => run.steps },
  { id: 'last', numeric: true, width: 5.75, value: (run) => mainMetric(run)?.last ?? null },
  { id: 'best', numeric: true, width: 5.25, value: (run) => mainMetric(run)?.best ?? null },
  { id: 'seconds', numeric: true, width: 5.5, value: (run) => run.seconds },
  { id: 'startedAt', numeric: false, width: 8, value: (run) => run.startedAt },
  { id: 'tags', numeric: false, width: 4.5, value: (run) => run.tags.join(' ') || null }
];

export interface Order {
  column: ColumnId;
  down: boolean;
}

/** Newest first. */
export const FIRST_ORDER: Order = { column: 'startedAt', down: true };

/** The order after a click on a column's head. */
export function reorder(order: Order, column: Column): Order {
  if (order.column === column.id) return { column: column.id, down: !order.down };
  return { column: column.id, down: column.numeric || column.id === 'startedAt' };
}

/** Sorted copy. What has no value, or NaN, comes last in both directions; equal rows are ordered by start, newest first. */
export function sortRuns(runs: readonly RunSummary[], { column, down }: Order): RunSummary[] {
  const value = COLUMNS.find((one) => one.id === column)?.value ?? (() => null);
  return [...runs].sort((a, b) => {
    const order = compare(value(a), value(b), down);
    return order !== 0 ? order : b.startedAt.localeCompare(a.startedAt);
  });
}

export interface Filter {
  /** Words that must all occur in title, lesson, device, seed, tags or configuration. */
  search: string;
  status: RunStatus | '';
  lesson: string;
  /** What is typed under the columns' heads. */
  columns: Readonly<Partial<Record<ColumnId, string>>>;
}

export const NO_FILTER: Filter = { search: '', status: '', lesson: '', columns: {} };

/** What the user sees of a run in the columns that show a word or a date instead of what is stored. */
export type Shown = Partial<Record<ColumnId, (run: RunSummary) => string>>;

/** The runs that pass a filter; `lessonName` is what the user sees of a lesson, `shown` of other columns. */
export function filterRuns(
  runs: readonly RunSummary[],
  filter: Filter,
  lessonName: (lesson: string) => string,
  shown: Shown = {}
): RunSummary[] {
  const seen: Shown = { lesson: (run) => lessonName(run.lesson), ...shown };
  const tests = COLUMNS.flatMap(({ id, numeric, value }) => {
    const test = columnTest(filter.columns[id] ?? '', numeric);
    const of = seen[id];
    return test ? [(run: RunSummary) => test(value(run)) || (of !== undefined && test(of(run)))] : [];
  });
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter((run) => {
    if (filter.status !== '' && run.status !== filter.status) return false;
    if (filter.lesson !== '' && run.lesson !== filter.lesson) return false;
    if (!tests.every((test) => test(run))) return false;
    if (words.length === 0) return true;
    const config = Object.entries(run.config).map(([name, value]) => `${name}=${value}`);
    const text = [
      run.title,
      run.lesson,
      lessonName(run.lesson),
      run.deviceName,
      `seed=${run.seed ?? ''}`,
      ...run.tags,
      ...config
    ];
    const all = text.join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

function compare(a: string | number | null, b: string | number | null, down: boolean): number {
  const missing = (value: string | number | null) => value === null || Number.isNaN(value);
  if (missing(a) || missing(b)) return Number(missing(a)) - Number(missing(b));
  const order =
    typeof a === 'number' && typeof b === 'number'
      ? Math.sign(a - b)
      : String(a).localeCompare(String(b), undefined, { numeric: true });
  return down ? -order : order;
}
