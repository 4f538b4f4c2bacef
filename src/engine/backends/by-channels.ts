/**
 * Normalising channels (batch norm) from the other kernels of a backend, one array after the other: what plain does.
 * dx = gamma/σ · (gy − mean(gy) − x̂·mean(gy·x̂)) with x̂ = (x − mean)/σ, σ² = variance + eps.
 * Not here: running statistics, rules for higher derivatives (ops/batch-norm.ts).
 */
import type { NDArray } from '../ndarray/ndarray.ts';
import type { Backend } from './backend.ts';
import type { ChannelMoments, PictureKernels } from './pictures.ts';

type ChannelKernels = Pick<PictureKernels, 'channelMoments' | 'normalise' | 'normaliseGradient'>;

/** `backend` gives the one whose kernels are used; it is asked at each call, so it may be made of these. */
export function byChannels(backend: () => Backend): ChannelKernels {
  return {
    channelMoments(x) {
      const be = backend();
      const average = (one: NDArray): NDArray =>
        be.binary('div', be.reduce('sum', one, axesOf(x.ndim), false), x.size / (x.shape[1] ?? 1));
      const mean = average(x);
      return { mean, variance: average(be.unary('square', be.binary('sub', x, wide(mean, x.ndim)))) };
    },
    normalise(x, moments, gamma, beta, eps) {
      const be = backend();
      const normal = normalOf(be, x, moments, eps);
      return be.binary('add', be.binary('mul', wide(gamma, x.ndim), normal), wide(beta, x.ndim));
    },
    normaliseGradient(gy, x, moments, gamma, eps) {
      const be = backend();
      const normal = normalOf(be, x, moments, eps);
      const sum = (one: NDArray): NDArray => be.reduce('sum', one, axesOf(x.ndim), false);
      const gradients = { gamma: sum(be.binary('mul', gy, normal)), beta: sum(gy) };
      const pull = (one: NDArray): NDArray => wide(be.binary('div', one, x.size / gamma.size), x.ndim);
      const slope = be.binary('mul', gamma, sharpnessOf(be, moments.variance, eps));
      const centred = be.binary('sub', gy, pull(gradients.beta));
      const straight = be.binary('sub', centred, be.binary('mul', normal, pull(gradients.gamma)));
      return { x: be.binary('mul', straight, wide(slope, x.ndim)), ...gradients };
    }
  };
}

/** 1/√(variance + eps), (C,). */
export function sharpnessOf(be: Backend, variance: NDArray, eps: number): NDArray {
  return be.binary('div', 1, be.unary('sqrt', be.binary('add', variance, eps)));
}

function normalOf(be: Backend, x: NDArray, { mean, variance }: ChannelMoments, eps: number): NDArray {
  const sharpness = wide(sharpnessOf(be, variance, eps), x.ndim);
  return be.binary('mul', be.binary('sub', x, wide(mean, x.ndim)), sharpness);
}

/** All axes but that of the channels. */
function axesOf(ndim: number): number[] {
  return Array.from({ length: ndim }, (_, axis) => axis).filter((axis) => axis !== 1);
}

/** (C,) as (1, C, 1, ...). */
function wide(one: NDArray, ndim: number): NDArray {
  return one.reshape(Array.from({ length: ndim }, (_, axis) => (axis === 1 ? one.size : 1)));
}
