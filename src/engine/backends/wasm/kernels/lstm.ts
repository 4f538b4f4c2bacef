/**
 * A step of an LSTM in one job: threads take some columns of the state each, from the sums of the gates to the next state, so
 * nothing is copied in between. Null for small and very large steps, other dtypes and arrays that do not lie row by row.
 * The kernel is lstm.as.ts.
 */
import { allocateUnset, isFloat } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import { fours, type LSTMInputs, type LSTMValues } from '../../lstm.ts';
import { jobPlaces, runJob, threadsFor } from '../jobs.ts';
import { planProduct } from '../tournament.ts';
import { copyIn, copyOut, Workspace } from '../workspace.ts';
import { inWorkspace } from './in-workspace.ts';
import { CHUNK, K_BLOCK, WAKING } from './product-job.ts';
import type { Floats } from './row-major.ts';

/** Multiplications that are worth a call. */
const FEW = 1 << 14;
const CHUNKS_PER_THREAD = 3;
/** Rows at most: all of them are packed at once. */
const MOST_ROWS = 256;

// As in lstm.as.ts.
const [SPARE, SCRATCH] = [512, 1024];
/** f, i, o, u, tanh c, h, c, and room for two sums. */
const [RESULTS, BUFFERS] = [7, 9];

export function lstm(inputs: LSTMInputs): LSTMValues | null {
  const { x, h } = inputs;
  const [rows, columns, size] = [h.shape[0] ?? 0, x.shape[1] ?? 0, h.shape[1] ?? 0];
  const work = 4 * rows * size * (columns + size);
  if (work < FEW || rows > MOST_ROWS || Math.max(columns, size) > K_BLOCK || !fits(inputs)) return null;
  const results = Array.from({ length: RESULTS }, () => allocateUnset(h.dtype, h.size) as Floats);
  if (!inWorkspace(() => void step(inputs, results, work))) return null;
  const value = (index: number): NDArray => NDArray.wrap(results[index] as Floats, h.shape, h.dtype);
  return { gates: fours(value), tanhC: value(4), h: value(5), c: value(6) };
}

/** Whether all lies row by row, with weights of the states' dtype, or of float32 beside float64. */
function fits({ x, h, c, Wx, b, Wh }: LSTMInputs): boolean {
  const weights = [...Wx, ...b, ...Wh];
  const dtype = weights[0]?.dtype;
  return (
    isFloat(h.dtype) &&
    [x, c].every((one) => one.dtype === h.dtype) &&
    (dtype === h.dtype || (dtype === 'float32' && h.dtype === 'float64')) &&
    weights.every((one) => one.dtype === dtype) &&
    [x, h, c, ...weights].every((one) => one.contiguous)
  );
}

function step({ x, h, c, Wx, b, Wh }: LSTMInputs, results: readonly Floats[], work: number): void {
  const [rows = 0, size = 0] = h.shape;
  const inputs = x.shape[1] ?? 0;
  const single = h.dtype === 'float32';
  const element = single ? 4 : 8;
  const wide = Wx[0].dtype !== h.dtype;
  const most = Math.floor(work / CHUNK);
  const wake = work >= WAKING;
  const threads = threadsFor(most, wake);
  const wanted = threads === 1 ? 1 : Math.min(most, threads * CHUNKS_PER_THREAD);
  const { tile } = planProduct(single ? 32 : 64, rows, Math.ceil(size / wanted), false);
  const panels = Math.ceil(size / tile.columns);
  const chunks = Math.min(wanted, panels);
  const columns = Math.ceil(panels / chunks) * tile.columns;
  const depth = Math.max(inputs, size);
  const rowBytes = aligned((rows + tile.rows) * depth * element);
  const columnBytes = aligned((columns + tile.columns) * depth * element);
  const bufferBytes = aligned(rows * columns * element + 16);
  const placeBytes = SPARE + SCRATCH + 2 * rowBytes + columnBytes + BUFFERS * bufferBytes;
  const space = new Workspace();
  const place = space.take(placeBytes * jobPlaces());
  const copies: (() => void)[] = [];
  /** Several arrays one behind the other. */
  const given = (arrays: readonly NDArray[], width: 4 | 8): number => {
    const address = space.take(arrays.reduce((sum, one) => sum + one.size, 0) * width);
    let at = address;
    for (const { storage, offset, size: count } of arrays) {
      const to = at;
      copies.push(() => {
        copyIn(to, storage.read(), offset, offset + count, width);
      });
      at += count * width;
    }
    return address;
  };
  const width = wide ? 4 : element;
  const operands = [
    ...[given([x], element), given([h], element), given([c], element)],
    ...[given(Wx, width), given(b, element), given(Wh, width)]
  ];
  const out = space.take(RESULTS * h.size * element);
  space.ready();
  for (const copy of copies) copy();
  const job = [
    ...[...operands, out, rows, inputs, size, chunks],
    ...[tile.shape, tile.rows, tile.columns, wide ? 1 : 0],
    ...[place, placeBytes, rowBytes, columnBytes, bufferBytes]
  ];
  runJob(single ? 'lstm32' : 'lstm64', chunks, job, threads > 1, wake);
  for (const [i, result] of results.entries()) copyOut(out + i * h.size * element, result, 0, h.size);
}

const aligned = (bytes: number): number => Math.ceil(bytes / 64) * 64;
