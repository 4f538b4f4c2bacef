/**
 * Plain-language hints about a training, from what was observed of it: values that are not finite, exploding and vanishing
 * gradients, dead units, a learning rate too high or too low. Pure; the texts are `training.hint.*` in src/i18n, the
 * thresholds and their reasons in hint-limits.ts. Not here: how a hint is shown.
 */
import type { Histogram, Ratio } from '@runtime/observation.ts';
import { LIMITS } from './hint-limits.ts';
import type { Observed } from './observed.ts';

export type HintCode = 'not-finite' | 'exploding' | 'vanishing' | 'dead' | 'lr-high' | 'lr-low' | 'loss-rises';

export interface Hint {
  code: HintCode;
  /** The layers' parameters that it is about; empty: the whole training. */
  names: string[];
  step: number;
  /** The figure that is over its limit. */
  value: number;
}

/** The course of a loss: values by step. */
export interface LossCourse {
  x: readonly number[];
  y: readonly number[];
}

/** The most urgent first. What is not finite explains everything else, so nothing else is said then. */
export function hintsOf(observed: Observed, loss: LossCourse | null): Hint[] {
  const broken = notFinite(observed, loss);
  if (broken) return [broken];
  return [
    exploding(observed.grads),
    tooHigh(observed.ratios),
    risingLoss(loss),
    vanishing(observed.grads),
    dead(observed.grads),
    tooLow(observed.ratios, loss)
  ].filter((hint) => hint !== null);
}

/** Root mean square of the entries. */
const sizeOf = ({ mean, std }: Histogram): number => Math.hypot(mean, std);

const lastOf = <T>(series: readonly T[]): T[] => (series.length < LIMITS.inARow ? [] : series.slice(-LIMITS.inARow));

function notFinite({ params, grads }: Observed, loss: LossCourse | null): Hint | null {
  const found = [...params.values(), ...grads.values()].flatMap(
    (series) => series.find((one) => one.notFinite > 0) ?? []
  );
  const step = Math.min(...found.map((one) => one.step));
  const at = loss?.y.findIndex((value) => !Number.isFinite(value)) ?? -1;
  if (found.length === 0 && at < 0) return null;
  const names = [...new Set(found.filter((one) => one.step === step).map((one) => one.name))];
  return { code: 'not-finite', names, step: Math.min(step, loss?.x[at] ?? Infinity), value: NaN };
}

function exploding(grads: Observed['grads']): Hint | null {
  return worst(
    'exploding',
    grads,
    (series) => {
      const sizes = series.map(sizeOf).filter((size) => size > 0);
      const quietest = Math.min(...sizes);
      return Math.min(...lastOf(series).map((one) => sizeOf(one) / quietest));
    },
    (growth) => growth >= LIMITS.gradGrowth
  );
}

function vanishing(grads: Observed['grads']): Hint | null {
  const largest = Math.max(0, ...[...grads.values()].flatMap((series) => lastOf(series).map(sizeOf)));
  if (largest === 0) return null;
  return worst(
    'vanishing',
    grads,
    (series) => Math.max(...lastOf(series).map(sizeOf)) / largest,
    (share) => share > 0 && share <= LIMITS.gradShare,
    Math.min
  );
}

function dead(grads: Observed['grads']): Hint | null {
  return worst(
    'dead',
    grads,
    (series) => Math.min(...lastOf(series).map(zeroShare)),
    (share) => share >= LIMITS.deadShare
  );
}

/** Share of the entries in the bin that holds zero; 1 where all of them are zero. */
function zeroShare({ low, high, counts }: Histogram): number {
  const entries = counts.reduce((sum, count) => sum + count, 0);
  if (entries < LIMITS.deadEntries || low > 0 || high < 0) return 0;
  if (low === high) return 1;
  const bin = Math.min(counts.length - 1, Math.floor((-low / (high - low)) * counts.length));
  return (counts[bin] ?? 0) / entries;
}

function tooHigh(ratios: Observed['ratios']): Hint | null {
  return worst('lr-high', ratios, lowestRatio, (ratio) => ratio >= LIMITS.ratioTooHigh);
}

const lowestRatio = (series: readonly Ratio[]): number => Math.min(...lastOf(series).map((one) => one.value));

/** Only where every layer stands still and the loss with them. */
function tooLow(ratios: Observed['ratios'], loss: LossCourse | null): Hint | null {
  const values = [...ratios.values()]
    .flatMap((series) => lastOf(series).map((one) => one.value))
    .filter(Number.isFinite);
  const highest = Math.max(...values);
  if (values.length === 0 || highest > LIMITS.ratioTooLow || !still(loss)) return null;
  return { code: 'lr-low', names: [], step: stepOf([...ratios.values()]), value: highest };
}

function still(loss: LossCourse | null): boolean {
  if (!loss || loss.y.length < LIMITS.lossValues) return false;
  const before = loss.y[loss.y.length >> 1] ?? NaN;
  const now = loss.y.at(-1) ?? NaN;
  return Math.abs(now - before) <= LIMITS.lossStill * Math.abs(before);
}

function risingLoss(loss: LossCourse | null): Hint | null {
  if (!loss || loss.y.length < LIMITS.lossValues) return null;
  const tail = loss.y.slice(-Math.ceil(loss.y.length / 10)).toSorted((a, b) => a - b);
  const now = tail[tail.length >> 1] ?? NaN;
  const lowest = loss.y.reduce((least, value) => Math.min(least, value), Infinity);
  if (!(lowest > 0 && now >= LIMITS.lossRise * lowest)) return null;
  return { code: 'loss-rises', names: [], step: loss.x.at(-1) ?? 0, value: now / lowest };
}

/** One hint about all the layers whose figure is over the limit; its value is the one farthest over it. */
function worst<T extends { step: number }>(
  code: HintCode,
  layers: ReadonlyMap<string, readonly T[]>,
  figure: (series: readonly T[]) => number,
  over: (value: number) => boolean,
  farthest: (...values: number[]) => number = Math.max
): Hint | null {
  const found = [...layers]
    .map(([name, series]) => ({ name, series, value: series.length < LIMITS.inARow ? NaN : figure(series) }))
    .filter(({ value }) => Number.isFinite(value) && over(value));
  if (found.length === 0) return null;
  const value = farthest(...found.map((one) => one.value));
  return { code, names: found.map(({ name }) => name), step: stepOf(found.map(({ series }) => series)), value };
}

const stepOf = (layers: readonly (readonly { step: number }[])[]): number =>
  Math.max(...layers.map((series) => series.at(-1)?.step ?? 0));
