/** Samples for ops that reduce axes. */
import type { AxisArg } from '../core/operators.ts';
import type { Sample } from './define-op.ts';
import { scalar, uniform } from './samples.ts';

export interface ReduceAttrs {
  axis: AxisArg;
  keepdims: boolean;
}

export function reduceSamples(): Sample<ReduceAttrs>[] {
  return [
    { inputs: [uniform([2, 3])], attrs: { axis: null, keepdims: false } },
    { inputs: [uniform([2, 3])], attrs: { axis: 0, keepdims: false } },
    { inputs: [uniform([2, 3])], attrs: { axis: -1, keepdims: true } },
    { inputs: [uniform([2, 3, 4])], attrs: { axis: [0, 2], keepdims: false } },
    { inputs: [scalar(2)], attrs: { axis: null, keepdims: false } }
  ];
}

export function reduceMisfits(): Sample<ReduceAttrs>[] {
  return [{ inputs: [uniform([2, 3])], attrs: { axis: 2, keepdims: false } }];
}
