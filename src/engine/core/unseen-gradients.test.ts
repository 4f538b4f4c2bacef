/** Gradients that nobody has seen are arrays whose memory is used again at once: never while somebody may look at them. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { currentBackend, setBackend } from '../backends/current.ts';
import { setHost } from '../host.ts';
import { F, Func, L, nd, random, Variable, type NDArray } from '../index.ts';
import * as pool from '../ndarray/buffer-pool.ts';

/** Elements of a recycled array. */
const N = 4096;

beforeEach(() => {
  random.seed(1);
  // It need not really collect: arrays are lent, and only what is given back at once is used again.
  setHost({ now: () => 0, collect: () => undefined });
});
afterEach(() => {
  vi.restoreAllMocks();
  pool.forgetBuffers();
  setHost(null);
});

const leaf = (): Variable => new Variable(random.randn(N));

/** The gradients of the inputs, by arrays where that is possible, and by a graph of Variables. */
function both(formula: (...xs: Variable[]) => Variable, ...inputs: NDArray[]): [NDArray[], NDArray[]] {
  const [fast, slow] = [false, true].map((createGraph) => {
    const xs = inputs.map((data) => new Variable(data));
    formula(...xs).backward({ createGraph });
    return xs.map((x) => x.grad!.data.copy());
  });
  return [fast!, slow!];
}

function expectBoth(formula: (...xs: Variable[]) => Variable, ...inputs: NDArray[]): void {
  const [fast, slow] = both(formula, ...inputs);
  expect(fast.map((one) => one.dtype)).toEqual(slow.map((one) => one.dtype));
  expect(fast.map((one) => one.toFlat())).toEqual(slow.map((one) => one.toFlat()));
}

/** Seen by whoever writes such a function. */
class Keeper extends Func {
  readonly seen: Variable[] = [];
  override forward(x: NDArray): NDArray {
    return x.mul(2);
  }
  override backward(gy: Variable): Variable {
    this.seen.push(gy);
    return F.mul(gy, 2);
  }
}

describe('memory', () => {
  test('of gradients on their way is used again within the pass', () => {
    const takeBack = vi.spyOn(pool, 'takeBack');
    const x = leaf();
    let y: Variable = x;
    for (let i = 0; i < 6; i++) y = F.tanh(y);
    F.sum(y).backward();
    expect(takeBack.mock.results.filter(({ value }) => value === true).length).toBeGreaterThan(3);
    expect(x.grad!.data.storage.length).toBe(N);
  });

  test('of a gradient that was seen, kept or asked for stays', () => {
    const keeper = new Keeper();
    const x = leaf();
    const middle = F.tanh(x);
    const kept = F.sigmoid(keeper.call(F.sin(middle)) as Variable);
    const loss = F.sum(F.mul(kept, leaf()));
    loss.backward({ retainGrad: true });
    const [seen] = keeper.seen;
    const all = [x.grad!, middle.grad!, kept.grad!, seen!];
    const before = all.map(({ data }) => data.toFlat());
    for (let i = 0; i < 5; i++) F.sum(F.tanh(F.sin(leaf()))).backward();
    all.forEach(({ data }, i) => expect(data.toFlat()).toEqual(before[i]));
  });

  test('of a gradient that two variables share stays until both are done', () => {
    expectBoth((a, b) => F.sum(F.mul(F.add(F.tanh(a), F.add(F.tanh(b), a)), b)), random.randn(N), random.randn(N));
    expectBoth((a) => F.sum(F.add(F.add(a, a), F.add(F.tanh(a), a))), random.randn(N));
  });

  test('a gradient from before is added to and not written over', () => {
    const x = leaf();
    F.sum(F.tanh(x)).backward();
    const first = x.grad!;
    const numbers = first.data.toFlat();
    F.sum(F.sin(x)).backward();
    expect(first.data.toFlat()).toEqual(numbers);
    expect(x.grad!.data.toFlat()).toEqual(first.data.add(nd.cos(x.data)).toFlat());
  });
});

describe('products that wait', () => {
  afterEach(() => setBackend('wasm'));

  test.each(['wasm', 'plain'] as const)('%s: give the bits of products that are added one by one', (backend) => {
    setBackend(backend);
    for (const dtype of ['float64', 'float32'] as const)
      expectBoth(
        (x, w, b) => {
          let h: Variable = x;
          for (let i = 0; i < 5; i++) h = F.tanh(F.linear(h, w, b));
          return F.sum(F.mul(h, F.matmul(x, w)));
        },
        random.randn(50, 90),
        random.randn(90, 90).astype(dtype),
        random.randn(90).astype(dtype)
      );
  });

  test('an LSTM of float32 on data of float64 learns the same by arrays and by Variables', () => {
    const gradients = (createGraph: boolean): number[][] => {
      random.seed(2);
      const layer = new L.LSTM(70);
      let loss: Variable = F.sum(layer.call(random.randn(60, 3)));
      for (let i = 0; i < 4; i++) loss = F.add(loss, F.sum(layer.call(random.randn(60, 3))));
      loss.backward({ createGraph });
      return layer.params().map(({ grad }) => grad!.data.toFlat());
    };
    expect(gradients(false)).toEqual(gradients(true));
  });

  test('are added before anybody looks, and at the end of the pass', () => {
    const add = vi.spyOn(currentBackend(), 'addProducts');
    const w = new Variable(random.randn(40, 40));
    const looks: number[] = [];
    class Look extends Keeper {
      override backward(gy: Variable): Variable {
        looks.push(w.grad!.data.at(0, 0).item());
        return F.mul(gy, 2);
      }
    }
    const x = new Variable(random.randn(30, 40));
    const h = new Look().call(F.matmul(x, w)) as Variable;
    F.sum(F.matmul(F.matmul(F.matmul(h, w), w), w)).backward();
    expect(add.mock.calls.map(([, pairs]) => pairs.length)).toEqual([2]);
    expect(looks[0]).not.toBe(w.grad!.data.at(0, 0).item());
    const seen = w.grad!.data.toFlat();
    expectBoth((a, b) => F.sum(F.matmul(F.matmul(F.matmul(F.mul(F.matmul(a, b), 2), b), b), b)), x.data, w.data);
    expect(w.grad!.data.toFlat()).toEqual(seen);
  });

  test('do not survive a pass that fails', () => {
    class Failing extends Keeper {
      override backward(): Variable {
        throw new Error('no gradient here');
      }
    }
    const w = new Variable(random.randn(40, 40));
    const h = new Failing().call(random.randn(30, 40)) as Variable;
    const loss = F.sum(F.matmul(F.matmul(F.matmul(h, w), w), w));
    h.creator!.inputs[0]!.constant = false;
    expect(() => loss.backward()).toThrow('no gradient here');
    const before = w.grad!.data.toFlat();
    F.sum(new Variable(nd.ones(3))).backward();
    expect(w.grad!.data.toFlat()).toEqual(before);
  });
});
