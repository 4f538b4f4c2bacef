/** `plot` of lesson code: a figure as plain numbers. Not here: how it is drawn. */
import type { Plot } from './cell-events.ts';
import { printed } from './printing.ts';
import { toArray } from './shapes.ts';

/** What lesson code gives; x may be left out, then it counts. */
interface PlotInput {
  id?: string;
  title: string;
  xLabel?: string;
  yLabel?: string;
  series: { name?: string; kind?: 'line' | 'scatter'; x?: unknown; y: unknown }[];
}

const MOST_POINTS = 20_000;
const MOST_SERIES = 100;
const MOST_TEXT = 200;

export function createPlot(emit: (plot: Plot) => void): (input: PlotInput) => void {
  return (input) => {
    if (typeof input !== 'object' || input === null || !Array.isArray(input.series))
      throw new TypeError(
        "plot: give a title and series, for example plot({ title: 'loss', series: [{ name: 'loss', y }] })"
      );
    const title = label(input.title);
    if (input.series.length > MOST_SERIES)
      throw new RangeError(`plot: ${input.series.length} series; a figure shows at most ${MOST_SERIES}.`);
    const series = input.series.map(({ name, kind = 'line', x, y }, i) => {
      const called = label(name ?? i + 1);
      if (kind !== 'line' && kind !== 'scatter')
        throw new TypeError(`plot: ${called}: kind is 'line' or 'scatter'; got ${printed(kind)}.`);
      const ys = numbers(called, 'y', y);
      const xs = x === undefined ? ys.map((_, at) => at) : numbers(called, 'x', x);
      if (xs.length !== ys.length)
        throw new RangeError(`plot: ${called}: ${xs.length} values of x and ${ys.length} of y; there must be as many.`);
      if (xs.length > MOST_POINTS)
        throw new RangeError(`plot: ${called}: ${xs.length} points; a figure shows at most ${MOST_POINTS}.`);
      return { name: called, kind, x: xs, y: ys };
    });
    emit({ id: label(input.id ?? title), title, xLabel: label(input.xLabel), yLabel: label(input.yLabel), series });
  };
}

/** Whatever stands for a text, as a text. */
const label = (value: unknown): string =>
  value === undefined || value === null ? '' : printed(value).slice(0, MOST_TEXT);

function numbers(name: string, axis: string, value: unknown): number[] {
  const data = toArray(value);
  if (data !== null) return data.toFlat();
  if (!Array.isArray(value))
    throw new TypeError(`plot: ${name}: ${axis} must be an array or a list; got ${printed(value)}.`);
  return value.map((item: unknown) => {
    const one = toArray(item);
    if (one === null || one.size !== 1)
      throw new TypeError(`plot: ${name}: ${axis} must be a list of numbers; got ${printed(item)} in it.`);
    return one.item();
  });
}
