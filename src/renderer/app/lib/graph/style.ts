/**
 * The stage's colours, taken from the theme's CSS variables, and the cytoscape style sheet made of them.
 *
 * Forward, backward and update differ in colour and in line, of edges and nodes: solid, dashed (and against the arrow),
 * dotted. Text is drawn by `overlay.ts`, so no node here has a label.
 */
import type { EdgeSingular, StylesheetJson } from 'cytoscape';

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

export function stylesheet(c: Colours): StylesheetJson {
  const thick = c.stroke + 2;
  return [
    {
      selector: 'node',
      style: {
        width: 'data(width)',
        height: 'data(height)',
        'background-color': c.surface,
        'border-color': c.border,
        'border-width': c.stroke
      }
    },
    { selector: '.variable', style: { shape: 'round-rectangle', 'corner-radius': '24' } },
    { selector: '.function', style: { shape: 'rectangle', 'background-color': c.surface2 } },
    // A frame within the frame: there is more in it.
    {
      selector: '.group',
      style: {
        shape: 'rectangle',
        'background-color': c.surface2,
        'border-style': 'double',
        'border-width': c.stroke + 6
      }
    },
    { selector: '.parameter', style: { 'border-style': 'double', 'border-width': c.stroke + 4 } },
    { selector: '.empty, node.future', style: { 'background-opacity': 0, 'border-style': 'dashed' } },
    { selector: 'node.future', style: { opacity: 0.5 } },
    { selector: '.queued', style: { 'border-color': c.backward, 'border-style': 'dashed', 'border-width': c.stroke } },
    { selector: '.dim', style: { opacity: 0.65 } },
    { selector: 'node.future.dim', style: { opacity: 0.35 } },
    lit('forward', c.forward, c.forwardSoft, thick, 'solid'),
    lit('backward', c.backward, c.backwardSoft, thick, 'dashed'),
    lit('update', c.update, c.updateSoft, thick + 1, 'dotted'),
    { selector: '.popped', style: { 'border-color': c.backward, 'background-color': c.backwardSoft, opacity: 1 } },
    { selector: '.overwritten', style: { 'border-color': c.danger, 'border-style': 'double', 'border-width': 6 } },
    {
      selector: '.selected',
      style: { 'outline-color': c.accent, 'outline-width': thick, 'outline-offset': 5, 'outline-style': 'solid' }
    },
    {
      selector: 'edge',
      style: {
        width: c.stroke,
        'line-color': c.border,
        'curve-style': 'straight',
        'target-arrow-shape': 'triangle',
        'target-arrow-color': c.border,
        'source-arrow-color': c.border,
        'arrow-scale': 1.15
      }
    },
    {
      selector: 'edge.bent',
      style: {
        'curve-style': 'unbundled-bezier',
        'control-point-weights': (edge) => edge.data('weights') as number[],
        'control-point-distances': (edge) => edge.data('distances') as number[],
        'edge-distances': 'node-position'
      }
    },
    {
      selector: 'edge[sourceEnd]',
      style: {
        'source-endpoint': (edge: EdgeSingular) => edge.data('sourceEnd') as string,
        'target-endpoint': (edge: EdgeSingular) => edge.data('targetEnd') as string
      }
    },
    { selector: 'edge.bow', style: { 'curve-style': 'bezier' } },
    { selector: 'edge.future', style: { 'line-style': 'dashed', opacity: 0.3 } },
    { selector: 'edge.pass-backward', style: { 'line-style': 'dashed', 'line-dash-pattern': [3, 4] } },
    { selector: 'edge.dim', style: { opacity: 0.45 } },
    {
      selector: 'edge.lit-forward',
      style: {
        'line-color': c.forward,
        'target-arrow-color': c.forward,
        'line-style': 'solid',
        width: thick,
        opacity: 1
      }
    },
    {
      selector: 'edge.lit-backward',
      style: {
        'line-color': c.backward,
        'source-arrow-color': c.backward,
        'source-arrow-shape': 'triangle',
        'target-arrow-shape': 'none',
        'line-style': 'dashed',
        'line-dash-pattern': [9, 6],
        width: thick,
        opacity: 1
      }
    },
    { selector: '.hidden', style: { display: 'none' } }
  ];
}

function lit(tone: string, line: string, fill: string, width: number, border: 'solid' | 'dashed' | 'dotted') {
  return {
    selector: `node.lit-${tone}`,
    style: {
      ...{ 'border-color': line, 'border-width': width, 'border-style': border, 'border-dash-pattern': [12, 6] },
      ...{ 'background-color': fill, opacity: 1 }
    }
  } as const;
}
