/**
 * The list of runs as the store has it, asked again every second while one of them runs. Changes that the user makes are
 * asked of main and then read back, so the list never shows what the store does not have. Not here: filters, selection.
 */
import type { Api } from '@ipc/contract.ts';
import type { RunId } from '@ipc/ids.ts';
import type { RunSummary } from '@ipc/runs.ts';

const EVERY_MS = 1000;

export class RunList {
  rows = $state.raw<readonly RunSummary[]>([]);
  bin = $state.raw<readonly RunSummary[]>([]);
  loaded = $state(false);
  readonly #api: Api;
  readonly #report: (error: unknown) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #open = false;

  constructor(api: Api, report: (error: unknown) => void) {
    this.#api = api;
    this.#report = report;
  }

  /** Loads, and follows while something runs; returns the function that stops it. */
  connect(): () => void {
    this.#open = true;
    void this.#follow();
    return () => {
      this.#open = false;
      clearTimeout(this.#timer);
    };
  }

  async load(): Promise<void> {
    const [rows, bin] = await Promise.all([
      this.#api.runs.list({ deleted: false }),
      this.#api.runs.list({ deleted: true })
    ]);
    this.rows = rows;
    this.bin = bin;
    this.loaded = true;
  }

  rename(run: RunId, title: string): Promise<boolean> {
    return this.#change(() => this.#api.runs.rename({ run, title }));
  }

  tag(run: RunId, tags: string[]): Promise<boolean> {
    return this.#change(() => this.#api.runs.tag({ run, tags }));
  }

  note(run: RunId, notes: string): Promise<boolean> {
    return this.#change(() => this.#api.runs.note({ run, notes }));
  }

  /** null: automatic. */
  recolor(run: RunId, color: number | null): Promise<boolean> {
    return this.#change(() => this.#api.runs.recolor({ run, color }));
  }

  /** For good; what is not in the bin stays. */
  purge(runs: RunId[]): Promise<boolean> {
    return this.#change(() => this.#api.runs.purge({ runs }));
  }

  remove(runs: RunId[]): Promise<boolean> {
    return this.#change(() => this.#api.runs.remove({ runs }));
  }

  restore(runs: RunId[]): Promise<boolean> {
    return this.#change(() => this.#api.runs.restore({ runs }));
  }

  /** Carries out a change and reads the list again; says whether it worked. */
  async #change(what: () => Promise<unknown>): Promise<boolean> {
    try {
      await what();
      await this.load();
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    }
  }

  async #follow(): Promise<void> {
    try {
      await this.load();
    } catch (error) {
      // Said once: a store that does not answer now will not answer in a second.
      this.#report(error);
      return;
    }
    if (this.#open && this.rows.some((run) => run.status === 'running'))
      this.#timer = setTimeout(() => void this.#follow(), EVERY_MS);
  }
}
