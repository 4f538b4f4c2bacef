/**
 * Decision regions: what a model says of the plane, where its inputs are points of one and its labels are classes. Looks
 * by itself at a few moments of a training that named its data (`run.data({ x, t })`, or a loader with such a data set)
 * and its model; at the end in any case. Changes nothing that the training reads: no graph, test behaviour, the random
 * numbers put back. Not here: the drawing.
 */
import { noGrad, testMode } from '../engine/core/config.ts';
import { NDArray } from '../engine/ndarray/ndarray.ts';
import { Budget } from './budget.ts';
import type { Regions } from './observation.ts';
import type { RandomStates, Trained } from './run-state.ts';
import { toArray } from './shapes.ts';

/** Cells of a side of the grid. */
export const CELLS = 40;
const MOST_POINTS = 400;
const MOST_CLASSES = 20;
/** Room around the points, as a share of their spread. */
const MARGIN = 0.1;
/** At most one look a second, and about so many as a run grows tenfold: each is kept. */
const PACE = { everyMs: 1000, most: 20 };
/** A first guess; the clock says better afterwards. */
const FIRST_MS = 5;

export interface Points {
  x: number[];
  y: number[];
  label: number[];
  classes: number;
  dtype: NDArray['dtype'];
}

/** Points with their classes; null where the data is something else. */
export function pointsIn(data: unknown): Points | null {
  if (typeof data !== 'object' || data === null) return null;
  const { x, t, data: inputs, label } = data as Record<string, unknown>;
  const [points, labels] = [toArray(x ?? inputs), toArray(t ?? label)];
  if (points === null || labels === null) return null;
  if (points.ndim !== 2 || points.shape[1] !== 2 || labels.size !== points.shape[0]) return null;
  const classes = labels.toFlat();
  const highest = Math.max(...classes);
  const whole = classes.every((one) => Number.isInteger(one) && one >= 0);
  if (classes.length < 2 || !whole || highest < 1 || highest >= MOST_CLASSES) return null;
  const flat = points.toFlat();
  if (!flat.every(Number.isFinite)) return null;
  const every = Math.ceil(classes.length / MOST_POINTS);
  const kept = classes.flatMap((_, i) => (i % every === 0 ? [i] : []));
  return {
    x: kept.map((i) => flat[2 * i] ?? NaN),
    y: kept.map((i) => flat[2 * i + 1] ?? NaN),
    label: kept.map((i) => classes[i] ?? 0),
    classes: highest + 1,
    dtype: points.dtype
  };
}

export class RegionObserver {
  readonly #points: Points;
  readonly #name: string;
  readonly #predict: (grid: NDArray) => unknown;
  readonly #random: RandomStates;
  readonly #budget: Budget;
  /** The model was asked and gave no scores of classes: it is not asked again. */
  #refused = false;

  private constructor(points: Points, name: string, model: (grid: NDArray) => unknown, host: RegionHost) {
    this.#points = points;
    this.#name = name;
    this.#predict = model;
    this.#random = host.random;
    this.#budget = new Budget(host.now, FIRST_MS, PACE);
  }

  /** null where there is nothing to look at. */
  static of(
    { model }: Trained,
    data: readonly { name: string; data: unknown }[],
    host: RegionHost
  ): RegionObserver | null {
    const predict = callOf(model);
    if (predict === null) return null;
    for (const one of data) {
      const points = pointsIn(one.data);
      if (points) return new RegionObserver(points, one.name, predict, host);
    }
    return null;
  }

  /** Before a step, as often as the budget admits. */
  look(step: number, time: number): Regions | null {
    if (this.#refused || !this.#budget.fits()) return null;
    return this.#budget.spend(() => this.#observe(step, time));
  }

  /** After the last step. */
  last(step: number, time: number): Regions | null {
    return this.#refused ? null : this.#observe(step, time);
  }

  #observe(step: number, time: number): Regions | null {
    const { x, y, label, classes } = this.#points;
    const [across, up] = [edges(x), edges(y)];
    const scores = this.#scoresOf(gridOf(across, up, this.#points.dtype));
    if (scores === null || (scores.shape[1] !== undefined && scores.shape[1] < classes)) {
      this.#refused = true;
      return null;
    }
    const { best, certainty } = winners(scores.toFlat(), scores.shape[1] ?? 1);
    const points = { x: x.map(rounded), y: y.map(rounded), label };
    const at = { kind: 'regions' as const, name: this.#name, step, time };
    return { ...at, x: across, y: up, cells: CELLS, classes: scores.shape[1] ?? 1, best, certainty, points };
  }

  #scoresOf(grid: NDArray): NDArray | null {
    const random = this.#random.read();
    try {
      const scores = toArray(noGrad(() => testMode(() => this.#predict(grid))));
      return scores?.ndim === 2 && scores.shape[0] === CELLS * CELLS && (scores.shape[1] ?? 0) >= 2 ? scores : null;
    } catch {
      // A model that does not take points in this form has no regions; the training itself will say what is wrong.
      return null;
    } finally {
      this.#random.write(random);
    }
  }
}

export interface RegionHost {
  now: () => number;
  random: RandomStates;
}

function callOf(model: unknown): ((grid: NDArray) => unknown) | null {
  if (typeof model !== 'object' || model === null) return null;
  const { call } = model as { call?: unknown };
  return typeof call === 'function' ? (grid) => (call as (x: NDArray) => unknown).call(model, grid) : null;
}

function edges(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low) * MARGIN || 1;
  return [rounded(low - room), rounded(high + room)];
}

/** The middles of the cells, row by row from the lowest y. */
function gridOf(x: [number, number], y: [number, number], dtype: NDArray['dtype']): NDArray {
  const kept = dtype === 'float32' ? 'float32' : 'float64';
  const grid = kept === 'float32' ? new Float32Array(2 * CELLS * CELLS) : new Float64Array(2 * CELLS * CELLS);
  for (let row = 0; row < CELLS; row++)
    for (let column = 0; column < CELLS; column++) {
      const at = 2 * (row * CELLS + column);
      grid[at] = x[0] + ((column + 0.5) / CELLS) * (x[1] - x[0]);
      grid[at + 1] = y[0] + ((row + 0.5) / CELLS) * (y[1] - y[0]);
    }
  return NDArray.wrap(grid, [CELLS * CELLS, 2], kept);
}

/** The class with the highest score of each row, and its probability in hundredths: softmax, or as given. */
function winners(scores: readonly number[], classes: number): { best: number[]; certainty: number[] } {
  const best: number[] = [];
  const certainty: number[] = [];
  for (let at = 0; at < scores.length; at += classes) {
    const row = scores.slice(at, at + classes);
    const high = Math.max(...row);
    const sum = row.reduce((a, b) => a + b, 0);
    const given = Math.abs(sum - 1) < 1e-3 && row.every((one) => one >= 0 && one <= 1);
    const share = given ? high : 1 / row.reduce((a, b) => a + Math.exp(b - high), 0);
    best.push(Math.max(0, row.indexOf(high)));
    certainty.push(Number.isFinite(share) ? Math.round(100 * share) : 0);
  }
  return { best, certainty };
}

/** Places of points on a picture need no more digits. */
const rounded = (value: number): number => Number(value.toPrecision(5));
