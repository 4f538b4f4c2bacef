import { describe, expect, it } from 'vitest';
import { svgOf } from '../../graph/export/svg.ts';
import { decimate } from './decimate.ts';
import { frameOf, fullRange } from './frame.ts';
import { areasOf, crossesOf, markersOf, stretchesOf } from './outlines.ts';
import type { OverlayCurve } from './overlay-curve.ts';
import { drawingOfFrame } from './overlay-drawing.ts';
import { panWindow, zoomWindow } from './window.ts';

const linear = { logX: false, logY: false };
const curve = (y: readonly number[], more: Partial<OverlayCurve> = {}): OverlayCurve => ({
  id: 'a',
  name: 'Run a',
  color: 'red',
  dash: '',
  marker: 'circle',
  x: y.map((_, i) => i),
  y,
  raw: null,
  marks: [],
  band: null,
  ...more
});
const picture = { width: 500, height: 300, font: 12, window: null, columns: 1000, ...linear };

describe('decimation', () => {
  it('keeps every spike, in the order in which they came', () => {
    const y = Array.from({ length: 10_000 }, (_, i) => (i === 5003 ? 100 : i === 5001 ? -100 : Math.sin(i)));
    const { x, y: kept } = decimate(
      y.map((_, i) => i),
      y,
      [0, 9999],
      50,
      linear
    );
    expect(kept.length).toBeLessThanOrEqual(102);
    expect(kept.indexOf(-100)).toBe(kept.indexOf(100) - 1);
    expect([...x]).toEqual([...x].sort((a, b) => a - b));
  });
  it('breaks at a NaN at every scale and says where', () => {
    const y = Array.from({ length: 10_000 }, (_, i) => (i === 7000 ? NaN : 1));
    const trace = decimate(
      y.map((_, i) => i),
      y,
      [0, 9999],
      20,
      linear
    );
    expect(trace.gaps).toEqual([7000]);
    expect(trace.y.filter(Number.isNaN)).toHaveLength(1);
  });
  it('leaves few points as they are, with one beyond each edge of the window', () => {
    const x = [0, 1, 2, 3, 4, 5];
    expect(decimate(x, x, [1.5, 3.5], 100, linear).x).toEqual([1, 2, 3, 4]);
  });
  it('has no place for x of zero or less on a log axis, and marks y of zero or less', () => {
    const trace = decimate([0, 1, 2], [1, 0, 3], [1, 2], 100, { logX: true, logY: true });
    expect(trace).toEqual({ x: [1, 2], y: [NaN, 3], gaps: [1] });
  });
});

describe('the window', () => {
  it('zooms around a place and never beyond the data', () => {
    expect(zoomWindow(null, [0, 100], 25, 0.5, false)).toEqual([12.5, 62.5]);
    expect(zoomWindow([10, 90], [0, 100], 50, 2, false)).toBeNull();
    const [low, high] = zoomWindow(null, [1, 10_000], 100, 0.5, true)!;
    expect([low, high]).toEqual([expect.closeTo(10, 9), expect.closeTo(1000, 9)]);
  });
  it('stops to zoom where only rounding is left', () => {
    expect(zoomWindow([0, 1e-4], [0, 100], 0, 0.5, false)).toEqual([0, 1e-4]);
  });
  it('pans by a part of itself and stops at the ends', () => {
    expect(panWindow([10, 20], [0, 100], 0.5, false)).toEqual([15, 25]);
    expect(panWindow([90, 99], [0, 100], 1, false)).toEqual([91, 100]);
    expect(panWindow(null, [0, 100], 1, false)).toBeNull();
  });
});

describe('a frame', () => {
  it('fits y to the window', () => {
    const frame = frameOf({ ...picture, curves: [curve([100, 2, 1, 1])], window: [1, 3] })!;
    expect(frame.y(2)).toBe(frame.top);
  });
  it('has powers of ten on both log axes', () => {
    const x = [1, 10, 100, 1000];
    const frame = frameOf({ ...picture, curves: [curve([1, 0.1, 0.01, 0.001], { x })], logX: true, logY: true })!;
    expect(frame.xTicks.map((tick) => tick.label)).toEqual(['1', '10', '100', '1000']);
    expect(frame.yTicks.map((tick) => tick.label)).toContain('0.01');
  });
  it('is none without a point that can be drawn', () => {
    expect(frameOf({ ...picture, curves: [curve([NaN, NaN])] })).toBeNull();
    expect(frameOf({ ...picture, curves: [] })).toBeNull();
    expect(fullRange([curve([])], false)).toBeNull();
  });
  it('shares the columns among the curves', () => {
    const noisy = Array.from({ length: 5000 }, (_, i) => Math.sin(i * 7));
    const curves = Array.from({ length: 10 }, (_, i) => curve(noisy, { id: String(i) }));
    const frame = frameOf({ ...picture, curves, columns: 1000 })!;
    expect(Math.max(...frame.curves.map((one) => one.line.x.length))).toBeLessThanOrEqual(204);
  });
});

describe('outlines', () => {
  it('break at a gap and keep a lonely point visible', () => {
    const frame = frameOf({ ...picture, curves: [curve([1, 2, NaN, 3, NaN])] })!;
    const one = frame.curves[0]!;
    expect(stretchesOf(one.line, frame).map((line) => line.length)).toEqual([2, 2]);
    expect(crossesOf(one, frame)).toHaveLength(4);
  });
  it('end a band at the foot of a log axis', () => {
    const band = { low: [-1, 1], high: [2, 3] };
    const frame = frameOf({ ...picture, curves: [curve([1, 2], { band })], logY: true })!;
    const [area] = areasOf(frame.curves[0]!.curve, frame);
    expect(area?.at(-1)?.y).toBe(frame.bottom);
  });
  it('place a few markers on the line', () => {
    const frame = frameOf({ ...picture, curves: [curve(Array.from({ length: 300 }, (_, i) => i))] })!;
    expect(markersOf(frame.curves[0]!.line, frame, 7, 0)).toHaveLength(7);
  });
});

describe('the drawing for files', () => {
  const look = {
    colour: (css: string) => css,
    text: 'black',
    grid: 'grey',
    axis: 'grey',
    family: 'sans-serif',
    stroke: 2,
    background: 'white',
    measure: (text: string, size: number) => text.length * size * 0.5
  };
  const words = { title: 'Loss', xLabel: 'step', yLabel: 'loss', more: (count: number) => `and ${count} more` };

  it('is an SVG of its own with title, axes and a legend', () => {
    const frame = frameOf({ ...picture, curves: [curve([1, NaN, 3], { name: 'lr < 0.1 & "x"' })] })!;
    const svg = svgOf(drawingOfFrame(frame, words, look), 'Loss');
    for (const text of ['lr &lt; 0.1 &amp; &quot;x&quot;', '>step<', '>loss<', '>Loss<']) expect(svg).toContain(text);
    expect(svg).not.toMatch(/href|url\(|var\(|NaN|undefined/);
  });
  it('says how many runs the legend has no room for', () => {
    const curves = Array.from({ length: 100 }, (_, i) => curve([1, 2], { id: String(i), name: `Run ${i}` }));
    const svg = svgOf(drawingOfFrame(frameOf({ ...picture, curves })!, words, look), 'Loss');
    expect(svg).toMatch(/and \d+ more/);
  });
});
