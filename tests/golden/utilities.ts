/** Golden kind utils.json: the reference's helper functions, wherever they live here. */
import { nd, type Variable } from '@engine/index.ts';
import { chain } from '@engine/backends/chain.ts';
import { currentBackend } from '@engine/backends/current.ts';
import { normalizeAxes, normalizeAxis, reducedShape } from '@engine/ndarray/shape.ts';
import { logSumExp } from '@engine/ops/log-sum-exp.ts';
import { getConvOutsize, getDeconvOutsize, pairOf } from '@engine/ops/window.ts';
import { numericalGradient } from '@engine/testing/gradient-check.ts';
import { compareArrays, FLOAT64, mismatch, text, toArray, type JsonObject, type Mismatch } from './compare.ts';
import { evaluate } from './expression.ts';
import { found, list, Unsupported, type Recogniser } from './suite.ts';

type Check = (one: JsonObject) => Mismatch[];
type Axis = number | number[] | null;

const int = (one: JsonObject, name: string): number => one[name] as number;
const plain = (got: unknown, expected: unknown): Mismatch[] =>
  JSON.stringify(got) === JSON.stringify(expected) ? [] : [mismatch('out', -1, text(got), text(expected))];

const CHECKS: Readonly<Record<string, Check>> = {
  pair: (one) => plain(pairOf('pair', 'the size', one['in'] as number | number[]), one['out']),
  get_conv_outsize: (one) =>
    plain(getConvOutsize(int(one, 'input_size'), int(one, 'kernel'), int(one, 'stride'), int(one, 'pad')), one['out']),
  get_deconv_outsize: (one) =>
    plain(getDeconvOutsize(int(one, 'size'), int(one, 'kernel'), int(one, 'stride'), int(one, 'pad')), one['out']),
  sum_to: (one) =>
    found(compareArrays('out', nd.sumTo(toArray(one['x']), one['shape'] as number[]), one['out'], FLOAT64)),
  logsumexp: (one) => {
    const x = toArray(one['x']);
    const axis = normalizeAxis('logsumexp', one['axis'] as number, x.ndim);
    return found(compareArrays('out', currentBackend().chain(chain(logSumExp), [x], axis), one['out'], FLOAT64));
  },
  max_backward_shape: (one) => plain(kept(one), one['out']),
  // What a reduction took away comes back as length 1; over everything, or kept already, nothing is to be done.
  reshape_sum_backward: (one) =>
    plain(
      one['keepdims'] === true || one['axis'] === null || (one['x_shape'] as number[]).length === 0
        ? one['gy_shape']
        : kept(one),
      one['out_shape']
    ),
  numerical_grad: (one) => {
    const f = (x: Variable): Variable => evaluate(text(one['function']), { x });
    const x = toArray(one['x']);
    const got = nd.array(numericalGradient(f, [x], 0, int(one, 'eps'))).reshape(x.shape);
    return found(compareArrays('out', got, one['out'], FLOAT64));
  },
  array_allclose: (one) => {
    const { rtol = 1e-4, atol = 1e-5 } = one['kwargs'] as { rtol?: number; atol?: number };
    return plain(nd.allclose(one['a'] as number[], one['b'] as number[], rtol, atol), one['out']);
  },
  array_equal: (one) => plain(nd.arrayEqual(one['a'] as number[], one['b'] as number[]), one['out'])
};

export const utilities: Recogniser = ({ json }) => {
  const names = Object.keys(json).filter((name) => Array.isArray(json[name]));
  if (!names.some((name) => Object.hasOwn(CHECKS, name))) return null;
  return names.flatMap((name) =>
    list(json[name]).map((one, i) => ({
      kind: `utils:${name}`,
      id: `${name}/${i}`,
      check: () => {
        const check = CHECKS[name];
        if (check === undefined) throw new Unsupported(`a helper ${name}`);
        return check(one);
      }
    }))
  );
};

function kept(one: JsonObject): readonly number[] {
  const shape = one['x_shape'] as number[];
  return reducedShape(shape, normalizeAxes('max', one['axis'] as Axis, shape.length), true);
}
