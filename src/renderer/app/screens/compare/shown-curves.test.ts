import { describe, expect, it } from 'vitest';
import { sampleCurve, sampleRun } from '../runs/sample-runs.ts';
import { runLooks } from '../../lib/charts/run-colour.ts';
import { bandCurve } from './band-curve.ts';
import { FIRST_OPTIONS, printOptions, readOptions } from './compare-options.ts';
import { groupCurves, metricsOf, runCurves, singleCurves } from './shown-curves.ts';

const runs = [sampleRun('a'), sampleRun('b')];
// Steps 0, 100, 200, 300.
const loss = sampleCurve('a', [4, 3, 2, 1]);

describe('curves over an axis', () => {
  it('are over steps or seconds', () => {
    expect(runCurves(runs, [loss], 'loss', 'step').map(({ x }) => x)).toEqual([[0, 100, 200, 300]]);
    expect(runCurves(runs, [loss], 'loss', 'time')[0]?.x).toEqual([0, 0.1, 0.2, 0.3]);
  });
  it('are over epochs where they were logged, between them by straight lines', () => {
    const epoch = { ...sampleCurve('a', [0, 1], 'epoch'), step: [0, 200] };
    expect(runCurves(runs, [loss, epoch], 'loss', 'epoch')).toEqual([
      { run: runs[0], x: [0, 0.5, 1, 1], y: [4, 3, 2, 1] }
    ]);
    expect(runCurves(runs, [loss], 'loss', 'epoch')).toEqual([]);
  });
  it('keep their raw values under smoothed ones, and their look when others come and go', () => {
    const shown = runCurves(runs, [loss, sampleCurve('b', [1, NaN])], 'loss', 'step');
    const looks = runLooks(runs);
    const [a, b] = singleCurves(shown, 0.5, looks);
    expect(a?.raw).toEqual([4, 3, 2, 1]);
    expect(a?.y[1]).toBeCloseTo(5 / 1.5, 12);
    expect(b?.y).toEqual([1, NaN]);
    expect(singleCurves(shown.slice(1), 0, looks)[0]?.color).toBe(b?.color);
  });
  it('of groups carry their band and the places where a run is NaN', () => {
    const shown = runCurves(runs, [sampleCurve('a', [1, 2]), sampleCurve('b', [3, NaN])], 'loss', 'step');
    const [group] = groupCurves(shown, { group: 'config.lr', spread: 'range', smoothing: 0 }, () => 'lr');
    expect(group?.curve.y).toEqual([2, 2]);
    expect(group?.curve.band).toEqual({ low: [1, 2], high: [3, 2] });
    expect(group?.curve.marks).toEqual([100]);
  });
  it('of groups are of all rows where buckets of them are drawn', () => {
    // Three rows a bucket: [1, 2, 6], [4, NaN, 2] and [3, 3, 3], [9, 5, 1].
    const { value: _, ...first } = sampleCurve('a', [0, 0]);
    const a = bandCurve({ ...first, mean: [3, 3], low: [1, 2], high: [6, 4], nans: [0, 1] });
    const b = bandCurve({ ...first, run: runs[1]!.id, mean: [3, 5], low: [3, 1], high: [3, 9], nans: [0, 0] });
    const shown = runCurves(runs, [a, b], 'loss', 'step');
    const of = (smoothing: number) =>
      groupCurves(shown, { group: 'config.lr', spread: 'range', smoothing }, () => 'lr')[0]!;
    expect(of(0).curve).toMatchObject({ y: [3, 4], band: { low: [1, 1], high: [6, 9] }, marks: [100] });
    expect(of(0).count).toEqual([2, 2]);
    expect(of(0.5).curve.band).toEqual({ low: [3, 3], high: [3, 13 / 3] });
  });
  it('are of metrics, the loss first; epochs are an axis', () => {
    const metrics = { accuracy: 1, epoch: 1, 'valid loss': 1, loss: 1 };
    const values = Object.fromEntries(Object.keys(metrics).map((name) => [name, { last: 1, best: 1 }]));
    expect(metricsOf([sampleRun('a', { metrics: values })])).toEqual(['loss', 'valid loss', 'accuracy']);
  });
});

describe('kept options', () => {
  it('come back as they were', () => {
    const options = readOptions(printOptions({ ...FIRST_OPTIONS, logX: true, zoom: [1, 50], group: 'config.lr' }));
    expect(options).toEqual({ ...FIRST_OPTIONS, logX: true, zoom: [1, 50], group: 'config.lr' });
  });
  it('fall back where they are unknown or damaged', () => {
    expect(readOptions('{"x":"weeks","smoothing":7,"logY":true,"later":1}')).toEqual({ ...FIRST_OPTIONS, logY: true });
    for (const text of ['', 'null', '[1]', '{']) expect(readOptions(text)).toEqual(FIRST_OPTIONS);
  });
});
