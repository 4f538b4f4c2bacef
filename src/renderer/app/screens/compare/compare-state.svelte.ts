/**
 * The comparison as it is looked at: options, what follows from them, and what is pointed at. Created by the screen.
 * Not here: loading (compare-page), keeping views (kept-views).
 */
import type { RunId } from '@ipc/ids.ts';
import type { Range } from '../../lib/charts/curve-maths.ts';
import { runLooks } from '../../lib/charts/run-colour.ts';
import type { Translate } from '@i18n/index.ts';
import { idSet, runsWithout } from './chosen-runs.ts';
import { FIRST_OPTIONS, type CompareOptions } from './compare-options.ts';
import type { ComparePage } from './compare-page.svelte.ts';
import { groupName } from './compare-words.ts';
import { valueKeys } from './run-values.ts';
import { EPOCH, groupCurves, metricsOf, runCurves, singleCurves } from './shown-curves.ts';

export class CompareState {
  options = $state.raw<CompareOptions>(FIRST_OPTIONS);
  /** The part of x that is shown. Apart from the options, of which everything follows: panning changes this only. */
  zoom = $state.raw<Range | null>(null);
  cursor = $state<number | null>(null);
  /** The run or group that stands out while it is pointed at. */
  emphasis = $state<string | null>(null);
  readonly page: ComparePage;
  readonly #t: () => Translate;

  constructor(page: ComparePage, t: () => Translate) {
    this.page = page;
    this.#t = t;
  }

  readonly metrics = $derived.by(() => metricsOf(this.page.runs));
  readonly metric = $derived.by(() =>
    this.metrics.includes(this.options.metric) ? this.options.metric : (this.metrics[0] ?? '')
  );
  readonly hasEpochs = $derived.by(() => this.page.runs.some((run) => run.metrics[EPOCH] !== undefined));
  readonly x = $derived.by(() => (this.options.x === 'epoch' && !this.hasEpochs ? 'step' : this.options.x));
  /** What has to be loaded for the picture. */
  readonly wanted = $derived.by(() =>
    this.metric === '' ? [] : this.x === 'epoch' ? [this.metric, EPOCH] : [this.metric]
  );
  readonly keys = $derived.by(() => valueKeys(this.page.runs));
  readonly group = $derived.by(() => (this.keys.includes(this.options.group) ? this.options.group : ''));
  readonly looks = $derived.by(() => runLooks(this.page.runs));
  readonly hidden = $derived.by((): ReadonlySet<RunId> => idSet(this.options.hidden));
  readonly visible = $derived.by(() => this.page.runs.filter((run) => !this.hidden.has(run.id)));
  readonly shown = $derived.by(() => runCurves(this.visible, this.page.curves, this.metric, this.x));
  readonly groups = $derived.by(() =>
    this.group === ''
      ? []
      : groupCurves(this.shown, { ...this.options, group: this.group }, (group) =>
          groupName(group, this.group, this.#t())
        )
  );
  readonly curves = $derived.by(() =>
    this.group === ''
      ? singleCurves(this.shown, this.options.smoothing, this.looks)
      : this.groups.map((one) => one.curve)
  );
  /** Visible runs that have no curve over this axis. */
  readonly without = $derived.by(() => (this.page.curves.length === 0 ? [] : runsWithout(this.visible, this.shown)));

  /** All that a kept view brings back. */
  readonly kept = $derived.by((): CompareOptions => ({ ...this.options, zoom: this.zoom }));

  set(change: Partial<CompareOptions>): void {
    this.options = { ...this.options, ...change };
    if (change.zoom !== undefined) this.zoom = change.zoom;
  }

  toggle(run: RunId): void {
    const { hidden } = this;
    this.set({ hidden: hidden.has(run) ? [...hidden].filter((one) => one !== run) : [...hidden, run] });
  }

  /** Only this one; all again when it is the only one already. */
  solo(run: RunId): void {
    const alone = this.visible.length === 1 && this.visible[0]?.id === run;
    this.set({ hidden: alone ? [] : this.page.runs.flatMap(({ id }) => (id === run ? [] : id)) });
  }
}
