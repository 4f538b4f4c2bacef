/** Where the points of a scatter are: scales and ticks for number axes, linear or log, and for categories on x. Pure. */
import { scaleLinear, scaleLog } from 'd3';
import { extent, type Range } from '../curve-maths.ts';
import type { Marker } from '../run-colour.ts';
import { logTicks, ticksOf, type Tick, type View } from '../xy/view.ts';

export interface RunPoint {
  id: string;
  name: string;
  color: string;
  marker: Marker;
  /** The number, or the index of the category. */
  x: number;
  y: number;
  /** x in words. */
  label: string;
}

export interface ScatterRequest {
  points: readonly RunPoint[];
  categories: readonly string[] | null;
  width: number;
  height: number;
  font: number;
  logX: boolean;
  logY: boolean;
}

/** Points that have a place on the axes. */
export function placed({ points, categories, logX, logY }: ScatterRequest): RunPoint[] {
  return points.filter(({ x, y }) => (!logY || y > 0) && (categories !== null || !logX || x > 0));
}

export function scatterView(request: ScatterRequest): View | null {
  const { categories, width, height, font, logY } = request;
  const logX = request.logX && categories === null;
  const points = placed(request);
  const rangeY = extent([points.map(({ y }) => y)], logY);
  const rangeX: Range | null =
    categories === null ? extent([points.map(({ x }) => x)], logX) : [-0.5, categories.length - 0.5];
  if (rangeX === null || rangeY === null) return null;
  const bottom = height - Math.round(font * 3.4);
  const top = Math.round(font * 0.8);
  const rows = Math.max(2, Math.floor((bottom - top) / (font * 3)));
  const scaleY = axis(rangeY, logY, rows).range([bottom, top]);
  const yTicks = ticksOf(scaleY, logY ? logTicks(scaleY.domain(), rows) : scaleY.ticks(rows));
  const longest = Math.max(...yTicks.map((tick) => tick.label.length), 3);
  const left = Math.round(font * (longest * 0.6 + 2.6));
  const right = width - Math.round(font * 1.4);
  if (right - left < font * 4 || bottom - top < font * 3) return null;
  const across = Math.max(2, Math.floor((right - left) / (font * 6)));
  const scaleX =
    categories === null ? axis(rangeX, logX, across).range([left, right]) : scaleLinear(rangeX, [left, right]);
  const xTicks =
    categories === null
      ? ticksOf(scaleX, logX ? logTicks(scaleX.domain(), across) : scaleX.ticks(across))
      : categoryTicks(categories, scaleX, (right - left) / categories.length / (font * 0.6));
  return { width, height, left, right, top, bottom, x: scaleX, y: scaleY, log: logY, xTicks, yTicks };
}

/** With room at both ends, so that no point lies on the edge. */
function axis([low, high]: Range, log: boolean, ticks: number) {
  if (log) return scaleLog().domain([low / 1.15, high * 1.15]);
  const room = (high - low) * 0.03;
  return scaleLinear()
    .domain([low - room, high + room])
    .nice(ticks);
}

/** Long names are cut to the room that each has; at least three letters stay. */
function categoryTicks(categories: readonly string[], scale: (x: number) => number, room: number): Tick[] {
  const most = Math.max(3, Math.floor(room) - 1);
  return categories.map((name, i) => ({
    at: scale(i),
    label: name.length <= most ? name : `${name.slice(0, Math.max(2, most - 1))}…`
  }));
}
