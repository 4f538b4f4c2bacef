/**
 * Normalising channels in WebAssembly, in as few passes over the pictures as there are sums that wait for each other:
 * two for the moments, one for the result, two for the gradients. Pictures stream through the workspace in blocks. Every
 * sum runs in the order of plain, so results equal plain's. null: not for these
 * kernels, as short rows and other dtypes are.
 * The kernels: channels.as.ts.
 */
import { allocateUnset, isFloat } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import { sharpnessOf } from '../../by-channels.ts';
import type { ChannelMoments, NormaliseGradient } from '../../pictures.ts';
import { plain } from '../../plain/index.ts';
import { type Kernels, kernels } from '../instance.ts';
import { copyOut, memory, Workspace } from '../workspace.ts';
import { type Floats, place, rowMajor } from './row-major.ts';

/** Rows shorter than this are quicker one array operation after the other. */
const SHORT = 8;
/** Elements of a block; also where NumPy cuts a row that it adds up. */
const BLOCK = 8192;

type Kernel = 'channelSums' | 'channelSquares' | 'normalise' | 'channelProducts' | 'normaliseGradient';

export function channelMoments(x: NDArray): ChannelMoments | null {
  if (!suits(x)) return null;
  const count = x.size / channelsOf(x);
  const mean = plain.binary('div', added(x, 'channelSums', {}), count);
  return { mean, variance: plain.binary('div', added(x, 'channelSquares', { mean }), count) };
}

export function normalise(
  x: NDArray,
  moments: ChannelMoments,
  gamma: NDArray,
  beta: NDArray,
  eps: number
): NDArray | null {
  const { mean, variance } = moments;
  if (!suits(x, mean, variance, gamma, beta)) return null;
  const out = allocateUnset(x.dtype, x.size) as Floats;
  stream(
    'normalise',
    { x },
    { mean, sharpness: sharpnessOf(plain, variance, eps), scale: gamma, shift: beta },
    [],
    out
  );
  return NDArray.wrap(out, x.shape, x.dtype);
}

export function normaliseGradient(
  gy: NDArray,
  x: NDArray,
  moments: ChannelMoments,
  gamma: NDArray,
  eps: number
): NormaliseGradient | null {
  const { mean, variance } = moments;
  if (!suits(x, gy, mean, variance, gamma)) return null;
  const sharpness = sharpnessOf(plain, variance, eps);
  const sums = { beta: NDArray.empty(mean.shape, x.dtype), gamma: NDArray.empty(mean.shape, x.dtype) };
  stream('channelProducts', { x, gy }, { mean, sharpness }, [sums.beta, sums.gamma], null);
  const out = allocateUnset(x.dtype, x.size) as Floats;
  const share = (one: NDArray): NDArray => plain.binary('div', one, x.size / mean.size);
  const numbers = {
    ...{ mean, sharpness, scale: plain.binary('mul', gamma, sharpness) },
    ...{ shift: share(sums.beta), pull: share(sums.gamma) }
  };
  stream('normaliseGradient', { x, gy }, numbers, [], out);
  return { x: NDArray.wrap(out, x.shape, x.dtype), ...sums };
}

/** Whether rows are long, there are several channels (plain adds a lone one as one row), and all dtypes are x's. */
function suits(x: NDArray, ...others: readonly NDArray[]): boolean {
  return (
    isFloat(x.dtype) &&
    x.size > 0 &&
    channelsOf(x) > 1 &&
    lengthOf(x) >= SHORT &&
    others.every(({ dtype }) => dtype === x.dtype)
  );
}

function channelsOf(x: NDArray): number {
  return x.shape[1] ?? 1;
}

function lengthOf(x: NDArray): number {
  return x.shape.slice(2).reduce((a, b) => a * b, 1);
}

function added(x: NDArray, kernel: Kernel, numbers: Numbers): NDArray {
  const sum = NDArray.empty([channelsOf(x)], x.dtype);
  stream(kernel, { x }, numbers, [sum], null);
  return sum;
}

/** Arrays of one number for each channel, as the kernels name them. */
interface Numbers {
  readonly mean?: NDArray;
  readonly sharpness?: NDArray;
  readonly scale?: NDArray;
  readonly shift?: NDArray;
  readonly pull?: NDArray;
}

/** Lets x (and gy) pass block by block; what is added up goes to `sums`, results to `out`. */
function stream(
  kernel: Kernel,
  { x, gy }: { readonly x: NDArray; readonly gy?: NDArray },
  { mean, sharpness, scale, shift, pull }: Numbers,
  sums: readonly NDArray[],
  out: Floats | null
): void {
  const size = x.dtype === 'float32' ? 4 : 8;
  const run = kernels()[`${kernel}${size === 4 ? '32' : '64'}` satisfies keyof Kernels];
  const channels = channelsOf(x);
  const length = lengthOf(x);
  const most = Math.min(x.size, BLOCK);
  const space = new Workspace();
  const words = space.take(64);
  const [atX, atGy, atY] = [space.take(most * size), space.take(most * size), space.take(most * size)];
  const numbers = [mean, sharpness, scale, shift, pull].map((array) => ({ array, at: space.take(channels * size) }));
  const results = [0, 1].map((i) => ({ array: sums[i], at: space.take(channels * size) }));
  space.ready();
  const { int32 } = memory();
  for (const { array, at } of [...numbers, ...results]) {
    if (array === undefined) continue;
    place(at, rowMajor(array), 0, channels, size);
  }
  int32.set([0, 0, 0, channels, atX, atGy, atY, ...[...numbers, ...results].map(({ at }) => at)], words / 4);
  const pictures = rowMajor(x);
  const gradients = gy === undefined ? null : rowMajor(gy);
  // Several whole rows, or a piece of a long one.
  const rows = Math.max(1, Math.floor(BLOCK / length));
  for (let first = 0; first < x.size;) {
    const inRow = first % length;
    const piece = length <= BLOCK ? length : Math.min(BLOCK, length - inRow);
    const count = length <= BLOCK ? Math.min(rows, (x.size - first) / length) : 1;
    const last = first + count * piece;
    int32.set([count, piece, Math.floor(first / length) % channels], words / 4);
    place(atX, pictures, first, last, size);
    if (gradients) place(atGy, gradients, first, last, size);
    run(words);
    if (out) copyOut(atY, out, first, last - first);
    first = last;
  }
  for (const { array, at } of results)
    if (array !== undefined) copyOut(at, array.storage.write() as Floats, 0, channels);
}
