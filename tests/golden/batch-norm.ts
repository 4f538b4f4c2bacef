/** Golden cases of batch_norm: running statistics are arguments, and training changes them. */
import { F, usingConfig, type NDArray, type Operand, type Variable } from '@engine/index.ts';
import { ones, zeros } from '@engine/ndarray/create.ts';
import { compareArrays, FLOAT32, FLOAT64, toArray, type JsonObject, type Mismatch } from './compare.ts';
import { found, list } from './suite.ts';

/** One call; the statistics after it are left in `after`. */
export function runBatchNorm(operands: readonly Operand[], args: JsonObject, after: NDArray[] = []): Variable {
  const [x, gamma, beta] = operands;
  const statistics = [toArray(args['avg_mean']).copy(), toArray(args['avg_var']).copy()] as const;
  after.push(...statistics);
  const rates = { decay: args['decay'] as number, eps: args['eps'] as number };
  return usingConfig('train', args['train'] !== false, () =>
    F.batchNorm(x!, gamma!, beta!, statistics[0], statistics[1], rates)
  );
}

/** The statistics that one call leaves. */
export function checkStatistics(one: JsonObject): Mismatch[] {
  const inputs = Object.values(one['inputs'] as JsonObject).map(toArray);
  const expected = one['after'] as JsonObject;
  const after: NDArray[] = [];
  const tolerance = inputs.some((input) => input.dtype === 'float32') ? FLOAT32 : FLOAT64;
  runBatchNorm(inputs, one['args'] as JsonObject, after);
  return found(
    compareArrays('avg_mean after', after[0]!, expected['avg_mean'], tolerance),
    compareArrays('avg_var after', after[1]!, expected['avg_var'], tolerance)
  );
}

/** Calls in a row on the same statistics. */
export function checkSequence(one: JsonObject): Mismatch[] {
  const args = one['args'] as JsonObject;
  const rates = { decay: args['decay'] as number, eps: args['eps'] as number };
  const calls = list(one['sequence']);
  const channels = toArray(calls[0]?.['x']).shape[1] ?? 1;
  const [mean, variance] = [zeros([channels]), ones([channels])];
  return calls.flatMap((call, i) => {
    const y = usingConfig('train', call['test_mode'] !== true, () =>
      F.batchNorm(toArray(call['x']), ones([channels]), zeros([channels]), mean, variance, rates)
    );
    return found(
      compareArrays(`call ${i + 1} y`, y.data, call['y'], FLOAT64),
      compareArrays(`call ${i + 1} avg_mean`, mean, call['avg_mean'], FLOAT64),
      compareArrays(`call ${i + 1} avg_var`, variance, call['avg_var'], FLOAT64)
    );
  });
}
