/**
 * What the page of a run shows: its row, its curves, what was observed, the runs it was forked from. Asked again every
 * half second while the run is going on. Not here: how it is drawn.
 */
import type { Api } from '@ipc/contract.ts';
import { AppError } from '@ipc/errors.ts';
import type { CheckpointId, RunId } from '@ipc/ids.ts';
import type { Curve, RunDetail } from '@ipc/runs.ts';
import { RunObservations } from './run-observations.svelte.ts';

const EVERY_MS = 500;
/** Rows of a curve that are drawn; the store thins longer ones and keeps their ends. */
export const CURVE_POINTS = 4000;
/** A fork of a fork of ... is shown up to here. */
const MOST_PARENTS = 20;

export class RunPage {
  detail = $state.raw<RunDetail | null>(null);
  curves = $state.raw<readonly Curve[]>([]);
  /** From the first ancestor to the direct parent. */
  parents = $state.raw<readonly { id: RunId; title: string }[]>([]);
  missing = $state(false);
  readonly observations: RunObservations;
  readonly #api: Api;
  readonly #run: RunId;
  readonly #report: (error: unknown) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #open = false;

  constructor(api: Api, run: RunId, report: (error: unknown) => void) {
    this.#api = api;
    this.#run = run;
    this.#report = report;
    this.observations = new RunObservations(api, run);
  }

  connect(): () => void {
    this.#open = true;
    void this.#follow().then(() => this.#findParents());
    return () => {
      this.#open = false;
      clearTimeout(this.#timer);
    };
  }

  async rename(title: string): Promise<boolean> {
    return this.#change({ title }, () => this.#api.runs.rename({ run: this.#run, title }));
  }

  async note(notes: string): Promise<boolean> {
    return this.#change({ notes }, () => this.#api.runs.note({ run: this.#run, notes }));
  }

  async tag(tags: string[]): Promise<boolean> {
    return this.#change({ tags }, () => this.#api.runs.tag({ run: this.#run, tags }));
  }

  /** null: automatic. */
  async recolor(color: number | null): Promise<boolean> {
    return this.#change({ color }, () => this.#api.runs.recolor({ run: this.#run, color }));
  }

  async removeCheckpoint(id: CheckpointId): Promise<boolean> {
    const checkpointList = this.detail?.checkpointList.filter((one) => one.id !== id) ?? [];
    return this.#change({ checkpointList }, () => this.#api.runs.removeCheckpoint({ id }));
  }

  async #change(patch: Partial<RunDetail>, what: () => Promise<null>): Promise<boolean> {
    try {
      await what();
      if (this.detail) this.detail = { ...this.detail, ...patch };
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    }
  }

  async #follow(): Promise<void> {
    try {
      const [detail, curves] = await Promise.all([
        this.#api.runs.get({ run: this.#run }),
        this.#api.runs.curves({ runs: [this.#run], names: [], points: CURVE_POINTS })
      ]);
      this.detail = detail;
      this.curves = curves;
      await this.observations.follow(detail);
      await this.#judge(detail);
    } catch (error) {
      if (AppError.from(error).code === 'not-found') this.missing = true;
      else this.#report(error);
      return;
    }
    if (this.#open && this.detail.status === 'running') this.#timer = setTimeout(() => void this.#follow(), EVERY_MS);
  }

  /** A repetition that was stopped, or whose end was not seen, has its verdict made now. */
  async #judge({ again, status }: RunDetail): Promise<void> {
    if (again === null || again.verdict !== null || status === 'running') return;
    const verdict = await this.#api.runs.verdict({ run: this.#run, original: again.run });
    if (this.detail) this.detail = { ...this.detail, again: { run: again.run, verdict } };
  }

  async #findParents(): Promise<void> {
    const found: { id: RunId; title: string }[] = [];
    let next = this.detail?.parent ?? null;
    try {
      while (next !== null && found.length < MOST_PARENTS) {
        const parent: RunDetail = await this.#api.runs.get({ run: next });
        found.unshift({ id: parent.id, title: parent.title });
        next = parent.parent;
      }
    } catch (error) {
      // A parent that is gone ends the trail; anything else is worth a word.
      if (AppError.from(error).code !== 'not-found') this.#report(error);
    }
    this.parents = found;
  }
}
