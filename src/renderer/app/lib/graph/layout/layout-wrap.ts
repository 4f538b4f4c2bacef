/**
 * Wraps a small layered layout like a snake: every second row runs from right to left, so that a long chain fills a
 * narrow stage instead of shrinking to a line. Rows part only where a single edge passes, and that edge goes straight
 * down. Pure. Not here: the layers themselves (`layout.ts`).
 */
import type { LayoutRequest, LayoutResult, Point } from './layout.ts';

/** What the stage offers, in pixels on the screen. */
export interface Room {
  width: number;
  height: number;
  /** At this zoom everything can be read: a layout that reaches it is not wrapped. */
  enough: number;
}

/** The way an edge takes where it does not run from left to right. */
export type Course = 'left' | 'down';

/** Larger graphs keep one direction: they are read by moving along them. */
export const MOST_WRAPPED = 80;
const ROW_GAP = 78;
/** A wrapped graph has to be this much larger than the plain one. */
const WORTH = 1.12;

/** The layout as given, or wrapped where that makes it larger on the screen. */
export function wrapToRoom(request: LayoutRequest, layout: LayoutResult, room: Room): LayoutResult {
  if (request.nodes.length > MOST_WRAPPED || room.width <= 0 || room.height <= 0) return layout;
  const boxes = request.nodes.flatMap((node) => {
    const at = layout.positions[node.id];
    return at ? [{ ...node, ...at }] : [];
  });
  const plain = zoomOf(boxes, room);
  if (plain >= room.enough || boxes.some((box) => box.pass === 'backward')) return layout;
  const columns = columnsOf(boxes);
  const lifted = liftTargets(columns, request.edges);
  const cuts = cutsOf(columns, request.edges);
  let best = { zoom: plain * WORTH, layout };
  for (const rows of rowings(columns, cuts)) {
    const wrapped = placed(rows, request, layout, lifted);
    const zoom = zoomOf(
      boxes.map((box) => ({ ...box, ...wrapped.positions[box.id] })),
      room
    );
    if (zoom > best.zoom) best = { zoom, layout: wrapped };
  }
  return best.layout;
}

interface Box extends Point {
  id: string;
  width: number;
  height: number;
}

function zoomOf(boxes: readonly Box[], room: Room): number {
  const { left, right, top, bottom } = extentOf(boxes);
  return Math.min(room.width / Math.max(right - left, 1), room.height / Math.max(bottom - top, 1));
}

function extentOf(boxes: readonly Box[]): { left: number; right: number; top: number; bottom: number } {
  return {
    left: Math.min(...boxes.map((box) => box.x - box.width / 2)),
    right: Math.max(...boxes.map((box) => box.x + box.width / 2)),
    top: Math.min(...boxes.map((box) => box.y - box.height / 2)),
    bottom: Math.max(...boxes.map((box) => box.y + box.height / 2))
  };
}

/** From left to right, each from top to bottom. */
function columnsOf(boxes: readonly Box[]): Box[][] {
  const columns: Box[][] = [];
  for (const box of [...boxes].sort((a, b) => a.x - b.x)) {
    const last = columns.at(-1);
    if (last?.[0] && Math.abs(last[0].x - box.x) < 1) last.push(box);
    else columns.push([box]);
  }
  for (const column of columns) column.sort((a, b) => a.y - b.y);
  return columns;
}

/**
 * Where one edge comes into a column of leaves (the weights of the next layer), its target goes to the top, so that a
 * row can end there. Answers what was moved.
 */
function liftTargets(columns: readonly Box[][], edges: LayoutRequest['edges']): ReadonlySet<string> {
  const moved = new Set<string>();
  const reached = new Set(edges.map(({ target }) => target));
  for (const column of columns.slice(1)) {
    const [first, ...others] = column.filter((box) => reached.has(box.id));
    const top = column[0];
    if (!first || !top || first === top || others.length > 0) continue;
    [first.y, top.y] = [top.y + (first.height - top.height) / 2, first.y + (first.height - top.height) / 2];
    moved.add(first.id).add(top.id);
    column.sort((a, b) => a.y - b.y);
  }
  return moved;
}

/** Columns before which a row may end: one edge passes, from the lowest of one column to the highest of the next. */
function cutsOf(columns: readonly Box[][], edges: LayoutRequest['edges']): Set<number> {
  const columnOf = new Map(columns.flatMap((column, index) => column.map((box) => [box.id, index] as const)));
  const cuts = new Set<number>();
  for (let index = 1; index < columns.length; index++) {
    const passing = edges.filter(
      ({ source, target }) => (columnOf.get(source) ?? 0) < index && (columnOf.get(target) ?? 0) >= index
    );
    const [edge] = passing;
    const direct = edge?.source === columns[index - 1]?.at(-1)?.id && edge?.target === columns[index]?.[0]?.id;
    if (passing.length === 1 && direct) cuts.add(index);
  }
  return cuts;
}

/** The ways to part the columns, one for each width that a row may have. */
function* rowings(columns: readonly Box[][], cuts: ReadonlySet<number>): Generator<Box[][][]> {
  const seen = new Set<number>();
  const left = extentOf(columns[0] ?? []).left;
  for (const column of columns) {
    const rows = broken(columns, cuts, extentOf(column).right - left);
    if (rows.length > 1 && !seen.has(rows.length)) {
      seen.add(rows.length);
      yield rows;
    }
  }
}

function broken(columns: readonly Box[][], cuts: ReadonlySet<number>, width: number): Box[][][] {
  const rows: Box[][][] = [];
  const legal = [...cuts];
  let start = 0;
  while (start < columns.length) {
    const { left } = extentOf(columns[start] ?? []);
    const fits = (end: number) => extentOf(columns[end - 1] ?? []).right - left <= width + 1;
    const ends = [...legal, columns.length].filter((end) => end > start);
    const end = ends.filter(fits).at(-1) ?? ends[0] ?? columns.length;
    rows.push(columns.slice(start, end));
    start = end;
  }
  return rows;
}

function placed(
  rows: readonly Box[][][],
  request: LayoutRequest,
  layout: LayoutResult,
  lifted: ReadonlySet<string>
): LayoutResult {
  const positions: Record<string, Point> = {};
  const rowOf = new Map<string, number>();
  let top = 0;
  let turn: number | null = null;
  for (const [index, row] of rows.entries()) {
    const boxes = row.flat();
    const extent = extentOf(boxes);
    const sign = index % 2 === 0 ? 1 : -1;
    // The first column lies right under the last one of the row before.
    const first = row[0]?.[0]?.x ?? 0;
    const shift: number = turn === null ? 0 : turn - sign * first;
    for (const box of boxes) {
      positions[box.id] = { x: sign * box.x + shift, y: box.y - extent.top + top };
      rowOf.set(box.id, index);
    }
    turn = sign * (row.at(-1)?.[0]?.x ?? 0) + shift;
    top += extent.bottom - extent.top + ROW_GAP;
  }
  const courses: Record<string, Course> = {};
  const bends: LayoutResult['bends'] = {};
  for (const { id, source, target } of request.edges) {
    const row = rowOf.get(source) ?? 0;
    const down = rowOf.get(target) !== row;
    const back = !down && row % 2 === 1;
    if (down) courses[id] = 'down';
    else if (back) courses[id] = 'left';
    const bend = lifted.has(source) || lifted.has(target) ? undefined : layout.bends[id];
    if (bend && !down) bends[id] = back ? { ...bend, distances: bend.distances.map((distance) => -distance) } : bend;
  }
  return { positions, bends, courses };
}
