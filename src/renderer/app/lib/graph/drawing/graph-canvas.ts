/**
 * The graph on the screen: a canvas for what rests, drawn when the picture or the view changes, and one over it for what
 * moves, drawn with each frame. Only what is in sight is drawn, as the shapes that exports are made of.
 * Not here: pan and zoom, and when to draw (`../stage-view.ts`).
 */
import type { Moment } from './elements.ts';
import type { Colours } from './colours.ts';
import { detailAt } from './detail.ts';
import { edgeShapes } from './edge-shapes.ts';
import { frameShapes, type Frames } from './frame-shapes.ts';
import { overlaps, type Extent } from './extent.ts';
import { extentOfPlace, NO_GEOMETRY, type Geometry } from './geometry.ts';
import { movementExtent, movementShapes } from './movement-shapes.ts';
import { nodeShapes } from './node-shapes.ts';
import { measuredBy, paintShapes } from './paint.ts';
import { extentOfSight, type Sight } from './sight.ts';

/** What reaches over a node's box: an outline, a thick line. */
const MARGIN = 16;

export type View = Omit<Sight, 'measure' | 'scale'>;

export class GraphCanvas {
  readonly #resting: HTMLCanvasElement;
  readonly #moving: HTMLCanvasElement;
  geometry: Geometry = NO_GEOMETRY;
  /** Nothing is on the canvas for what moves. */
  #clear = true;
  /** The part of the view that the canvas for what moves covers, and what it was computed from. */
  #area: Extent | null = null;
  #areaKey: readonly unknown[] = [];

  constructor(resting: HTMLCanvasElement, moving: HTMLCanvasElement) {
    this.#resting = resting;
    this.#moving = moving;
  }

  draw(moment: Moment, frames: Frames, view: View, colours: Colours): void {
    const context = fitted(this.#resting, view);
    if (!context) return;
    const ratio = globalThis.devicePixelRatio || 1;
    context.clearRect(0, 0, this.#resting.width, this.#resting.height);
    const { zoom, pan } = view;
    const sight = { ...view, scale: colours.scale, measure: measuredBy(context, colours.font) };
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintShapes(context, frameShapes(frames, sight, colours), colours.font);
    const scale = ratio * zoom;
    context.setTransform(scale, 0, 0, scale, ratio * pan.x, ratio * pan.y);
    const { x1, y1, x2, y2 } = extentOfSight(sight);
    const seen = { x1: x1 - MARGIN, y1: y1 - MARGIN, x2: x2 + MARGIN, y2: y2 + MARGIN };
    for (const [id, { points, extent }] of this.geometry.courses) {
      const edge = overlaps(extent, seen) ? moment.final.edges.get(id) : undefined;
      if (edge) paintShapes(context, edgeShapes(moment, edge, points, colours), colours.font);
    }
    const look = { colours, detail: detailAt(zoom) };
    for (const [id, place] of this.geometry.places) {
      const node = overlaps(extentOfPlace(place), seen) ? moment.final.nodes.get(id) : undefined;
      if (node) paintShapes(context, nodeShapes(moment, node, place, look), colours.font);
    }
  }

  move(moment: Moment, view: View, colours: Colours): void {
    const context = this.#moving.getContext('2d');
    if (!context) return;
    const sight = { ...view, scale: colours.scale, measure: measuredBy(context, colours.font) };
    const area = this.#areaOf(moment, sight, colours);
    const shapes = area ? movementShapes(moment, this.geometry, sight, colours) : [];
    if (this.#clear && shapes.length === 0) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.#moving.width, this.#moving.height);
    this.#clear = shapes.length === 0;
    const ratio = globalThis.devicePixelRatio || 1;
    if (area) context.setTransform(ratio, 0, 0, ratio, -area.x1 * ratio, -area.y1 * ratio);
    paintShapes(context, shapes, colours.font);
  }

  /** Only where something moves during this event: the screen draws each frame as much as the canvas covers. */
  #areaOf(moment: Moment, sight: Sight, colours: Colours): Extent | null {
    const { zoom, pan, width, height } = sight;
    const key = [moment.activity, moment.moving, this.geometry, zoom, pan.x, pan.y, width, height, colours];
    if (key.every((part, index) => part === this.#areaKey[index])) return this.#area;
    this.#areaKey = key;
    const wanted = movementExtent(moment, this.geometry, sight, colours);
    const area = wanted && {
      x1: Math.max(Math.floor(wanted.x1) - 4, 0),
      y1: Math.max(Math.floor(wanted.y1) - 4, 0),
      x2: Math.min(Math.ceil(wanted.x2) + 4, width),
      y2: Math.min(Math.ceil(wanted.y2) + 4, height)
    };
    this.#area = area && area.x2 > area.x1 && area.y2 > area.y1 ? area : null;
    if (this.#area) place(this.#moving, this.#area);
    this.#clear = false;
    return this.#area;
  }
}

function place(canvas: HTMLCanvasElement, { x1, y1, x2, y2 }: Extent): void {
  const ratio = globalThis.devicePixelRatio || 1;
  canvas.width = Math.round((x2 - x1) * ratio);
  canvas.height = Math.round((y2 - y1) * ratio);
  Object.assign(canvas.style, { left: `${x1}px`, top: `${y1}px`, width: `${x2 - x1}px`, height: `${y2 - y1}px` });
}

/** The canvas' context, the canvas as large as the view, without a transform. */
function fitted(canvas: HTMLCanvasElement, view: View): CanvasRenderingContext2D | null {
  const ratio = globalThis.devicePixelRatio || 1;
  const [width, height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  context?.setTransform(1, 0, 0, 1, 0, 0);
  return context;
}
