/**
 * What was observed of one training, sorted for its panels: histograms and ratios by layer over the steps, decision
 * regions at some moments, the last samples and confusion counts by name. Bounded: of a series that grows too long every other entry goes, first and last stay.
 * Pure. Not here: what it means (hints.ts), how it is drawn (lib/charts).
 */
import type { Confusion, Histogram, Observation, Ratio, Regions, Samples } from '@runtime/observation.ts';

export interface Observed {
  readonly params: ReadonlyMap<string, readonly Histogram[]>;
  readonly grads: ReadonlyMap<string, readonly Histogram[]>;
  readonly ratios: ReadonlyMap<string, readonly Ratio[]>;
  readonly regions: ReadonlyMap<string, readonly Regions[]>;
  readonly samples: ReadonlyMap<string, Samples>;
  readonly confusions: ReadonlyMap<string, Confusion>;
}

export const NOTHING_OBSERVED: Observed = {
  params: new Map(),
  grads: new Map(),
  ratios: new Map(),
  regions: new Map(),
  samples: new Map(),
  confusions: new Map()
};

/** Moments at which regions are kept: each is a picture. */
export const MOST_REGIONS = 40;
/** Columns of a strip that a screen can tell apart. */
export const MOST_OBSERVED = 240;

/** A new value with the fresh observations at the end of their series. */
export function addObserved(before: Observed, fresh: readonly Observation[]): Observed {
  const params = new Map(before.params);
  const grads = new Map(before.grads);
  const ratios = new Map(before.ratios);
  const regions = new Map(before.regions);
  const samples = new Map(before.samples);
  const confusions = new Map(before.confusions);
  for (const one of fresh) {
    switch (one.kind) {
      case 'histogram':
        append(one.of === 'param' ? params : grads, one);
        break;
      case 'ratio':
        append(ratios, one);
        break;
      case 'regions':
        append(regions, one, MOST_REGIONS);
        break;
      case 'samples':
        samples.set(one.name, one);
        break;
      case 'confusion':
        confusions.set(one.name, one);
        break;
      default:
        one satisfies never;
    }
  }
  return { params, grads, ratios, regions, samples, confusions };
}

function append<T extends { name: string }>(series: Map<string, readonly T[]>, one: T, most = MOST_OBSERVED): void {
  const all = [...(series.get(one.name) ?? []), one];
  const last = all.length - 1;
  series.set(one.name, last < most ? all : all.filter((_, i) => i % 2 === 0 || i === last));
}
