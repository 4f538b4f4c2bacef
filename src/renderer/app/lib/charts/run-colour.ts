/**
 * The look of a run in every chart, list and legend: a colour, a dash and a marker that belong to the run, never to its
 * position in a list. The colour is the one that was chosen for it, else a stable hash of its id. Colours are custom
 * properties, so that each theme has its own variant (`run-colours.css`); dash and marker tell runs apart where colour does
 * not.
 */
import { RUN_COLORS, type RunSummary } from '@ipc/runs.ts';

/** What the look follows from. */
export type Coloured = Pick<RunSummary, 'id' | 'color'>;

/** Lengths of strokes and gaps for SVG and canvas; '' is a solid line. */
export const DASHES = ['', '7 4', '2 3', '9 3 2 3', '12 5'] as const;

export const MARKERS = ['circle', 'square', 'triangle', 'diamond', 'cross'] as const;
export type Marker = (typeof MARKERS)[number];

export interface RunLook {
  /** A CSS colour: `var(--run-3)`. */
  color: string;
  dash: string;
  marker: Marker;
}

/** The look of one run by itself. */
export function runLook({ id, color }: Coloured): RunLook {
  const look = groupLook(id);
  return color === null ? look : { ...look, color: colourAt(color) };
}

/** The look of what has no colour of its own, by its name: runs that share a value. */
export function groupLook(name: string): RunLook {
  const hash = hashOf(name);
  return lookAt(hash % RUN_COLORS, 0, Math.floor(hash / RUN_COLORS) % MARKERS.length);
}

/**
 * The looks of runs that are shown together. Each keeps its colour and marker; runs that share a colour get different
 * dashes, in the order of their ids, so that the answer does not depend on the order in which they were chosen.
 */
export function runLooks(runs: readonly Coloured[]): Map<string, RunLook> {
  const looks = new Map<string, RunLook>();
  const used = new Map<string, number>();
  for (const run of [...runs].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (looks.has(run.id)) continue;
    const look = runLook(run);
    const times = used.get(look.color) ?? 0;
    used.set(look.color, times + 1);
    looks.set(run.id, { ...look, dash: DASHES[times % DASHES.length] ?? '' });
  }
  return looks;
}

/** The look of the n-th series of something that is not a run: a plot's series, a run's own metrics. */
export const seriesLook = (index: number): RunLook =>
  lookAt(index % RUN_COLORS, Math.floor(index / RUN_COLORS), index % MARKERS.length);

/** `var(--run-3)`; any whole number has one. */
export const colourAt = (color: number): string => `var(--run-${color % RUN_COLORS})`;

function lookAt(colour: number, dash: number, marker: number): RunLook {
  return {
    color: colourAt(colour),
    dash: DASHES[dash % DASHES.length] ?? '',
    marker: MARKERS[marker] ?? 'circle'
  };
}

/** FNV-1a, 32 bits, then MurmurHash3's final mix, so that ids that differ in their last character only spread as well. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
