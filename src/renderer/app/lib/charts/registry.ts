/** All charts, with what each of them needs: the gallery, tests and exports are made from this list. */
import type { TextKey } from '@i18n/index.ts';
import MetricChart, { meta as metric } from './MetricChart.svelte';
import PlotChart, { meta as plot } from './PlotChart.svelte';

export interface ChartMeta {
  id: string;
  /** Key of its name in src/i18n. */
  label: TextKey;
  /** The data that it takes. */
  needs: 'series' | 'plot';
  axes: { x: 'linear'; y: 'linear' | 'linear-or-log' };
  /** Key of what it says without data. */
  empty: TextKey;
}

export type Chart =
  { meta: ChartMeta; component: typeof MetricChart } | { meta: ChartMeta; component: typeof PlotChart };

/* eslint-disable @typescript-eslint/no-unsafe-assignment -- the linter does not see what components export; svelte-check does */
export const CHARTS: readonly Chart[] = [
  { meta: metric, component: MetricChart },
  { meta: plot, component: PlotChart }
];
