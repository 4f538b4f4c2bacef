/** The lessons' scripts on the engine, by step. Each uses the global random generator as the original does. */
import { F, nd, noGrad, testMode, usingConfig, Variable, type NDArray } from '@engine/index.ts';
import { numericalGradient } from '@engine/testing/gradient-check.ts';
import type { StepResult } from './steps.ts';
import { arrayScripts } from './step-arrays.ts';
import { classScripts } from './step-classes.ts';
import { networkScripts } from './step-networks.ts';
import { chain, goldstein, ints, MySin, scalar } from './step-problems.ts';
import { trainingScripts } from './step-training.ts';

function backwardChain(): StepResult {
  const x = scalar(0.5);
  const { a, b, y } = chain(x);
  y.backward({ retainGrad: true });
  return { prints: [x.grad?.data], finals: { x, a, b, y } };
}

const rosenbrock = (x0: Variable, x1: Variable) => F.mul(100, x1.sub(x0.pow(2)).pow(2)).add(x0.sub(1).pow(2));
const quartic = (x: Variable) => x.pow(4).sub(F.mul(2, x.pow(2)));

function newton(secondDerivative: (x: Variable) => NDArray | null): StepResult {
  const x = scalar(2);
  const prints: string[] = [];
  const curves: Record<string, NDArray[]> = { x: [], y: [], gx: [], gx2: [] };
  let result: StepResult = {};
  for (let i = 0; i < 10; i++) {
    prints.push(`${i} ${String(x)}`);
    const y = quartic(x);
    x.clearGrad();
    const byHand = secondDerivative(x);
    y.backward({ createGraph: byHand === null });
    const gx = x.grad!;
    if (byHand === null) {
      x.clearGrad();
      gx.backward();
    }
    const gx2 = byHand ?? x.grad!.data;
    const before = x.data;
    curves['x']!.push(before);
    curves['y']!.push(y.data);
    curves['gx']!.push(gx.data);
    curves['gx2']!.push(gx2);
    x.data = before.sub(gx.data.div(gx2));
    result = { prints, curves, finals: { x, iters: 10, y, gx, gx2: byHand === null ? x.grad : gx2 } };
  }
  return result;
}

export const scripts: Readonly<Record<number, () => StepResult>> = {
  ...arrayScripts,
  ...trainingScripts,
  ...classScripts,
  ...networkScripts,
  1: () => {
    const data = nd.array(1);
    const x = new Variable(data);
    const first = String(x.data);
    x.data = nd.array(2);
    return { prints: [first, x.data], finals: { data, x } };
  },
  3: () => {
    const x = scalar(0.5);
    const { a, b, y } = chain(x);
    return { prints: [y.data], finals: { x, a, b, y } };
  },
  4: () => {
    const square = numericalGradient((x) => F.square(x), [nd.array(2)], 0)[0];
    const dy = nd.array(numericalGradient((x) => chain(x).y, [nd.array(0.5)], 0)[0]!);
    return { prints: [square, dy], finals: { x: scalar(0.5), dy } };
  },
  5: () => ({}),
  6: backwardChain,
  7: backwardChain,
  8: backwardChain,
  13: () => {
    const [x, y] = [scalar(2), scalar(3)];
    const z = F.square(x).add(F.square(y));
    z.backward({ retainGrad: true });
    return { prints: [z.data, x.grad?.data, y.grad?.data], finals: { x, y, z } };
  },
  14: () => {
    const x = scalar(3);
    const first = x.add(x);
    first.backward();
    const before = String(x.grad?.data);
    x.clearGrad();
    const y = x.add(x).add(x);
    y.backward({ retainGrad: true });
    return { prints: [before, x.grad?.data], finals: { x, y } };
  },
  15: () => ({}),
  16: () => {
    const x = scalar(2);
    const a = F.square(x);
    const y = F.square(a).add(F.square(a));
    y.backward({ retainGrad: true });
    return { prints: [y.data, x.grad?.data], finals: { x, a, y } };
  },
  18: () => {
    const [x0, x1] = [scalar(1), scalar(1)];
    const t = x0.add(x1);
    const z = x0.add(t);
    z.backward();
    const x = scalar(2);
    usingConfig('enableBackprop', false, () => F.square(x));
    const y = noGrad(() => F.square(x));
    const none = (grad: Variable | null) => (grad === null ? 'None' : String(grad.data));
    return {
      prints: [`${none(z.grad)} ${none(t.grad)}`, `${none(x0.grad)} ${none(x1.grad)}`],
      finals: { x0, x1, t, y, x }
    };
  },
  20: () => {
    const [a, b, c] = [scalar(3), scalar(2), scalar(1)];
    const y = a.mul(b).add(c);
    y.backward();
    return { prints: [y, a.grad?.data, b.grad?.data], finals: { a, b, y } };
  },
  21: () => {
    const x = scalar(2);
    const lines = [x.add(nd.array(3)), x.add(3)].map(String);
    const y = F.mul(3, x).add(1);
    return { prints: [...lines, y], finals: { x, y } };
  },
  22: () => {
    const x = scalar(2);
    const y1 = F.sub(2, x);
    const y2 = F.sub(x, 1);
    const lines = [x.neg(), y1, y2, F.div(3, x)].map(String);
    const y = x.pow(3);
    y.backward();
    return { prints: [...lines, y], finals: { x, y, y1, y2 } };
  },
  23: () => {
    const x = scalar(1);
    const y = x.add(3).pow(2);
    y.backward();
    return { prints: [y, x.grad], finals: { x, y } };
  },
  24: () => {
    const [x, y] = [scalar(1), scalar(1)];
    const z = goldstein(x, y);
    z.backward();
    return { prints: [`${String(x.grad)} ${String(y.grad)}`], finals: { x, y, z } };
  },
  25: () => ({}),
  28: () => {
    const [x0, x1] = [scalar(0), scalar(2)];
    const prints: string[] = [];
    const curves: Record<string, NDArray[]> = { x0: [], x1: [], y: [] };
    let y = x0;
    for (let i = 0; i < 1000; i++) {
      prints.push(`${String(x0)} ${String(x1)}`);
      y = rosenbrock(x0, x1);
      x0.clearGrad();
      x1.clearGrad();
      y.backward();
      curves['x0']!.push(x0.data);
      curves['x1']!.push(x1.data);
      curves['y']!.push(y.data);
      for (const x of [x0, x1]) x.data = x.data.sub(x.grad!.data.mul(0.001));
    }
    return { prints, curves, finals: { x0, x1, lr: 0.001, iters: 1000, y } };
  },
  29: () => {
    const result = newton((x) => nd.array(12).mul(x.data.pow(2)).sub(4));
    delete result.finals!['gx'];
    return result;
  },
  30: () => ({}),
  31: () => ({}),
  32: () => ({}),
  33: () => newton(() => null),
  34: () => {
    const x = new Variable(nd.linspace(-7, 7, 200));
    const y = new MySin().call(x) as Variable;
    y.backward({ createGraph: true });
    const logs = [y.data];
    let gx = x.grad!;
    for (let i = 0; i < 3; i++) {
      gx = x.grad!;
      logs.push(gx.data);
      x.clearGrad();
      gx.backward({ createGraph: true });
    }
    return { finals: { x, y, logs, gx, v: logs[3]! } };
  },
  36: () => {
    const x = scalar(2);
    const y = x.pow(2);
    y.backward({ createGraph: true });
    const gx = x.grad!;
    x.clearGrad();
    const z = gx.pow(3).add(y);
    z.backward();
    return { prints: [x.grad], finals: { x, y, gx, z } };
  },
  40: () => {
    const [x0, x1] = [ints([1, 2, 3]), ints([10])];
    const y = x0.add(x1);
    y.backward();
    return { prints: [y, x1.grad], finals: { x0, x1, y } };
  },
  54: () => {
    const x = nd.ones(5);
    const y = testMode(() => F.dropout(x));
    return { prints: [x, F.dropout(x), y], finals: { x, y } };
  },
  56: () => ({})
};
