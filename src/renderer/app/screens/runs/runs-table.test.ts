import { describe, expect, it } from 'vitest';
import { curveSeries, metricNames } from './curve-view.ts';
import { continueHref, lastCheckpoint, mainMetric, whenText } from './run-words.ts';
import { COLUMNS, filterRuns, FIRST_ORDER, NO_FILTER, reorder, sortRuns } from './runs-table.ts';
import { sampleCheckpoint, sampleCurve, sampleRun } from './sample-runs.ts';

const loss = (last: number) => ({ metrics: { loss: { last, best: last } } });
const rows = [
  sampleRun('a', { title: 'Alpha', startedAt: '2026-03-01T10:00:00Z', ...loss(0.5) }),
  sampleRun('b', { title: 'beta 10', startedAt: '2026-03-03T10:00:00Z', ...loss(NaN), status: 'failed' }),
  sampleRun('c', { title: 'Beta 9', startedAt: '2026-03-02T10:00:00Z', ...loss(0.1), config: { lr: 0.5 } })
];
const ids = (list: { id: string }[]) => list.map((run) => run.id).join('');

describe('sorting', () => {
  it('starts with the newest', () => expect(ids(sortRuns(rows, FIRST_ORDER))).toBe('bca'));
  it('knows numbers within names', () => expect(ids(sortRuns(rows, { column: 'title', down: false }))).toBe('acb'));
  it('keeps NaN last in both directions', () => {
    expect(ids(sortRuns(rows, { column: 'last', down: false }))).toBe('cab');
    expect(ids(sortRuns(rows, { column: 'last', down: true }))).toBe('acb');
  });
  it('turns around at the second click', () => {
    const seed = COLUMNS.find((one) => one.id === 'seed')!;
    const once = reorder(FIRST_ORDER, seed);
    expect([once, reorder(once, seed)]).toEqual([
      { column: 'seed', down: true },
      { column: 'seed', down: false }
    ]);
  });
});

describe('filtering', () => {
  const find = (more: object) => ids(filterRuns(rows, { ...NO_FILTER, ...more }, () => 'A neural network'));
  it('needs every word, in name, lesson or settings', () => {
    expect(find({ search: 'beta' })).toBe('bc');
    expect(find({ search: 'BETA lr=0.5' })).toBe('c');
    expect(find({ search: 'neural' })).toBe('abc');
    expect(find({ search: 'nothing' })).toBe('');
  });
  it('takes a status and a lesson', () => {
    expect(find({ status: 'failed' })).toBe('b');
    expect(find({ lesson: 'another' })).toBe('');
  });
});

describe('what is said of a run', () => {
  it('is its loss where it has one', () => {
    expect(
      mainMetric(sampleRun('a', { metrics: { accuracy: { last: 1, best: 0 }, loss: { last: 2, best: 1 } } }))
    ).toEqual({ name: 'loss', last: 2, best: 1 });
    expect(mainMetric(sampleRun('a', { metrics: {} }))).toBeNull();
  });
  it('goes on from the latest step', () => {
    const list = [sampleCheckpoint('x', 'a', 900), sampleCheckpoint('y', 'a', 1000), sampleCheckpoint('z', 'a', 20)];
    expect(lastCheckpoint(list)?.id).toBe('y');
    const from = lastCheckpoint(list)?.id;
    expect(from && continueHref(sampleRun('a'), from)).toBe('#/lesson/a-neural-network?resume=y&run=a');
  });
  it('has the year only when it is another one', () => {
    const now = new Date('2026-06-01T00:00:00Z');
    expect(whenText('2026-03-01T10:00:00Z', 'en', now)).not.toContain('2026');
    expect(whenText('2025-03-01T10:00:00Z', 'en', now)).toContain('2025');
  });
});

describe('curves', () => {
  it('puts the loss first, and takes steps or seconds', () => {
    const curves = [sampleCurve('a', [1, 2], 'accuracy'), sampleCurve('a', [3, NaN])];
    expect(metricNames(curves)).toEqual(['loss', 'accuracy']);
    const [series] = curveSeries(curves, 'loss', 'time', () => ({ name: 'A', color: 'red', dash: '' }));
    expect(series).toMatchObject({ id: 'a', name: 'A', x: [0, 0.1], y: [3, NaN] });
  });
});
