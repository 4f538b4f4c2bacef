/**
 * Max pooling: the largest element under each place of a window; padding counts as 0. The gradient goes to the first
 * largest element in row-major order; where padding won, it is dropped. Which element won does not change with small
 * changes, so picking and putting back are linear and each other's derivatives: any order works.
 */
import type { Backend, Window2d } from '../backends/backend.ts';
import { currentBackend } from '../backends/current.ts';
import { ShapeError } from '../core/errors.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { slice } from '../ndarray/indexing.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { type Shape, shapeText } from '../ndarray/shape.ts';
import { defineOp, type Op } from './define-op.ts';
import { uniform } from './samples.ts';
import { type PairArg, pictures, placesOf, windowOf } from './window.ts';

/** `places`: for each result its place in the flattened pictures; one past the end where padding won. */
interface PickAttrs {
  places: NDArray;
  shape: Shape;
}

/** Places of results that are still alive, so that backward need not look for them again. */
const found = new WeakMap<NDArray, NDArray>();

const op: Op<1, Window2d> = defineOp<1, Window2d>('pooling', {
  forward: ({ be }, [x], window) => {
    const [n, c, height, width] = pictures('pooling', x);
    const [oh, ow] = placesOf('pooling', [height, width], window);
    const cells = window.kernel[0] * window.kernel[1];
    const patches = be.im2col(x, window).reshape(n, c, cells, oh, ow);
    const y = be.reduce('max', patches, [2], false);
    found.set(y, placesIn(be.argReduce('max', patches, 2, false), [height, width], window));
    return y;
  },
  backward: ({ inputs: [x], output, attrs }, gy) => [
    putBack.with([gy], { places: found.get(output.data) ?? searched(x.data, attrs), shape: x.shape })
  ],
  samples: () => [
    { inputs: [uniform([1, 2, 4, 4])], attrs: { kernel: [2, 2], stride: [2, 2], pad: [0, 0] } },
    { inputs: [uniform([2, 1, 4, 3], -1, 2)], attrs: { kernel: [3, 2], stride: [1, 1], pad: [1, 0] } }
  ],
  misfits: () => [
    { inputs: [uniform([4, 4])], attrs: { kernel: [2, 2], stride: [2, 2], pad: [0, 0] } },
    { inputs: [uniform([1, 1, 2, 2])], attrs: { kernel: [3, 3], stride: [1, 1], pad: [0, 0] } }
  ]
});

const SAMPLE: PickAttrs = {
  places: NDArray.wrap(Int32Array.of(3, 16, 3, 9), [1, 1, 2, 2], 'int32'),
  shape: [1, 1, 4, 4]
};

const putBack: Op<1, PickAttrs> = defineOp<1, PickAttrs>('poolingGrad', {
  label: 'Pooling2DGrad',
  forward: ({ be }, [gy], { places, shape }) => {
    const size = shape.reduce((a, b) => a * b, 1);
    const flat = NDArray.empty([size + 1], gy.dtype);
    be.addRows(flat, fitting('poolingGrad', places, gy).reshape(-1), gy.reshape(-1));
    return flat.get(slice(0, size)).reshape(shape);
  },
  backward: ({ attrs }, gx) => [pick.with([gx], attrs)],
  samples: () => [{ inputs: [uniform([1, 1, 2, 2])], attrs: SAMPLE }],
  misfits: () => [{ inputs: [uniform([1, 1, 3, 2])], attrs: SAMPLE }]
});

const pick: Op<1, PickAttrs> = defineOp<1, PickAttrs>('poolingPick', {
  label: 'Pooling2DWithIndexes',
  forward: ({ be }, [x], { places, shape }) => {
    if (x.size !== shape.reduce((a, b) => a * b, 1))
      throw new ShapeError('poolingPick', `${shapeText(x.shape)} are not the pictures ${shapeText(shape)}`, [x.shape]);
    const flat = be.concatenate([x.reshape(-1), NDArray.empty([1], x.dtype)], 0);
    return be.takeRows(flat, places);
  },
  backward: ({ attrs }, gy) => [putBack.with([gy], attrs)],
  samples: () => [{ inputs: [uniform([1, 1, 4, 4])], attrs: SAMPLE }],
  misfits: () => [{ inputs: [uniform([1, 1, 3, 4])], attrs: SAMPLE }]
});

/**
 * The largest element under each place of a window that slides over x (N, C, H, W); padding counts as 0. The gradient
 * goes to the first largest element. ShapeError where the window does not fit. Source: DeZero functions_conv.pooling.
 * @example
 * F.pooling(nd.array([[[[1, 2], [4, 3]]]]), 2).item(); // => 4
 */
export function pooling(x: Operand, kernelSize: PairArg, stride: PairArg = 1, pad: PairArg = 0): Variable {
  return op.with([x], windowOf('pooling', kernelSize, stride, pad));
}

function searched(x: NDArray, window: Window2d, be: Backend = currentBackend()): NDArray {
  const [n, c, height, width] = pictures('pooling', x);
  const places = placesOf('pooling', [height, width], window);
  const patches = be.im2col(x, window).reshape(n, c, window.kernel[0] * window.kernel[1], ...places);
  return placesIn(be.argReduce('max', patches, 2, false), [height, width], window);
}

/** From the place in its window to the place in the flattened pictures. */
function placesIn(winners: NDArray, [height, width]: Shape, { kernel, stride, pad }: Window2d): NDArray {
  const [n = 1, c = 1, oh = 1, ow = 1] = winners.shape;
  const won = winners.elements();
  const places = new Int32Array(winners.size);
  const [h, w] = [height ?? 1, width ?? 1];
  for (let plane = 0, i = 0; plane < n * c; plane++)
    for (let row = 0; row < oh; row++)
      for (let column = 0; column < ow; column++, i++) {
        const cell = won[i] as number;
        const at = cell % kernel[1];
        const y = row * stride[0] - pad[0] + (cell - at) / kernel[1];
        const x = column * stride[1] - pad[1] + at;
        const inside = y >= 0 && y < h && x >= 0 && x < w;
        places[i] = inside ? (plane * h + y) * w + x : n * c * h * w;
      }
  return NDArray.wrap(places, winners.shape, 'int32');
}

function fitting(name: string, places: NDArray, gy: NDArray): NDArray {
  if (gy.size !== places.size)
    throw new ShapeError(name, `gradients ${shapeText(gy.shape)} do not fit results ${shapeText(places.shape)}`, [
      gy.shape,
      places.shape
    ]);
  return places;
}
