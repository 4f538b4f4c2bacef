/** y = (x − mean)/√(variance + eps)·gamma + beta, mean and variance over the last axis. Made of other ops. */
import { ShapeError } from '../core/errors.ts';
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { shapeText } from '../ndarray/shape.ts';
import { add } from './add.ts';
import { defineComposite } from './define-op.ts';
import { div } from './div.ts';
import { mean } from './mean.ts';
import { mul } from './mul.ts';
import { pow } from './pow.ts';
import { plainSamples, uniform } from './samples.ts';
import { square } from './square.ts';
import { sub } from './sub.ts';

/**
 * y = (x - mean)/√(variance + eps)·gamma + beta, mean and variance over the last axis; gamma and beta are as long as it
 * (ShapeError). Made of other ops. Source: Ba et al. 2016, arXiv:1607.06450.
 * @example
 * F.layerNorm(nd.array([[1, 3]]), nd.ones([2]), nd.zeros([2]), { eps: 0 }); // => variable([[-1.  1.]])
 */
export function layerNorm(x: Operand, gamma: Operand, beta: Operand, { eps = 1e-5 }: { eps?: number } = {}): Variable {
  const input = asVariable(x);
  const [scale, shift] = [asVariable(gamma), asVariable(beta)];
  const size = input.shape.at(-1);
  for (const one of [scale, shift])
    if (one.ndim !== 1 || one.size !== size)
      throw new ShapeError(
        'layerNorm',
        `gamma ${shapeText(scale.shape)} and beta ${shapeText(shift.shape)} must be as long as the last axis of x ` +
          shapeText(input.shape),
        [input.shape, one.shape]
      );
  const centred = sub(input, mean(input, -1, true));
  const deviation = pow(add(mean(square(centred), -1, true), eps), 0.5);
  return add(mul(div(centred, deviation), scale), shift);
}

defineComposite<null>(
  'layerNorm',
  ([x = 0, gamma = 0, beta = 0]) => layerNorm(x, gamma, beta),
  () =>
    plainSamples(
      [uniform([2, 4]), uniform([4], 0.5, 2, 1), uniform([4], -1, 1, 2)],
      [uniform([2, 2, 3]), uniform([3], 0.5, 2, 1), uniform([3], -1, 1, 2)]
    ),
  () => plainSamples([uniform([2, 4]), uniform([3]), uniform([3])], [uniform([2, 4]), uniform([4]), uniform([2])])
);
