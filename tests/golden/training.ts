/** Golden kinds optimizers.json, descent.json and repr.json. */
import { F, optimizers, Variable } from '@engine/index.ts';
import { array } from '@engine/ndarray/create.ts';
import type { Hook, Optimizer } from '@engine/optimizers/index.ts';
import {
  compareArrays,
  dtypeOf,
  FLOAT32,
  FLOAT64,
  HIGHER_ORDER,
  isObject,
  mismatch,
  toArray,
  type Json,
  type JsonObject,
  type Mismatch,
  text
} from './compare.ts';
import { evaluate } from './expression.ts';
import { found, leftovers, list, Unsupported, type Recogniser } from './suite.ts';

export const optimizerRuns: Recogniser = ({ json }) => {
  if (!Array.isArray(json['runs']) || !isObject(json['W0'])) return null;
  return list(json['runs']).map((one, i) => ({
    kind: `optimizers:${text(one['optimizer'])}`,
    id: `${i} ${text(one['optimizer'])} ${JSON.stringify(one['args'])} ${JSON.stringify(one['hooks'])} ${text(one['dtype'])}`,
    check: () => checkRun(json, one)
  }));
};

/** The order of each optimizer's parameters. */
const ARGUMENTS: Readonly<Record<string, { make: (...values: number[]) => Optimizer; names: [string, number][] }>> = {
  SGD: { make: (...v) => new optimizers.SGD(...v), names: [['lr', 0.01]] },
  MomentumSGD: {
    make: (...v) => new optimizers.MomentumSGD(...v),
    names: [
      ['lr', 0.01],
      ['momentum', 0.9]
    ]
  },
  AdaGrad: {
    make: (...v) => new optimizers.AdaGrad(...v),
    names: [
      ['lr', 0.001],
      ['eps', 1e-8]
    ]
  },
  AdaDelta: {
    make: (...v) => new optimizers.AdaDelta(...v),
    names: [
      ['rho', 0.95],
      ['eps', 1e-6]
    ]
  },
  Adam: {
    make: (...v) => new optimizers.Adam(...v),
    names: [
      ['alpha', 0.001],
      ['beta1', 0.9],
      ['beta2', 0.999],
      ['eps', 1e-8]
    ]
  }
};

function checkRun(problem: JsonObject, run: JsonObject): Mismatch[] {
  const dtype = dtypeOf(run['dtype']);
  const tolerance = dtype === 'float32' ? FLOAT32 : FLOAT64;
  const cast = (name: string): Variable => new Variable(toArray(problem[name]).astype(dtype), name);
  const [x, t, W, b] = [cast('x'), cast('t'), cast('W0'), cast('b0')];
  const known = ARGUMENTS[text(run['optimizer'])];
  if (known === undefined) throw new Unsupported(`the engine has no optimizer ${text(run['optimizer'])}`);
  const args = isObject(run['args']) ? run['args'] : {};
  const optimizer = known.make(...known.names.map(([name, value]) => (args[name] ?? value) as number)).setup({ W, b });
  for (const hook of list(run['hooks'])) optimizer.addHook(hookOf(hook, { W, b }));
  for (const [i, step] of list(run['steps']).entries()) {
    const loss = F.meanSquaredError(F.linear(x, W, b), t);
    for (const one of [x, t, W, b]) one.clearGrad();
    loss.backward();
    const gradients = { grad_W_before_hooks: W.grad?.data, grad_b_before_hooks: b.grad?.data };
    optimizer.update();
    const got = { loss: loss.data, W: W.data, b: b.data, ...gradients, lr: (optimizer as { lr?: number }).lr };
    for (const [name, value] of Object.entries(got)) {
      if (step[name] === undefined || value === undefined) continue;
      const problemFound = compareArrays(`step ${i + 1} ${name}`, value, step[name], tolerance);
      if (problemFound !== null) return [problemFound];
    }
  }
  return [];
}

function hookOf(hook: JsonObject, params: Record<string, Variable>): Hook {
  const argument = hook['arg'] ?? null;
  if (hook['type'] === 'WeightDecay') return optimizers.weightDecay(argument as number);
  if (hook['type'] === 'ClipGrad') return optimizers.clipGrad(argument as number);
  const frozen = params[text(argument)];
  if (hook['type'] === 'FreezeParam' && frozen !== undefined) return optimizers.freezeParam(frozen);
  throw new Unsupported(`a hook ${text(hook['type'])}`);
}

export const descent: Recogniser = ({ json }) => {
  if (!Array.isArray(json['gradient_descent']) && !Array.isArray(json['newton'])) return null;
  return [
    ...list(json['gradient_descent']).map((one, i) => ({
      kind: 'descent',
      id: `gradient_descent/${i}`,
      check: () => checkDescent(one)
    })),
    ...list(json['newton']).map((one, i) => ({ kind: 'descent', id: `newton/${i}`, check: () => checkNewton(one) })),
    ...leftovers('descent', json, ['gradient_descent', 'newton'])
  ];
};

function checkDescent(one: JsonObject): Mismatch[] {
  const start = one['start'] as number[];
  const x = start.map((value) => new Variable(toArray(value)));
  const names = Object.fromEntries(x.map((variable, i) => [`x${i}`, variable]));
  const rows = new Map((one['trajectory'] as number[][]).map((row) => [row[0], row]));
  for (let i = 0; i < (one['iterations'] as number); i++) {
    const y = evaluate(text(one['function']), names);
    x.forEach((variable) => variable.clearGrad());
    y.backward();
    const wanted = rows.get(i);
    const got = [i, ...x.map((v) => v.item()), y.item(), ...x.map((v) => v.grad?.item() ?? 0)];
    const problem = wanted && compareArrays(`iteration ${i}`, row(got), jsonRow(wanted), FLOAT64);
    if (problem) return [problem];
    for (const v of x) if (v.grad !== null) v.data = v.data.sub(v.grad.data.mul(one['lr'] as number));
  }
  const final = one['final'] as number[];
  return found(compareArrays('final', row(x.map((v) => v.item())), jsonRow(final), FLOAT64));
}

function checkNewton(one: JsonObject): Mismatch[] {
  const x = new Variable(toArray(one['start']));
  for (const wanted of one['trajectory'] as number[][]) {
    const y = evaluate(text(one['function']), { x });
    x.clearGrad();
    y.backward({ createGraph: true });
    const gx = x.grad!;
    x.clearGrad();
    gx.backward();
    const got = [wanted[0]!, x.item(), y.item(), gx.item(), x.grad!.item()];
    const problem = compareArrays(`iteration ${wanted[0]}`, row(got), jsonRow(wanted), HIGHER_ORDER);
    if (problem !== null) return [problem];
    x.data = x.data.sub(gx.data.div(x.grad!.data));
  }
  return found(compareArrays('final', x.data, one['final'], HIGHER_ORDER));
}

const row = (values: number[]) => array(values);
const jsonRow = (data: number[]): JsonObject => ({ shape: [data.length], dtype: 'float64', data });

export const repr: Recogniser = ({ json }) => {
  const cases = list(json['cases']);
  if (cases.length === 0 || !cases.some((one) => 'str_of_array' in one)) return null;
  return cases.map((one, i) => ({
    kind: 'repr',
    id: `${i} ${JSON.stringify((one['value'] as JsonObject)['shape'])}`,
    check: () => {
      const value = toArray(one['value']);
      return found(
        sameText('str_of_array', value.toString(), one['str_of_array']),
        sameText('repr_of_variable', new Variable(value).toString(), one['repr_of_variable'])
      );
    }
  }));
};

function sameText(what: string, got: string, expected: Json | undefined): Mismatch | null {
  return got === expected ? null : mismatch(what, -1, JSON.stringify(got), JSON.stringify(expected));
}
