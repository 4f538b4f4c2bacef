/** Chains, step by step: what every faster way is compared with. */
import { NDArray } from '../../../ndarray/ndarray.ts';
import type { Operand } from '../../backend.ts';
import { bySteps, type Chain } from '../../chain.ts';
import { plain } from '../index.ts';
import { write } from './elementwise.ts';

export function chain(steps: Chain, operands: readonly Operand[], axis = -1): NDArray {
  const [result = NDArray.scalar(NaN)] = bySteps(plain, steps, operands, [], axis);
  return result;
}

export function chainInto(steps: Chain, targets: readonly NDArray[], operands: readonly Operand[]): void {
  const results = bySteps(plain, steps, [...targets, ...operands], targets);
  targets.forEach((target, i) => {
    const result = results[i];
    if (result !== undefined) write(target, result.broadcastTo(target.shape));
  });
}
