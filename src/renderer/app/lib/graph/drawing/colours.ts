/**
 * The stage's colours and lines, taken from the theme's CSS variables.
 *
 * Forward, backward and update differ in colour and in line, of edges and nodes: solid, dashed (and against the arrow),
 * dotted. Not here: which part of a drawing takes which (`node-shapes.ts`, `edge-shapes.ts`).
 */
export interface Colours {
  text: string;
  muted: string;
  surface: string;
  surface2: string;
  border: string;
  accent: string;
  accentSoft: string;
  danger: string;
  dangerSoft: string;
  forward: string;
  forwardSoft: string;
  backward: string;
  backwardSoft: string;
  update: string;
  updateSoft: string;
  font: string;
  /** Width of a resting line. */
  stroke: number;
  /** Size of text on the screen against the usual 16 px. */
  scale: number;
}

/** The light theme, for pictures on paper and on slides, and for what a theme leaves out. */
export const LIGHT: Colours = {
  text: '#1a1e26',
  muted: '#525a69',
  surface: '#ffffff',
  surface2: '#eef0f4',
  border: '#7b8494',
  accent: '#4b3fc7',
  accentSoft: '#ecebfb',
  danger: '#b3261e',
  dangerSoft: '#fcebe9',
  forward: '#1560b3',
  forwardSoft: '#e4effb',
  backward: '#b04a06',
  backwardSoft: '#fdeede',
  update: '#1b7538',
  updateSoft: '#e3f4e8',
  font: 'sans-serif',
  stroke: 2,
  scale: 1
};

/** Reads the theme's variables at the root, where no screen can have given their names another meaning. */
export function readColours(element: Element): Colours {
  const theme = getComputedStyle(element.ownerDocument.documentElement);
  const read = (name: string, fallback: string) => theme.getPropertyValue(name).trim() || fallback;
  return {
    text: read('--text', LIGHT.text),
    muted: read('--text-muted', LIGHT.muted),
    surface: read('--surface', LIGHT.surface),
    surface2: read('--surface-2', LIGHT.surface2),
    border: read('--border-strong', LIGHT.border),
    accent: read('--accent', LIGHT.accent),
    accentSoft: read('--accent-soft', LIGHT.accentSoft),
    danger: read('--danger', LIGHT.danger),
    dangerSoft: read('--danger-soft', LIGHT.dangerSoft),
    forward: read('--forward', LIGHT.forward),
    forwardSoft: read('--forward-soft', LIGHT.forwardSoft),
    backward: read('--backward', LIGHT.backward),
    backwardSoft: read('--backward-soft', LIGHT.backwardSoft),
    update: read('--update', LIGHT.update),
    updateSoft: read('--update-soft', LIGHT.updateSoft),
    font: getComputedStyle(element).fontFamily || LIGHT.font,
    stroke: Number.parseFloat(read('--stroke-data', '2px')) || LIGHT.stroke,
    scale: (Number.parseFloat(read('--base', '16px')) || 16) / 16
  };
}
