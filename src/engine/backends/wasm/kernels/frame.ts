/**
 * How pictures lie in the workspace while windows slide over them: with zeros around, as far as a window reaches, and
 * the columns of each row sorted by their remainder to the stride. So every cell of a window is at a fixed distance
 * from its place, and places lie side by side. Pictures that are so already stay as they are. The kernel: frame.as.ts.
 */
import type { Pair } from '../../pictures.ts';
import { MOST_CHUNKS } from '../control.ts';
import { runJob } from '../jobs.ts';

/** What a thread frames in one go, about 50 us. */
const CHUNK_BYTES = 256 << 10;

/** What windows touch, in the coordinates of the frame, whose first row is `top` above the picture's first. */
export interface Reach {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
  /** The stride from column to column. */
  readonly phases: number;
}

export interface Frame {
  readonly reach: Reach;
  readonly channels: number;
  /** Of the pictures. */
  readonly size: Pair;
  readonly rows: number;
  /** Of each phase. */
  readonly columns: number;
  /** Elements of a framed picture. */
  readonly elements: number;
  /** Whether the pictures themselves do. */
  readonly isPicture: boolean;
}

export function frameOf(channels: number, size: Pair, reach: Reach): Frame {
  const isPicture =
    reach.phases === 1 && reach.top === 0 && reach.left === 0 && reach.height <= size[0] && reach.width <= size[1];
  const rows = isPicture ? size[0] : reach.height;
  const columns = isPicture ? size[1] : Math.ceil(reach.width / reach.phases);
  return { reach, channels, size, rows, columns, elements: channels * rows * reach.phases * columns, isPicture };
}

/** Elements from a row of the frame to the next. */
export function frameRow({ reach, columns }: Frame): number {
  return reach.phases * columns;
}

/** Where a cell of the frame lies, in elements. */
export function cellIn(frame: Frame, channel: number, y: number, x: number): number {
  const { phases } = frame.reach;
  return ((channel * frame.rows + y) * phases + (x % phases)) * frame.columns + Math.floor(x / phases);
}

/** Frames `count` pictures, from one address to another; `shared`: by all threads. */
export function putInFrames(
  frame: Frame,
  pictures: number,
  frames: number,
  count: number,
  size: 4 | 8,
  shared: boolean
): void {
  const { reach, channels } = frame;
  const [height, width] = frame.size;
  const perChunk = Math.max(1, Math.floor(CHUNK_BYTES / (frame.elements * size)), Math.ceil(count / MOST_CHUNKS));
  const words = [
    ...[pictures, channels * height * width * size],
    ...[frames, frame.elements * size],
    ...[channels, height, width],
    ...[Math.min(height, reach.height - reach.top), Math.min(width, reach.width - reach.left)],
    ...[frame.rows, frame.columns, reach.phases, reach.top, reach.left],
    ...[count, perChunk]
  ];
  runJob(size === 4 ? 'frame32' : 'frame64', Math.ceil(count / perChunk), words, shared);
}
