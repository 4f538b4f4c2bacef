/**
 * L = (1/N) Σ [ln(1 + e^-|x|) + max(x, 0) - t x] for scores x and labels t of 0 and 1: the cross entropy of sigmoid(x),
 * in the form that stays finite.
 */
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { currentBackend } from '../backends/current.ts';
import { add } from './add.ts';
import { defineComposite } from './define-op.ts';
import { div } from './div.ts';
import { exp } from './exp.ts';
import { log } from './log.ts';
import { mul } from './mul.ts';
import { relu } from './relu.ts';
import { plainSamples, uniform } from './samples.ts';
import { aligned } from './simple.ts';
import { sub } from './sub.ts';
import { sum } from './sum.ts';

/**
 * L = (1/N) Σ [ln(1 + e^-|x|) + max(x, 0) - t x] for scores x and labels t of 0 and 1 (as many), N the length of the
 * first axis: the cross entropy of sigmoid(x), in the form that stays finite. Source: DeZero
 * functions.sigmoid_cross_entropy.
 * @example
 * F.sigmoidCrossEntropy(nd.array([0, 100]), nd.array([1, 1])); // => variable(0.34657359027997264)
 */
export function sigmoidCrossEntropy(x: Operand, t: Operand): Variable {
  const [scores, target] = aligned(x, t);
  // -|x| as x times a constant sign: differentiable any number of times away from 0.
  const be = currentBackend();
  const sign = be.where(be.compare('greater', scores.data, 0), -1, 1).astype(scores.dtype);
  const soft = log(add(1, exp(mul(scores, sign))));
  return div(sum(sub(add(soft, relu(scores)), mul(target, scores))), Math.max(1, scores.length));
}

defineComposite<null>(
  'sigmoidCrossEntropy',
  ([x = 0, t = 0]) => sigmoidCrossEntropy(x, t),
  () => plainSamples([uniform([3, 2], -3, 3), uniform([3, 2], 0.2, 0.8, 1)]),
  () => plainSamples([uniform([3, 2], -3, 3), uniform([3], 0.2, 0.8, 1)])
);
