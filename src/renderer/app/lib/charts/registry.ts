/** All charts, with what each of them needs: the gallery, tests and exports are made from this list. */
import type { TextKey } from '@i18n/index.ts';
import ConfusionChart, { meta as confusion } from './ConfusionChart.svelte';
import HistogramsChart, { meta as histograms } from './HistogramsChart.svelte';
import MetricChart, { meta as metric } from './MetricChart.svelte';
import OverlayChart, { meta as overlay } from './OverlayChart.svelte';
import PlotChart, { meta as plot } from './PlotChart.svelte';
import RatioChart, { meta as ratio } from './RatioChart.svelte';
import RegionsChart, { meta as regions } from './RegionsChart.svelte';
import SamplesChart, { meta as samples } from './SamplesChart.svelte';
import ScatterChart, { meta as scatter } from './ScatterChart.svelte';

export interface ChartMeta {
  id: string;
  /** Key of its name in src/i18n. */
  label: TextKey;
  /** The data that it takes. */
  needs: 'series' | 'plot' | 'histograms' | 'ratios' | 'confusion' | 'regions' | 'samples' | 'overlay' | 'points';
  axes: {
    x: 'linear' | 'linear-or-log' | 'linear-log-or-category' | 'classes' | 'none';
    y: 'linear' | 'log' | 'linear-or-log' | 'classes' | 'none';
  };
  /** Key of what it says without data. */
  empty: TextKey;
}

export type Chart =
  | { meta: ChartMeta; component: typeof ConfusionChart }
  | { meta: ChartMeta; component: typeof HistogramsChart }
  | { meta: ChartMeta; component: typeof MetricChart }
  | { meta: ChartMeta; component: typeof OverlayChart }
  | { meta: ChartMeta; component: typeof PlotChart }
  | { meta: ChartMeta; component: typeof RatioChart }
  | { meta: ChartMeta; component: typeof RegionsChart }
  | { meta: ChartMeta; component: typeof SamplesChart }
  | { meta: ChartMeta; component: typeof ScatterChart };

/* eslint-disable @typescript-eslint/no-unsafe-assignment -- the linter does not see what components export; svelte-check does */
export const CHARTS: readonly Chart[] = [
  { meta: confusion, component: ConfusionChart },
  { meta: histograms, component: HistogramsChart },
  { meta: metric, component: MetricChart },
  { meta: overlay, component: OverlayChart },
  { meta: plot, component: PlotChart },
  { meta: ratio, component: RatioChart },
  { meta: regions, component: RegionsChart },
  { meta: samples, component: SamplesChart },
  { meta: scatter, component: ScatterChart }
];
