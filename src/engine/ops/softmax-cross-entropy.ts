/**
 * L = -(1/N) Σ ln softmax(x)[n, tₙ] for scores x (N, C) and integer labels t (N).
 * dL/dx = (softmax(x) - onehot(t)) / N; labels have no gradient.
 */
import { ShapeError, ValueError } from '../core/errors.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { array } from '../ndarray/create.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { shapeText } from '../ndarray/shape.ts';
import { defineOp } from './define-op.ts';
import { logSumExp } from './log-sum-exp.ts';
import { mul } from './mul.ts';
import { labels, plainSamples, uniform } from './samples.ts';
import { softmax } from './softmax.ts';
import { sub } from './sub.ts';

const op = defineOp<2>('softmaxCrossEntropy', {
  forward: ({ be }, [x, t]) => {
    const [n = 0] = x.shape;
    const places = positions(x, t);
    const logP = be.binary('sub', x, logSumExp(be, x, [1]));
    const picked = be.takeRows(logP.reshape(-1), places);
    const total = be.unary('neg', be.reduce('sum', picked, null, false));
    return be.binary('div', total, NDArray.scalar(n, total.dtype));
  },
  backward: ({ inputs: [x, t] }, gy) => {
    const [n = 1] = x.shape;
    const hot = NDArray.empty(x.shape, t.dtype);
    const elements = hot.storage.write();
    for (const place of positions(x.data, t.data).elements()) elements[place] = 1;
    return [mul(sub(softmax(x), hot), mul(gy, 1 / n)), null];
  },
  samples: () => plainSamples([uniform([3, 4], -2, 2), labels(3, 0, 1)], [uniform([2, 3], -2, 2), labels(1, 1)]),
  misfits: () => plainSamples([uniform([3, 4]), labels(0, 1)], [uniform([4]), labels(0)])
});

/**
 * L = -(1/N) Σ ln softmax(x)[n, tₙ] for scores x (N, C) and integer labels t (N); 0-d. dL/dx = (softmax(x) - onehot(t))
 * / N; labels have no gradient. ShapeError where they do not fit, ValueError for a label that is no class. Source:
 * DeZero functions.softmax_cross_entropy.
 * @example
 * F.softmaxCrossEntropy(nd.array([[0, 0]]), [1]); // => variable(0.6931471805599453)
 * F.softmaxCrossEntropy(nd.array([[0, 0]]), [2]); // throws ValueError: softmaxCrossEntropy: label 2
 */
export function softmaxCrossEntropy(x: Operand, t: Operand | readonly number[]): Variable {
  return op.with([x, Array.isArray(t) ? array(t as number[], 'int32') : (t as Operand)], null);
}

/** Where the score of the right class of each row lies in the flattened scores. */
function positions(x: NDArray, t: NDArray): NDArray {
  const [n = 0, classes = 0] = x.shape;
  if (x.ndim !== 2 || t.size !== n)
    throw new ShapeError(
      'softmaxCrossEntropy',
      `scores ${shapeText(x.shape)} and labels ${shapeText(t.shape)} do not fit: scores have one row per example and ` +
        'one column per class, labels one number per example',
      [x.shape, t.shape]
    );
  if (n === 0)
    throw new ValueError(
      'softmaxCrossEntropy',
      `scores ${shapeText(x.shape)} have no rows, so there is no mean of them`
    );
  const places = new Int32Array(n);
  t.elements().forEach((label, row) => {
    if (!Number.isInteger(label) || label < 0 || label >= classes)
      throw new ValueError(
        'softmaxCrossEntropy',
        `label ${label} of row ${row} is no class; classes are 0 to ${classes - 1}`
      );
    places[row] = row * classes + label;
  });
  return NDArray.wrap(places, [n], 'int32');
}
