/**
 * Histograms over the steps as a strip: a column for each observation, as wide as it was valid for, and rows of equal size
 * over the values of all of them. Pure, so that it is tested without a page. Not here: drawing (Strip.svelte).
 */
import { scaleLinear } from 'd3';
import type { Histogram } from '@runtime/observation.ts';
import { shortNumber } from '../number-format.ts';
import type { Scale, Tick } from '../xy/view.ts';

export interface StripView {
  width: number;
  height: number;
  left: number;
  /** Where the strip ends; right of it is the histogram at the cursor. */
  right: number;
  top: number;
  bottom: number;
  y: Scale;
  /** Left edges of the columns, and the end of the last. */
  edges: number[];
  xTicks: Tick[];
  yTicks: Tick[];
}

/** Share of the width for the histogram at the cursor. */
const SIDE = 0.16;

export function stripView(
  histograms: readonly Histogram[],
  width: number,
  height: number,
  font: number
): StripView | null {
  const range = rangeOf(histograms);
  const [first] = histograms;
  const last = histograms.at(-1);
  if (!range || !first || !last) return null;
  const top = Math.round(font * 0.7);
  const bottom = height - Math.round(font * 2);
  const scale = scaleLinear().domain(range).nice(3).range([bottom, top]);
  const yTicks = scale.ticks(Math.max(2, Math.floor((bottom - top) / (font * 2.4)))).map((value) => tick(value, scale));
  const longest = Math.max(3, ...yTicks.map(({ label }) => label.length));
  const left = Math.round(font * (longest * 0.62 + 0.8));
  const right = Math.round(width - width * SIDE);
  if (right - left < font * 4 || bottom - top < font * 2) return null;
  const steps = histograms.map(({ step }) => step);
  const room = last.step > first.step ? (last.step - first.step) / (2 * (histograms.length - 1)) : 0.5;
  const x = scaleLinear()
    .domain([first.step - room, last.step + room])
    .range([left, right]);
  const edges = [left, ...steps.slice(1).map((step, i) => x((step + (steps[i] ?? step)) / 2)), right];
  const columns = Math.max(2, Math.floor((right - left) / (font * 6)));
  const xTicks = x
    .ticks(columns)
    .filter(Number.isInteger)
    .map((value) => tick(value, x));
  return { width, height, left, right, top, bottom, y: scale, edges, xTicks, yTicks };
}

/** Lowest and highest value of all; a single value gets room around it, none at all is null. */
function rangeOf(histograms: readonly Histogram[]): [number, number] | null {
  const some = histograms.filter(hasValues);
  if (some.length === 0) return null;
  const low = Math.min(...some.map((one) => one.low));
  const high = Math.max(...some.map((one) => one.high));
  const room = Math.abs(low) / 2 || 1;
  return low < high ? [low, high] : [low - room, high + room];
}

export const hasValues = ({ counts }: Histogram): boolean => counts.some((count) => count > 0);

/** The bins that hold something, each with its share of the fullest: 0 to 1. A single value is one thin bin. */
export function barsOf({ low, high, counts }: Histogram): { from: number; to: number; share: number }[] {
  const most = Math.max(...counts);
  if (!(most > 0)) return [];
  const size = (high - low) / counts.length;
  return counts.flatMap((count, i) =>
    count === 0 ? [] : { from: low + i * size, to: low + (i + 1) * size, share: count / most }
  );
}

/** Index of the column at a pixel. */
export function columnAt({ edges }: StripView, x: number): number {
  const next = edges.findIndex((edge) => edge > x);
  return Math.min(Math.max(next < 0 ? edges.length - 2 : next - 1, 0), edges.length - 2);
}

const tick = (value: number, scale: (value: number) => number): Tick => ({
  at: scale(value),
  label: shortNumber(Number(value.toPrecision(6)))
    .replace(/(\.\d*?)0+(?=$|e)/, '$1')
    .replace(/\.(?=$|e)/, '')
});
