/**
 * The part of a backend that works on pictures (N, C, H, W): convolution and its two adjoints, pooling, normalising
 * channels. Padding counts as 0. Every backend has these; by-patches.ts and by-channels.ts make them from the other
 * kernels, which is what plain does. Not here: checks of shapes that learners see (ops/), derivatives.
 */
import type { NDArray } from '../ndarray/ndarray.ts';

/** Height and width. */
export type Pair = readonly [number, number];

/** A window that slides over the last two axes of (N, C, H, W). */
export interface Window2d {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly pad: Pair;
}

export interface PictureKernels {
  /** x (N, C, H, W) with kernels (OC, C, KH, KW), and biases (OC,) where there are any, to (N, OC, OH, OW). */
  conv2d(x: NDArray, kernels: NDArray, biases: NDArray | null, window: Window2d): NDArray;
  /** The adjoint of conv2d by the pictures: x (N, OC, OH, OW) spread to (N, C, H, W); `size` is [H, W]. */
  spread2d(x: NDArray, kernels: NDArray, window: Window2d, size: Pair): NDArray;
  /** The adjoint of conv2d by the kernels, given gradients gy (N, OC, OH, OW): (OC, C, KH, KW). */
  kernelGradient2d(x: NDArray, gy: NDArray, window: Window2d): NDArray;
  /** The largest element under each place; NaN counts as the largest. */
  maxPool(x: NDArray, window: Window2d): NDArray;
  /** Adds each of gy (N, C, OH, OW) to where x has the first largest element under its place; padding drops it. */
  maxPoolSpread(gy: NDArray, x: NDArray, window: Window2d): NDArray;
  /** Picks from `values` (N, C, H, W), for each place, where x has the first largest element; 0 from padding. */
  maxPoolPick(values: NDArray, x: NDArray, window: Window2d): NDArray;
  averagePool(x: NDArray, window: Window2d): NDArray;
  /** The adjoint of averagePool: spreads gy (N, C, OH, OW) evenly over (N, C, H, W); `size` is [H, W]. */
  averagePoolSpread(gy: NDArray, window: Window2d, size: Pair): NDArray;
  /** Mean and variance (of the elements, not an estimate) of each channel of (N, C) or (N, C, ...): (C,) both. */
  channelMoments(x: NDArray): ChannelMoments;
  /** y = (x − mean)/√(variance + eps)·gamma + beta, per channel. */
  normalise(x: NDArray, moments: ChannelMoments, gamma: NDArray, beta: NDArray, eps: number): NDArray;
  /** Gradients of normalise(x, channelMoments(x), gamma, beta) by x, gamma and beta. */
  normaliseGradient(gy: NDArray, x: NDArray, moments: ChannelMoments, gamma: NDArray, eps: number): NormaliseGradient;
}

export interface ChannelMoments {
  readonly mean: NDArray;
  readonly variance: NDArray;
}

export interface NormaliseGradient {
  readonly x: NDArray;
  readonly gamma: NDArray;
  readonly beta: NDArray;
}
