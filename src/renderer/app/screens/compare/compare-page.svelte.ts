/**
 * The runs that are compared and the curves of what is drawn. First the rows and thinned curves of all, so that something is
 * seen at once; more points when somebody zooms in, a few at a time, since each answer is copied on the page's own
 * thread. Where means over runs are drawn, bands come in the place of thinned curves, so that a mean is of all rows.
 * While a run is going on it is asked again every second. Details (code, environment) come when a panel needs them. Not
 * here: how it is shown.
 */
import type { Api } from '@ipc/contract.ts';
import { AppError } from '@ipc/errors.ts';
import type { RunId } from '@ipc/ids.ts';
import type { Curve, RunDetail, RunSummary } from '@ipc/runs.ts';
import { bandCurve, type BandCurve } from './band-curve.ts';
import { chosenRuns, idSet, thinnedRuns } from './chosen-runs.ts';

/** A curve, or the means of its buckets. */
export type LoadedCurve = Curve | BandCurve;

const EVERY_MS = 1000;
/** Points of all runs together: of the first picture, and of one that is zoomed into. */
const FIRST_POINTS = 40_000;
const DETAIL_POINTS = 300_000;
/** Points of one answer, so that no frame waits for it. */
const ANSWER_POINTS = { first: 40_000, detail: 6_000 };
/** As many as the contract allows for one run. */
const MOST_POINTS = 100_000;
const DETAILS_AT_ONCE = 8;

export class ComparePage {
  /** Everything in the list of runs: what can be added, and the ancestors of what is compared. */
  all = $state.raw<readonly RunSummary[]>([]);
  runs = $state.raw<readonly RunSummary[]>([]);
  missing = $state.raw<readonly RunId[]>([]);
  loaded = $state(false);
  curves = $state.raw<readonly LoadedCurve[]>([]);
  /** The first curves have come or failed: what else is asked for does not keep the picture waiting. */
  answered = $state(false);
  /** Of all the runs, or [] until they are there. */
  details = $state.raw<readonly RunDetail[]>([]);
  readonly #api: Api;
  readonly #report: (error: unknown) => void;

  constructor(api: Api, report: (error: unknown) => void) {
    this.#api = api;
    this.#report = report;
  }

  /** Shows the rows of these runs; returns the function that stops following them. */
  follow(ids: readonly RunId[]): () => void {
    return this.#repeat(async (open) => {
      const [here, binned] = await Promise.all([
        this.#api.runs.list({ deleted: false }),
        this.#api.runs.list({ deleted: true })
      ]);
      if (!open()) return false;
      const { runs, missing } = chosenRuns(ids, [...here, ...binned]);
      this.all = here;
      this.runs = runs;
      this.missing = missing;
      this.loaded = true;
      return this.runs.some((run) => run.status === 'running');
    });
  }

  /** Loads these metrics of these runs; returns the function that stops. `live`: asks again every second. */
  load(runs: readonly RunId[], names: string[], { live, means }: { live: boolean; means: boolean }): () => void {
    return this.#repeat(async (open) => {
      const points = Math.floor(FIRST_POINTS / (runs.length * names.length || 1));
      try {
        const first = means
          ? await this.#bands(runs, names, this.#widthFor(points), ANSWER_POINTS.first, open)
          : await this.#curves(runs, names, points, ANSWER_POINTS.first, open);
        if (open()) this.curves = first;
      } finally {
        if (open()) this.answered = true;
      }
      return live;
    });
  }

  /** More points of what is there already, for a closer look; returns the function that stops. */
  refine(names: string[], means: boolean): () => void {
    return this.#repeat(async (open) => {
      const first = this.curves;
      const thinned = [...thinnedRuns(first)];
      const points = Math.floor(DETAIL_POINTS / (first.length || 1));
      if (thinned.length === 0) return false;
      const longest = Math.max(...first.map((one) => one.total));
      const more = means
        ? await this.#bands(this.#ids, names, Math.max(1, Math.ceil(longest / points)), ANSWER_POINTS.detail, open)
        : await this.#curves(thinned, names, points, ANSWER_POINTS.detail, open);
      const asked = idSet(more.map((one) => one.run));
      if (open()) this.curves = [...first.filter((one) => !asked.has(one.run)), ...more];
      return false;
    });
  }

  /** Loads code, data and environment of these runs; returns the function that stops. */
  loadDetails(runs: readonly RunId[]): () => void {
    return this.#repeat(async (open) => {
      const found: RunDetail[] = [];
      for (let at = 0; at < runs.length && open(); at += DETAILS_AT_ONCE) {
        const some = await Promise.all(runs.slice(at, at + DETAILS_AT_ONCE).map((run) => this.#detail(run)));
        found.push(...some.filter((run) => run !== null));
      }
      if (open()) this.details = found;
      return false;
    });
  }

  /** All rows of a metric, for a file. */
  full(runs: readonly RunId[], names: string[]): Promise<Curve[]> {
    return this.#api.runs.curves({ runs: [...runs], names, points: MOST_POINTS });
  }

  /** The same for means over runs: of more rows than a file takes, the means of equal buckets. */
  fullMeans(runs: readonly RunId[], names: string[]): Promise<BandCurve[]> {
    return this.#bands(runs, names, this.#widthFor(MOST_POINTS), MOST_POINTS, () => true);
  }

  /** Does the work, and again after a second while it answers true. */
  #repeat(work: (open: () => boolean) => Promise<boolean>): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let open = true;
    const turn = async () => {
      try {
        const again = await work(() => open);
        if (open && again) timer = setTimeout(() => void turn(), EVERY_MS);
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

  /** At most `points` rows of each curve, in as many answers as it takes, one after the other. */
  async #curves(
    runs: readonly RunId[],
    names: string[],
    points: number,
    answer: number,
    open: () => boolean
  ): Promise<Curve[]> {
    const each = Math.min(MOST_POINTS, Math.max(2, points));
    const atOnce = Math.max(1, Math.floor(answer / (each * Math.max(1, names.length))));
    const found: Curve[] = [];
    for (let at = 0; at < runs.length && open(); at += atOnce)
      found.push(...(await this.#api.runs.curves({ runs: runs.slice(at, at + atOnce), names, points: each })));
    return found;
  }

  get #ids(): RunId[] {
    return this.runs.map((run) => run.id);
  }

  /** Rows of a bucket such that none of the runs has more than about so many buckets. Most metrics have a row a step. */
  #widthFor(points: number): number {
    return Math.max(1, Math.ceil(Math.max(1, ...this.runs.map((run) => run.steps)) / Math.max(1, points)));
  }

  /** Of the same width for all, since answers that come one by one must lie over each other. */
  async #bands(
    runs: readonly RunId[],
    names: string[],
    width: number,
    answer: number,
    open: () => boolean
  ): Promise<BandCurve[]> {
    const longest = Math.max(1, ...this.runs.map((run) => run.steps));
    const each = Math.ceil(longest / width) * Math.max(1, names.length);
    // A bucket has twice as many numbers as a point.
    const atOnce = Math.max(1, Math.floor(answer / (2 * each)));
    const found: BandCurve[] = [];
    for (let at = 0; at < runs.length && open(); at += atOnce) {
      const some = runs.slice(at, at + atOnce);
      found.push(...(await this.#api.runs.bands({ runs: some, names, width, buckets: MOST_POINTS })).map(bandCurve));
    }
    return found;
  }

  async #detail(run: RunId): Promise<RunDetail | null> {
    try {
      return await this.#api.runs.get({ run });
    } catch (error) {
      if (AppError.from(error).code === 'not-found') return null;
      throw error;
    }
  }
}
