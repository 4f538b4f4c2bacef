/**
 * Normalises each channel to mean 0 and variance 1, then scales by gamma and shifts by beta: x (N, C) or (N, C, ...).
 * In training with the statistics of the batch, which also move the running ones; in test mode with the running ones.
 * dx = gamma/σ · (gy − mean(gy) − x̂·mean(gy·x̂)), where σ and x̂ are again functions of x, so any order works.
 */
import type { Backend } from '../backends/backend.ts';
import type { ChannelMoments } from '../backends/pictures.ts';
import { config } from '../core/config.ts';
import { ShapeError } from '../core/errors.ts';
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import { Variable } from '../core/variable.ts';
import { full } from '../ndarray/create.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { shapeText } from '../ndarray/shape.ts';
import { add } from './add.ts';
import { defineOp } from './define-op.ts';
import { div } from './div.ts';
import { mul } from './mul.ts';
import { pow } from './pow.ts';
import { reshape } from './reshape.ts';
import { plainSamples, uniform } from './samples.ts';
import { square } from './square.ts';
import { sub } from './sub.ts';
import { sum } from './sum.ts';

interface BatchNormAttrs {
  train: boolean;
  /** Running statistics, (C,); changed in place by training. */
  mean: NDArray;
  variance: NDArray;
  decay: number;
  eps: number;
}

/** Of results that are still alive, so that their backward need not compute them again. */
const momentsOf = new WeakMap<NDArray, ChannelMoments>();

const op = defineOp<3, BatchNormAttrs>('batchNorm', {
  forward: ({ be }, [x, gamma, beta], attrs) => {
    const channels = checked(x, gamma, beta, attrs);
    const moments = attrs.train ? be.channelMoments(x) : attrs;
    if (attrs.train) moveStatistics(be, attrs, moments, x.size / channels);
    const y = be.normalise(x, moments, gamma, beta, attrs.eps);
    if (attrs.train) momentsOf.set(y, moments);
    return y;
  },
  backward: (call, gy) => {
    const { attrs } = call;
    const [x, gamma, beta] = call.inputs;
    const axes = axesOf(x.ndim);
    const [normal, sharpness] = normalised(x, attrs);
    const gGamma = sum(mul(gy, normal), axes);
    const gBeta = sum(gy, axes);
    if (!call.needs(0)) return [null, gGamma, gBeta];
    const shape = wideShape(x.ndim, gamma.size);
    const slope = mul(reshape(gamma, shape), sharpness);
    if (!attrs.train) return [mul(gy, slope), gGamma, gBeta];
    const count = x.size / beta.size;
    const pull = (one: Variable): Variable => div(reshape(one, shape), count);
    return [mul(sub(sub(gy, pull(gBeta)), mul(normal, pull(gGamma))), slope), gGamma, gBeta];
  },
  fusedBackward: ({ be, inputs: [x, gamma], output, attrs, needs }, gy) => {
    if (!attrs.train || !needs(0)) return null;
    const moments = momentsOf.get(output) ?? be.channelMoments(x);
    const gradients = be.normaliseGradient(gy, x, moments, gamma, attrs.eps);
    return [gradients.x, gradients.gamma, gradients.beta];
  },
  samples: () => [
    { inputs: [uniform([4, 2]), uniform([2], 0.5, 2, 1), uniform([2], -1, 1, 2)], attrs: statistics(2, true) },
    { inputs: [uniform([2, 2, 2, 1]), uniform([2], 0.5, 2, 1), uniform([2], -1, 1, 2)], attrs: statistics(2, true) },
    { inputs: [uniform([3, 2]), uniform([2], 0.5, 2, 1), uniform([2], -1, 1, 2)], attrs: statistics(2, false) }
  ],
  misfits: () =>
    plainSamples([uniform([4, 2]), uniform([3]), uniform([3])], [uniform([2]), uniform([2]), uniform([2])]).map(
      ({ inputs }) => ({ inputs, attrs: statistics(2, true) })
    )
});

/**
 * y = gamma·x̂ + beta with x̂ = (x - mean)/√(variance + eps), per channel: x (N, C) or (N, C, H, W), the others (C). In
 * training by the batch, and `mean` and `variance` (running statistics, changed in place) move by decay; in test mode
 * by these. ShapeError where they do not fit. Source: Ioffe and Szegedy 2015, arXiv:1502.03167; DeZero
 * functions.batch_nrom.
 * @example
 * const [x, mean, variance] = [nd.array([[1], [3]]), nd.zeros([1]), nd.ones([1])];
 * F.batchNorm(x, nd.ones([1]), nd.zeros([1]), mean, variance, { eps: 0 }); // => variable([[-1.] [ 1.]])
 * [mean, variance]; // => [[0.2], [1.1]]
 */
export function batchNorm(
  x: Operand,
  gamma: Operand,
  beta: Operand,
  mean: NDArray | Variable,
  variance: NDArray | Variable,
  { decay = 0.9, eps = 2e-5 }: { decay?: number; eps?: number } = {}
): Variable {
  const array = (one: NDArray | Variable): NDArray => (one instanceof Variable ? one.data : one);
  const attrs = { train: config.train, mean: array(mean), variance: array(variance), decay, eps };
  return op.with([x, gamma, beta], attrs);
}

/** All axes but that of the channels. */
function axesOf(ndim: number): number[] {
  return Array.from({ length: ndim }, (_, axis) => axis).filter((axis) => axis !== 1);
}

function wideShape(ndim: number, channels: number): number[] {
  return Array.from({ length: ndim }, (_, axis) => (axis === 1 ? channels : 1));
}

/** Running = decay · running + (1 − decay) · batch; the variance as the unbiased estimate from `count` elements. */
function moveStatistics(be: Backend, attrs: BatchNormAttrs, { mean, variance }: ChannelMoments, count: number): void {
  const unbiased = be.binary('mul', variance, count / Math.max(count - 1, 1));
  for (const [running, batch] of [
    [attrs.mean, mean],
    [attrs.variance, unbiased]
  ] as const) {
    be.binaryInto('mul', running, attrs.decay);
    be.binaryInto('add', running, be.binary('mul', batch, 1 - attrs.decay));
  }
}

/** x̂ and 1/σ as functions of x. */
function normalised(x: Variable, { train, mean: center, variance, eps }: BatchNormAttrs): [Variable, Variable] {
  const shape = wideShape(x.ndim, center.size);
  if (!train) {
    const sharpness = pow(add(asVariable(variance.reshape(shape)), eps), -0.5);
    return [mul(sub(x, center.reshape(shape)), sharpness), sharpness];
  }
  const average = (one: Variable): Variable => div(sum(one, axesOf(x.ndim), true), x.size / center.size);
  const centred = sub(x, average(x));
  const sharpness = div(1, pow(add(average(square(centred)), eps), 0.5));
  return [mul(centred, sharpness), sharpness];
}

function checked(x: NDArray, gamma: NDArray, beta: NDArray, { mean: center, variance }: BatchNormAttrs): number {
  const channels = x.shape[1];
  if (channels === undefined)
    throw new ShapeError('batchNorm', `it takes x of shape (N, C) or (N, C, H, W), not ${shapeText(x.shape)}`, [
      x.shape
    ]);
  for (const [name, one] of Object.entries({ gamma, beta, mean: center, variance }))
    if (one.ndim !== 1 || one.size !== channels)
      throw new ShapeError(
        'batchNorm',
        `${name} ${shapeText(one.shape)} does not fit x ${shapeText(x.shape)}; it needs one number per channel: ` +
          `(${channels},)`,
        [x.shape, one.shape]
      );
  return channels;
}

function statistics(channels: number, train: boolean): BatchNormAttrs {
  return {
    train,
    mean: uniform([channels], -0.5, 0.5, 3).astype('float32'),
    variance: full([channels], 0.8, 'float32'),
    decay: 0.9,
    eps: 2e-5
  };
}
