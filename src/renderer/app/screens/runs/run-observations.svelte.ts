/**
 * The observations of a run as the store has them, read again when there are more. Not here: what they mean, drawing.
 */
import type { Api } from '@ipc/contract.ts';
import type { RunId } from '@ipc/ids.ts';
import { ObservationKind, type Observation } from '@ipc/observations.ts';
import type { RunDetail } from '@ipc/runs.ts';
import {
  addObserved,
  MOST_OBSERVED,
  MOST_REGIONS,
  NOTHING_OBSERVED,
  type Observed
} from '../../lib/training/observed.ts';

/** Of series that are drawn over the steps, as many as a strip has columns; of others the last one is shown. */
const MOST: Readonly<Record<ObservationKind, number>> = {
  histogram: MOST_OBSERVED / 2,
  ratio: MOST_OBSERVED / 2,
  regions: MOST_REGIONS,
  samples: 2,
  confusion: 2
};

export class RunObservations {
  all = $state.raw<Observed>(NOTHING_OBSERVED);
  readonly #api: Api;
  readonly #run: RunId;
  #count = 0;

  constructor(api: Api, run: RunId) {
    this.#api = api;
    this.#run = run;
  }

  /** Reads what `detail` says there is, if that is more than before. */
  async follow({ observed }: Pick<RunDetail, 'observed'>): Promise<void> {
    const count = observed.reduce((sum, one) => sum + one.count, 0);
    if (count === this.#count) return;
    this.#count = count;
    const kinds = ObservationKind.options.filter((kind) => observed.some((one) => one.kind === kind));
    const found = await Promise.all(kinds.map((kind) => this.#read(kind)));
    this.all = addObserved(NOTHING_OBSERVED, found.flat());
  }

  #read(kind: ObservationKind): Promise<Observation[]> {
    return this.#api.runs.observations({ run: this.#run, kind, name: null, most: MOST[kind] });
  }
}
