/**
 * The runs that are compared: their rows and curves, asked again every second while one of them is going on. Runs that do
 * not exist (any more) are named in `missing`. Not here: how they are shown.
 */
import type { Api } from '@ipc/contract.ts';
import { AppError } from '@ipc/errors.ts';
import type { RunId } from '@ipc/ids.ts';
import type { Curve, RunDetail } from '@ipc/runs.ts';

const EVERY_MS = 1000;
const POINTS_IN_ALL = 120_000;
const MOST_POINTS = 4000;

export class ComparePage {
  runs = $state.raw<readonly RunDetail[]>([]);
  curves = $state.raw<readonly Curve[]>([]);
  missing = $state.raw<readonly RunId[]>([]);
  loaded = $state(false);
  readonly #api: Api;
  readonly #report: (error: unknown) => void;

  constructor(api: Api, report: (error: unknown) => void) {
    this.#api = api;
    this.#report = report;
  }

  /** Shows these runs; returns the function that stops following them. */
  follow(ids: readonly RunId[]): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let open = true;
    const turn = async () => {
      try {
        const found = await Promise.all(ids.map((run) => this.#get(run)));
        const runs = found.filter((run) => run !== null);
        const curves = await this.#curves(runs.map((run) => run.id));
        if (!open) return;
        this.runs = runs;
        this.curves = curves;
        this.missing = ids.filter((_, i) => found[i] === null);
        this.loaded = true;
        if (runs.some((run) => run.status === 'running')) timer = setTimeout(() => void turn(), EVERY_MS);
      } catch (error) {
        if (open) this.#report(error);
      }
    };
    void turn();
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }

  async #get(run: RunId): Promise<RunDetail | null> {
    try {
      return await this.#api.runs.get({ run });
    } catch (error) {
      if (AppError.from(error).code === 'not-found') return null;
      throw error;
    }
  }

  async #curves(runs: RunId[]): Promise<Curve[]> {
    if (runs.length === 0) return [];
    const points = Math.max(2, Math.min(MOST_POINTS, Math.floor(POINTS_IN_ALL / runs.length)));
    return this.#api.runs.curves({ runs, names: [], points });
  }
}
