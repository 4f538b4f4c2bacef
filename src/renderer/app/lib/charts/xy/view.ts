/**
 * Where things are in an x-y chart: margins, scales and ticks for a size in pixels. Pure, so that it is tested without a
 * page. Not here: drawing.
 */
import { scaleLinear, scaleLog } from 'd3';
import { extent, type ChartSeries, type Range } from '../curve-maths.ts';
import { shortNumber } from '../number-format.ts';

export interface Tick {
  /** In pixels. */
  at: number;
  label: string;
}

/** A scale as the drawing needs it. */
export interface Scale {
  (value: number): number;
  invert(pixel: number): number;
}

export interface View {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: Scale;
  y: Scale;
  log: boolean;
  xTicks: Tick[];
  yTicks: Tick[];
}

/** A range of y that is usual for what is drawn. */
export interface UsualRange {
  low: number;
  high: number;
  label: string;
}

export interface ViewRequest {
  /** All that is drawn, raw curves included. */
  series: readonly ChartSeries[];
  width: number;
  height: number;
  /** Size of the axis text in pixels. */
  font: number;
  log: boolean;
  /** The part of x that is shown; null shows all. */
  zoom: Range | null;
  /** Always within the view. */
  usual?: UsualRange | null;
}

/** The view of some series, or null when none has a point that can be drawn or there is no room. */
export function viewOf({ series, width, height, font, log, zoom, usual = null }: ViewRequest): View | null {
  const rangeX = zoom ?? extent(series.map((one) => one.x));
  const rangeY = extent(
    [...series.map((one) => (zoom === null ? one.y : within(one, zoom))), usual ? [usual.low, usual.high] : []],
    log
  );
  if (rangeX === null || rangeY === null) return null;
  const bottom = height - Math.round(font * 3.4);
  const top = Math.round(font * 0.8);
  const rows = Math.max(2, Math.floor((bottom - top) / (font * 3)));
  const scaleY = log ? scaleLog().domain(rangeY) : scaleLinear().domain(rangeY).nice(rows);
  if (log && rangeY[1] / rangeY[0] > 100) scaleY.nice();
  scaleY.range([bottom, top]);
  const yTicks = ticksOf(scaleY, log ? logTicks(scaleY.domain(), rows) : scaleY.ticks(rows));
  const longest = Math.max(...yTicks.map((tick) => tick.label.length), 3);
  const left = Math.round(font * (longest * 0.6 + 2.6));
  const right = width - Math.round(font * 1.4);
  if (right - left < font * 4 || bottom - top < font * 3) return null;
  const scaleX = scaleLinear().domain(rangeX).range([left, right]);
  const columns = Math.max(2, Math.floor((right - left) / (font * 6)));
  const xTicks = ticksOf(scaleX, scaleX.ticks(columns));
  return { width, height, left, right, top, bottom, x: scaleX, y: scaleY, log, xTicks, yTicks };
}

/** The y values of a series whose x lies in a range. */
function within(series: ChartSeries, [low, high]: Range): number[] {
  return series.y.filter((_, i) => {
    const x = series.x[i];
    return x !== undefined && x >= low && x <= high;
  });
}

/** Powers of ten where there are enough of them, else what d3 proposes for the range. */
export function logTicks(domain: readonly number[], rows: number): number[] {
  const [low = 1, high = 10] = domain;
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  if (last - first < 1) return scaleLinear([low, high], [0, 1]).ticks(rows);
  const every = Math.ceil((last - first + 1) / rows);
  const ticks: number[] = [];
  for (let power = first; power <= last; power += every) ticks.push(Number(`1e${power}`));
  return ticks;
}

/** With as many digits as it takes that no two labels are the same (which four are not enough for, far from zero). */
export function ticksOf(scale: (value: number) => number, values: readonly number[]): Tick[] {
  const round = values.map((value) => Number(value.toPrecision(12)));
  let labels = round.map((value) => trim(shortNumber(value)));
  for (let digits = 5; digits <= 12 && new Set(labels).size < labels.length; digits++)
    labels = round.map((value) => String(Number(value.toPrecision(digits))).replaceAll('-', '−'));
  return values.map((value, i) => ({ at: scale(value), label: labels[i] ?? '' }));
}

const trim = (label: string): string =>
  /^[−\d.]+$/.test(label) && label.includes('.') ? label.replace(/\.?0+$/, '') : label;
