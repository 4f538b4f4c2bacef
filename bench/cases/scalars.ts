/**
 * Small work, where calls weigh more than arithmetic: single numbers through Variables, with the graph recorded. The
 * yardstick is the same written with plain objects that hold one number, its derivatives and its sources: about the
 * least that a graph can cost in JavaScript. What takes microseconds is run a thousand times in a run, since the first
 * few hundred calls of anything are not compiled yet. Not here: what tracing costs.
 */
import { F, Variable, nd } from '@engine/index.ts';
import type { BenchCase } from '../measure.ts';
import { OWN, PLAIN_OBJECTS } from '../names.ts';
import { pythonDezero } from '../peers/numpy.ts';

/** What both kinds of numbers can do. */
interface Arithmetic<T> {
  add(other: T | number): T;
  sub(other: T | number): T;
  mul(other: T | number): T;
  pow(exponent: number): T;
}

/** A number that remembers which one or two numbers it came from, and its derivatives by them. */
class PlainNumber implements Arithmetic<PlainNumber> {
  grad = 0;
  seen = false;

  constructor(
    readonly value: number,
    readonly a: PlainNumber | null = null,
    readonly byA = 0,
    readonly b: PlainNumber | null = null,
    readonly byB = 0
  ) {}

  add(other: PlainNumber | number): PlainNumber {
    if (typeof other === 'number') return new PlainNumber(this.value + other, this, 1);
    return new PlainNumber(this.value + other.value, this, 1, other, 1);
  }

  sub(other: PlainNumber | number): PlainNumber {
    if (typeof other === 'number') return new PlainNumber(this.value - other, this, 1);
    return new PlainNumber(this.value - other.value, this, 1, other, -1);
  }

  mul(other: PlainNumber | number): PlainNumber {
    if (typeof other === 'number') return new PlainNumber(this.value * other, this, other);
    return new PlainNumber(this.value * other.value, this, other.value, other, this.value);
  }

  pow(exponent: number): PlainNumber {
    return new PlainNumber(this.value ** exponent, this, exponent * this.value ** (exponent - 1));
  }

  backward(): void {
    const order: PlainNumber[] = [];
    this.collect(order);
    this.grad = 1;
    for (let i = order.length - 1; i >= 0; i--) {
      const { a, b, byA, byB, grad } = order[i]!;
      if (a !== null) a.grad += byA * grad;
      if (b !== null) b.grad += byB * grad;
    }
  }

  private collect(order: PlainNumber[]): void {
    if (this.seen) return;
    this.seen = true;
    this.a?.collect(order);
    this.b?.collect(order);
    order.push(this);
  }
}

function goldsteinPrice<T extends Arithmetic<T>>(x: T, y: T): T {
  const a = x.add(y).add(1).pow(2);
  const b = x.mul(-14).add(x.pow(2).mul(3)).add(19).sub(y.mul(14)).add(x.mul(y).mul(6)).add(y.pow(2).mul(3));
  const c = x.mul(2).sub(y.mul(3)).pow(2);
  const d = x.mul(-32).add(x.pow(2).mul(12)).add(18).add(y.mul(48)).sub(x.mul(y).mul(36)).add(y.pow(2).mul(27));
  return a.mul(b).add(1).mul(c.mul(d).add(30));
}

function rosenbrock<T extends Arithmetic<T>>(x0: T, x1: T): T {
  return x1.sub(x0.pow(2)).pow(2).mul(100).add(x0.sub(1).pow(2));
}

const variable = (value: number): Variable => new Variable(nd.array(value));

/** Computations in a run. */
const THOUSAND = 1000;

/** That many; the result of the last. */
function thousand<T>(work: () => T): () => T {
  return () => {
    for (let i = 1; i < THOUSAND; i++) work();
    return work();
  };
}

function goldsteinPriceCase(): BenchCase {
  return {
    name: 'Goldstein-Price',
    flops: null,
    contenders: [
      {
        name: OWN,
        run: thousand(() => {
          const [x, y] = [variable(1), variable(1)];
          goldsteinPrice<Arithmetic<Variable> & Variable>(x, y).backward();
          return [x.grad?.item(), y.grad?.item()];
        })
      },
      {
        name: PLAIN_OBJECTS,
        run: thousand(() => {
          const [x, y] = [new PlainNumber(1), new PlainNumber(1)];
          goldsteinPrice(x, y).backward();
          return [x.grad, y.grad];
        })
      }
    ],
    check: (name, result) => near(name, result, [-5376, 8064])
  };
}

const STEPS = 10_000;
const LR = 0.001;

/** Step 28: down the valley from (0, 2). */
function rosenbrockCase(): BenchCase {
  const expected = [0, 2];
  for (let step = 0; step < STEPS; step++) {
    const [x0 = NaN, x1 = NaN] = expected;
    expected[0] = x0 - LR * (2 * (x0 - 1) - 400 * x0 * (x1 - x0 * x0));
    expected[1] = x1 - LR * 200 * (x1 - x0 * x0);
  }
  return {
    name: 'Rosenbrock 10,000 steps',
    flops: null,
    contenders: [
      {
        name: OWN,
        run: () => {
          const params = [variable(0), variable(2)] as const;
          for (let step = 0; step < STEPS; step++) {
            const y = rosenbrock<Arithmetic<Variable> & Variable>(...params);
            for (const p of params) p.clearGrad();
            y.backward();
            for (const p of params) p.data = p.data.sub(p.grad!.data.mul(LR));
          }
          return params.map((p) => p.item());
        }
      },
      {
        name: PLAIN_OBJECTS,
        run: () => {
          let [x0, x1] = [0, 2];
          for (let step = 0; step < STEPS; step++) {
            const params = [new PlainNumber(x0), new PlainNumber(x1)] as const;
            rosenbrock(...params).backward();
            x0 -= LR * params[0].grad;
            x1 -= LR * params[1].grad;
          }
          return [x0, x1];
        }
      },
      pythonDezero('rosenbrock', { steps: STEPS, lr: LR })
    ],
    check: (name, result) => near(name, result, expected)
  };
}

const ORDER = 5;

/** Step 35: each derivative is back-propagated through the graph of the one before. */
function tanhCase(): BenchCase {
  const t2 = Math.tanh(1) ** 2;
  return {
    name: 'tanh fifth derivative',
    flops: null,
    contenders: [
      {
        name: OWN,
        run: thousand(() => {
          const x = variable(1);
          let y: Variable = F.tanh(x);
          for (let order = 1; order <= ORDER; order++) {
            y.backward({ createGraph: true });
            y = x.grad!;
            x.clearGrad();
          }
          return [y.item()];
        })
      },
      pythonDezero('tanh_derivative', { order: ORDER, times: THOUSAND })
    ],
    check: (name, result) => near(name, result, [16 - 136 * t2 + 240 * t2 ** 2 - 120 * t2 ** 3])
  };
}

export function cases(): BenchCase[] {
  return [goldsteinPriceCase(), rosenbrockCase(), tanhCase()];
}

function near(name: string, result: unknown, expected: readonly number[]): void {
  const found = result as readonly number[];
  if (!expected.every((one, i) => Math.abs(one - (found[i] ?? NaN)) <= 1e-10 * Math.abs(one)))
    throw new Error(`${name}: the result is ${found.join(', ')}, expected ${expected.join(', ')}`);
}
