/**
 * The first, simple versions of functions, as the lessons build them before the efficient ones: made of other ops, so
 * their derivatives come for free. Numerically they are as good (sigmoid and softmax do not overflow).
 */
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import type { Variable } from '../core/variable.ts';
import { array } from '../ndarray/create.ts';
import { add } from './add.ts';
import { clip } from './clip.ts';
import { defineComposite } from './define-op.ts';
import { div } from './div.ts';
import { exp } from './exp.ts';
import { getItem } from './get-item.ts';
import { log } from './log.ts';
import { matmul } from './matmul.ts';
import { max } from './max.ts';
import { mul } from './mul.ts';
import { neg } from './neg.ts';
import { pow } from './pow.ts';
import { labels, plainSamples, uniform } from './samples.ts';
import { sigmoid } from './sigmoid.ts';
import { sub } from './sub.ts';
import { sum } from './sum.ts';

/**
 * x W + b by matmul and add. Source: DeZero functions.linear_simple.
 * @example
 * F.linearSimple(nd.array([[1, 2]]), nd.array([[3], [4]])); // => variable([[11.]])
 */
export function linearSimple(x: Operand, W: Operand, b: Operand | null = null): Variable {
  const product = matmul(x, W);
  return b === null ? product : add(product, b);
}

/**
 * 1/(1 + e⁻ˣ), the same as sigmoid: the form of the book overflows. Source: DeZero functions.sigmoid_simple.
 * @example
 * F.sigmoidSimple(nd.array(0)); // => variable(0.5)
 */
export function sigmoidSimple(x: Operand): Variable {
  return sigmoid(x);
}

/**
 * yᵢ = e^xᵢ / Σ e^xⱼ along an axis by exp, sum and div, the maximum taken out first. Source: DeZero
 * functions.softmax_simple.
 * @example
 * F.softmaxSimple(nd.array([[0, 0]])); // => variable([[0.5 0.5]])
 */
export function softmaxSimple(x: Operand, axis = 1): Variable {
  const variable = asVariable(x);
  const e = exp(sub(variable, max(variable.data, axis, true)));
  return div(e, sum(e, axis, true));
}

/**
 * Σ (a - b)² / n by sub, pow, sum and div. Source: DeZero functions.mean_squared_error_simple.
 * @example
 * F.meanSquaredErrorSimple(nd.array([1, 2]), nd.array([1, 4])); // => variable(2.0)
 */
export function meanSquaredErrorSimple(a: Operand, b: Operand): Variable {
  const difference = sub(a, b);
  return div(sum(pow(difference, 2)), difference.shape[0] ?? 1);
}

/**
 * The loss of softmaxCrossEntropy by clip, log and getItem. Probabilities below 1e-15 are clipped, so their gradient is
 * 0. Source: DeZero functions.softmax_cross_entropy_simple.
 * @example
 * F.softmaxCrossEntropySimple(nd.array([[0, 0]]), [1]); // => variable(0.6931471805599453)
 */
export function softmaxCrossEntropySimple(x: Operand, t: Operand | readonly number[]): Variable {
  const scores = asVariable(x);
  const [n = 0] = scores.shape;
  const classes = asVariable(Array.isArray(t) ? array(t as number[], 'int32') : (t as Operand)).data.toFlat();
  const logP = log(clip(softmaxSimple(scores), 1e-15, 1));
  const picked = getItem(
    logP,
    Array.from({ length: n }, (_, i) => i),
    classes
  );
  return div(neg(sum(picked)), n);
}

/**
 * L = -(1/N) Σ [t ln p + (1 - t) ln(1 - p)] for probabilities p and labels t of 0 and 1 (as many), p clipped to [1e-15,
 * 0.999]. Source: DeZero functions.binary_cross_entropy.
 * @example
 * F.binaryCrossEntropy(nd.array([0.5]), nd.array([1])); // => variable(0.6931471805599453)
 */
export function binaryCrossEntropy(p: Operand, t: Operand): Variable {
  const [probabilities, target] = aligned(p, t);
  const clipped = clip(probabilities, 1e-15, 0.999);
  const right = mul(target, log(clipped));
  const wrong = mul(sub(1, target), log(sub(1, clipped)));
  return mul(-1 / Math.max(1, probabilities.length), sum(add(right, wrong)));
}

defineComposite<null>(
  'softmaxSimple',
  ([x = 0]) => softmaxSimple(x),
  () => plainSamples([uniform([2, 3], -2, 2)])
);
defineComposite<null>(
  'meanSquaredErrorSimple',
  ([a = 0, b = 0]) => meanSquaredErrorSimple(a, b),
  () => plainSamples([uniform([3, 2]), uniform([3, 2], -1, 1, 1)]),
  () => plainSamples([uniform([3, 2]), uniform([2, 3])])
);
defineComposite<null>(
  'softmaxCrossEntropySimple',
  ([x = 0, t = 0]) => softmaxCrossEntropySimple(x, t),
  () => plainSamples([uniform([3, 4], -2, 2), labels(3, 0, 1)]),
  () => plainSamples([uniform([3, 4], -2, 2), labels(3, 0)])
);
defineComposite<null>(
  'binaryCrossEntropy',
  ([p = 0, t = 0]) => binaryCrossEntropy(p, t),
  () => plainSamples([uniform([3, 1], 0.1, 0.9), uniform([3, 1], 0.2, 0.8, 1)]),
  () => plainSamples([uniform([3, 1], 0.1, 0.9), uniform([4], 0.2, 0.8, 1)])
);

/** Both as Variables, the labels in the shape of the scores where only their rank differs. */
export function aligned(x: Operand, t: Operand): [Variable, Variable] {
  const scores = asVariable(x);
  const target = asVariable(t);
  if (!(t instanceof Object && 'creator' in t)) target.constant = true;
  return [scores, target.ndim === scores.ndim ? target : target.reshape(scores.shape)];
}
