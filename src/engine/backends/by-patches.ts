/**
 * Convolution and pooling from the other kernels of a backend: patches (im2col), then a matrix product or a reduction.
 * This is what plain does, and what other backends do where they have nothing better. Patches take KH·KW times the
 * memory of the pictures, so for products a batch is worked off in portions. Not here: checks of shapes, derivatives.
 */
import { slice } from '../ndarray/indexing.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { type Shape, sizeOf } from '../ndarray/shape.ts';
import type { Backend } from './backend.ts';
import type { Pair, PictureKernels, Window2d } from './pictures.ts';

type PatchKernels = Pick<
  PictureKernels,
  | 'conv2d'
  | 'spread2d'
  | 'kernelGradient2d'
  | 'maxPool'
  | 'maxPoolSpread'
  | 'maxPoolPick'
  | 'averagePool'
  | 'averagePoolSpread'
>;

/** Patches of so many elements at a time: 64 MB in float32. */
const PORTION = 1 << 24;

/** `backend` gives the one whose kernels are used; it is asked at each call, so it may be made of these. */
export function byPatches(backend: () => Backend): PatchKernels {
  return {
    conv2d: (x, kernels, biases, window) => correlate(backend(), x, kernels, biases, window),
    spread2d: (x, kernels, window, size) => spread(backend(), x, kernels, window, size),
    kernelGradient2d: (x, gy, window) => kernelGradient(backend(), x, gy, window),
    maxPool: (x, window) => backend().reduce('max', cellsOf(backend(), x, window), [2], false),
    maxPoolSpread: (gy, x, window) => putBack(backend(), gy, winnersOf(backend(), x, window), x.shape),
    maxPoolPick: (values, x, window) => {
      const be = backend();
      const flat = be.concatenate([values.reshape(-1), NDArray.empty([1], values.dtype)], 0);
      return be.takeRows(flat, winnersOf(be, x, window));
    },
    averagePool: (x, window) => {
      const be = backend();
      return be.binary('div', be.reduce('sum', be.im2col(x, window), [2, 3], false), sizeOf(window.kernel));
    },
    averagePoolSpread: (gy, window, size) => {
      const be = backend();
      const [n = 0, c = 0, oh = 1, ow = 1] = gy.shape;
      const share = be.binary('div', gy, sizeOf(window.kernel)).reshape(n, c, 1, 1, oh, ow);
      return be.col2im(share.broadcastTo(n, c, ...window.kernel, oh, ow), [n, c, ...size], window);
    }
  };
}

/** [OH, OW]: the places that a window has on pictures of H by W. */
export function placesOn([height, width]: Pair, { kernel, stride, pad }: Window2d): Pair {
  const count = (size: number, axis: 0 | 1): number =>
    Math.floor((size + 2 * pad[axis] - kernel[axis]) / stride[axis]) + 1;
  return [count(height, 0), count(width, 1)];
}

function correlate(be: Backend, x: NDArray, kernels: NDArray, biases: NDArray | null, window: Window2d): NDArray {
  const [to = 1] = kernels.shape;
  const [, , height = 0, width = 0] = x.shape;
  const places = placesOn([height, width], window);
  const weights = kernels.reshape(to, -1);
  const products = portions(be, x, sizeOf(places) * (weights.shape[1] ?? 1), (part) =>
    be.matmul(weights, patches(be, part, window, places))
  );
  const y = products.reshape(x.length, to, ...places);
  return biases === null ? y : be.binary('add', y, biases.reshape(1, to, 1, 1));
}

function spread(be: Backend, x: NDArray, kernels: NDArray, window: Window2d, size: Pair): NDArray {
  const [to = 1, from = 1] = kernels.shape;
  const places = x.shape.slice(2);
  const weights = kernels.reshape(to, -1).transpose();
  return portions(be, x, sizeOf(places) * (weights.shape[0] ?? 1), (part) => {
    const columns = be.matmul(weights, part.reshape(part.length, to, sizeOf(places)));
    const shape = [part.length, from, ...size];
    if (isPoint(window)) return columns.reshape(shape);
    return be.col2im(columns.reshape(part.length, from, ...window.kernel, ...places), shape, window);
  });
}

function kernelGradient(be: Backend, x: NDArray, gy: NDArray, window: Window2d): NDArray {
  const [, to = 1, ...places] = gy.shape;
  const [, from = 1] = x.shape;
  let sum: NDArray | null = null;
  for (let i = 0; i < x.length; i++) {
    const columns = patches(be, x.get(slice(i, i + 1)), window, places).get(0);
    const product = be.matmul(gy.get(i).reshape(to, -1), columns.transpose());
    if (sum === null) sum = product;
    else be.binaryInto('add', sum, product);
  }
  return (sum ?? NDArray.empty([to, from, ...window.kernel], gy.dtype)).reshape(to, from, ...window.kernel);
}

/** (N, C·KH·KW, OH·OW); a kernel of one element has the pictures themselves as its patches. */
function patches(be: Backend, x: NDArray, window: Window2d, places: Shape): NDArray {
  const [n = 0, c = 1] = x.shape;
  const rows = c * window.kernel[0] * window.kernel[1];
  return (isPoint(window) ? x : be.im2col(x, window)).reshape(n, rows, sizeOf(places));
}

function isPoint({ kernel, stride, pad }: Window2d): boolean {
  return [...kernel, ...stride].every((one) => one === 1) && pad[0] === 0 && pad[1] === 0;
}

/** Applies `f` to as many pictures at a time as have patches of PORTION elements, and joins the results. */
function portions(be: Backend, x: NDArray, perPicture: number, f: (part: NDArray) => NDArray): NDArray {
  const count = Math.max(1, Math.floor(PORTION / Math.max(1, perPicture)));
  if (x.length <= count) return f(x);
  const results: NDArray[] = [];
  for (let i = 0; i < x.length; i += count) results.push(f(x.get(slice(i, i + count))));
  return be.concatenate(results, 0);
}

/** (N, C, KH·KW, OH, OW). */
function cellsOf(be: Backend, x: NDArray, window: Window2d): NDArray {
  const columns = be.im2col(x, window);
  const [n = 0, c = 0, kh = 1, kw = 1, oh = 1, ow = 1] = columns.shape;
  return columns.reshape(n, c, kh * kw, oh, ow);
}

/** For each place of the window where in the flattened pictures its winner is; one past the end where padding won. */
function winnersOf(be: Backend, x: NDArray, window: Window2d): NDArray {
  const { kernel, stride, pad } = window;
  const winners = be.argReduce('max', cellsOf(be, x, window), 2, false);
  const [, , height = 1, width = 1] = x.shape;
  const [n = 1, c = 1, oh = 1, ow = 1] = winners.shape;
  const won = winners.elements();
  const places = new Int32Array(winners.size);
  for (let plane = 0, i = 0; plane < n * c; plane++)
    for (let row = 0; row < oh; row++)
      for (let column = 0; column < ow; column++, i++) {
        const cell = won[i] as number;
        const at = cell % kernel[1];
        const y = row * stride[0] - pad[0] + (cell - at) / kernel[1];
        const left = column * stride[1] - pad[1] + at;
        const inside = y >= 0 && y < height && left >= 0 && left < width;
        places[i] = inside ? (plane * height + y) * width + left : x.size;
      }
  return NDArray.wrap(places, winners.shape, 'int32');
}

function putBack(be: Backend, gy: NDArray, winners: NDArray, shape: Shape): NDArray {
  const size = sizeOf(shape);
  const flat = NDArray.empty([size + 1], gy.dtype);
  be.addRows(flat, winners.reshape(-1), gy.reshape(-1));
  return flat.get(slice(0, size)).reshape(shape);
}
