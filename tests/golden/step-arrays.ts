/** The lessons' scripts that need no training: functions, memory, graphs, arrays (steps 2 to 41). */
import { F, gradientCheck, random, Variable, type NDArray, type Operand } from '@engine/index.ts';
import { chain, goldstein, ints, MySin, scalar } from './step-problems.ts';
import type { StepResult } from './steps.ts';

const grid = () =>
  ints([
    [1, 2, 3],
    [4, 5, 6]
  ]);
const shapeOf = (shape: readonly number[]): string => `(${shape.join(', ')})`;

function convenientFunctions(): StepResult {
  const x = scalar(0.5);
  const { y } = chain(x);
  y.backward({ retainGrad: true });
  const result = { prints: [x.grad?.data], finals: { y } };
  try {
    new Variable(1.0 as unknown as NDArray);
  } catch (thrown) {
    return { ...result, thrown };
  }
  return result;
}

function unitTests(): StepResult {
  const x = scalar(3);
  F.square(x).backward();
  const checked = { name: 'gradient check', x: 'one rand() number' };
  const passed = gradientCheck((v: Operand) => F.square(v), random.rand());
  const compare = passed ? 'back-propagated against central difference, allclose' : 'they differ';
  return {
    others: {
      tests: [
        { name: 'forward', x: 2, square: F.square(scalar(2)).item() },
        { name: 'backward', x: 3, gradient: x.grad!.item() },
        { ...checked, compare }
      ]
    }
  };
}

/** The Taylor series of the sine, up to the first term below the threshold. */
function taylorSine(x: Variable, threshold = 0.0001): Variable {
  let y: Variable | null = null;
  let factorial = 1;
  for (let i = 0; ; i++) {
    if (i > 0) factorial *= 2 * i * (2 * i + 1);
    const t = x.pow(2 * i + 1).mul((-1) ** i / factorial);
    y = y === null ? t.add(0) : y.add(t);
    if (Math.abs(t.item()) < threshold) return y;
  }
}

export const arrayScripts: Readonly<Record<number, () => StepResult>> = {
  2: () => {
    const x = ints(10);
    const y = F.square(x);
    return { prints: [`<class '__main__.${y.constructor.name}'>`, y.data], finals: { x, y } };
  },
  9: convenientFunctions,
  10: unitTests,
  11: () => {
    const y = F.add(ints(2), ints(3));
    return { prints: [y.data], finals: { y } };
  },
  12: () => {
    const [x0, x1] = [ints(2), ints(3)];
    const y = F.add(x0, x1);
    return { prints: [y.data], finals: { x0, x1, y } };
  },
  17: () => {
    let finals: NonNullable<StepResult['finals']> = {};
    for (let i = 0; i < 10; i++) {
      const x = new Variable(random.randn(10000));
      finals = { x, y: F.square(F.square(F.square(x))) };
    }
    return { finals };
  },
  19: () => {
    const x = grid();
    x.name = 'x';
    return { prints: [x.name, shapeOf(x.shape), x], finals: { x } };
  },
  26: () => {
    const [x, y] = [scalar(1, 'x'), scalar(1, 'y')];
    const z = goldstein(x, y);
    z.backward();
    z.name = 'z';
    return { finals: { x, y, z }, graphs: [z] };
  },
  27: () => {
    const prints: unknown[] = ['--- original sin ---'];
    const exact = scalar(Math.PI / 4);
    const sine = new MySin().call(exact) as Variable;
    sine.backward();
    prints.push(sine.data, exact.grad, '--- approximate sin ---');
    const x = scalar(Math.PI / 4, 'x');
    const y = taylorSine(x);
    y.backward();
    prints.push(y.data, x.grad);
    y.name = 'y';
    return { prints, finals: { x, y }, graphs: [y] };
  },
  35: () => {
    const x = scalar(1, 'x');
    const y = F.tanh(x);
    y.name = 'y';
    y.backward({ createGraph: true });
    const gx1 = x.grad!;
    x.clearGrad();
    gx1.backward({ createGraph: true });
    const gx = x.grad!;
    gx.name = 'gx2';
    return { finals: { x, y, iters: 1, gx }, graphs: [gx] };
  },
  37: () => {
    const x = grid();
    const c = ints([
      [10, 20, 30],
      [40, 50, 60]
    ]);
    const t = x.add(c);
    const y = F.sum(t);
    y.backward({ retainGrad: true });
    return { prints: [y.grad, t.grad, x.grad, c.grad], finals: { x, t, y } };
  },
  38: () => {
    const first = grid();
    F.reshape(first, [6]).backward();
    const x = grid();
    const y = F.transpose(x);
    y.backward();
    return { prints: [first.grad, x.grad], finals: { x, y } };
  },
  39: () => {
    const row = ints([1, 2, 3, 4, 5, 6]);
    const whole = grid();
    const columns = grid();
    const sums = [F.sum(row), F.sum(whole), F.sum(columns, 0)];
    for (const sum of sums) sum.backward();
    const x = new Variable(random.randn(2, 3, 4, 5));
    const y = x.sum(null, true);
    const lines = [row, whole, columns].flatMap((one, i) => [sums[i], one.grad]);
    return { prints: [...lines, shapeOf(y.shape)], finals: { x, y } };
  },
  41: () => {
    const x = new Variable(random.randn(2, 3));
    const w = new Variable(random.randn(3, 4));
    const y = F.matmul(x, w);
    y.backward();
    return { prints: [shapeOf(x.grad!.shape), shapeOf(w.grad!.shape)], finals: { x, w, y } };
  },
  55: () => {
    const size = (input: number, kernel: number, stride: number, pad: number) =>
      Math.floor((input + 2 * pad - kernel) / stride) + 1;
    const [OH, OW] = [size(4, 3, 1, 1), size(4, 3, 1, 1)];
    return {
      prints: [`${OH} ${OW}`],
      finals: { H: 4, W: 4, KH: 3, KW: 3, SH: 1, SW: 1, PH: 1, PW: 1, OH, OW }
    };
  }
};
