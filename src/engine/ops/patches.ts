/**
 * The three array products behind convolution, as matrix products with patches (im2col): pictures with a kernel, the
 * adjoint by the pictures, the adjoint by the kernel. Patches take KH·KW times the memory of the pictures, so a batch
 * is worked off in portions. Kernels are (to, from, KH, KW). Not here: checks of shapes, derivatives.
 */
import type { Backend, Window2d } from '../backends/backend.ts';
import { slice } from '../ndarray/indexing.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { type Shape, sizeOf } from '../ndarray/shape.ts';

/** Patches of so many elements at a time: 64 MB in float32. */
const PORTION = 1 << 24;

/** (N, from, H, W) with a kernel to (N, to, OH, OW). */
export function correlate(be: Backend, x: NDArray, kernel: NDArray, window: Window2d, places: Shape): NDArray {
  const [to = 1] = kernel.shape;
  const weights = kernel.reshape(to, -1);
  const products = portions(be, x, sizeOf(places) * (weights.shape[1] ?? 1), (part) =>
    be.matmul(weights, patches(be, part, window, places))
  );
  return products.reshape(x.length, to, ...places);
}

/** The adjoint of correlate: (N, to, OH, OW) spread to (N, from, H, W), `size` being [H, W]. */
export function spread(be: Backend, x: NDArray, kernel: NDArray, window: Window2d, size: Shape): NDArray {
  const [to = 1, from = 1] = kernel.shape;
  const places = x.shape.slice(2);
  const weights = kernel.reshape(to, -1).transpose();
  return portions(be, x, sizeOf(places) * (weights.shape[0] ?? 1), (part) => {
    const columns = be.matmul(weights, part.reshape(part.length, to, sizeOf(places)));
    const shape = [part.length, from, ...size];
    if (isPoint(window)) return columns.reshape(shape);
    return be.col2im(columns.reshape(part.length, from, ...window.kernel, ...places), shape, window);
  });
}

/** What the kernel of `correlate(x)` must change by, given the gradient gy (N, to, OH, OW): (to, from, KH, KW). */
export function kernelGradient(be: Backend, x: NDArray, gy: NDArray, window: Window2d): NDArray {
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
