/**
 * Files of what the comparison shows: CSV with every row of what is drawn (also where the picture is thinned), PNG and SVG
 * of the chart with its legend. Not here: where they are saved (lib/graph/export/save-file.ts).
 */
import type { Translate } from '@i18n/index.ts';
import { frameOf } from '../../lib/charts/overlay/frame.ts';
import { drawingOfFrame, type DrawingLook } from '../../lib/charts/overlay/overlay-drawing.ts';
import type { Drawing } from '../../lib/graph/drawing/drawing.ts';
import { pngOf } from '../../lib/graph/export/raster.ts';
import type { Save } from '../../lib/graph/export/save-file.ts';
import { svgOf } from '../../lib/graph/export/svg.ts';
import type { CompareState } from './compare-state.svelte.ts';
import { axisName, keyName } from './compare-words.ts';
import { groupsCsv, runsCsvHead, runsCsvRows } from './curves-csv.ts';
import { groupCurves, runCurves } from './shown-curves.ts';

export type CompareFile = 'csv' | 'png' | 'svg';

const SIZE = { width: 960, height: 600, font: 14, columns: 120_000 };
const PNG_SCALE = 2;
/** Runs whose rows are in memory at once. */
const RUNS_AT_ONCE = 4;

export interface ExportOf {
  state: CompareState;
  title: string;
  t: Translate;
  look: () => DrawingLook;
}

/** False when the user cancelled. */
export function saveComparison(save: Save, kind: CompareFile, of: ExportOf): Promise<boolean> {
  return save({
    kind,
    name: of.title,
    make: async (write) => {
      if (kind === 'csv') for await (const text of csvOf(of)) await write(new TextEncoder().encode(text));
      else if (kind === 'png') await write(await pngOf(chartDrawing(of), PNG_SCALE));
      else await write(new TextEncoder().encode(svgOf(chartDrawing(of), of.title)));
    }
  });
}

async function* csvOf({ state, t }: ExportOf): AsyncGenerator<string> {
  const { x, metric, group, options, zoom, visible, wanted, page } = state;
  const names = [...wanted];
  const words = { x: axisName(x, t), metric, group: keyName(group, t) };
  const full = async (runs: typeof visible) => {
    const ids = runs.map((run) => run.id);
    return runCurves(runs, await (group === '' ? page.full(ids, names) : page.fullMeans(ids, names)), metric, x);
  };
  if (group !== '') {
    const rows = [];
    for (let at = 0; at < visible.length; at += RUNS_AT_ONCE)
      rows.push(...(await full(visible.slice(at, at + RUNS_AT_ONCE))));
    const groups = groupCurves(rows, { ...options, group }, (one) => String(one.value ?? ''));
    yield groupsCsv(groups, words, zoom);
    return;
  }
  yield runsCsvHead(words, options.smoothing > 0);
  for (let at = 0; at < visible.length; at += RUNS_AT_ONCE)
    yield runsCsvRows(await full(visible.slice(at, at + RUNS_AT_ONCE)), options.smoothing, zoom);
}

function chartDrawing({ state, title, t, look }: ExportOf): Drawing {
  const { curves, options, zoom, metric, x } = state;
  const frame = frameOf({ ...SIZE, curves, window: zoom, logX: options.logX, logY: options.logY });
  if (frame === null) throw new Error('compare: there is nothing to draw');
  const more = (count: number) => t('chart.andMore', { count });
  return drawingOfFrame(frame, { title, xLabel: axisName(x, t), yLabel: metric, more }, look());
}
