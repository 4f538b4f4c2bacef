import { describe, expect, test } from 'vitest';
import { config, F, Func, nd, noGrad, Parameter, testMode, usingConfig, Variable, type NDArray } from '../index.ts';

const scalar = (value: number): Variable => new Variable(nd.array(value));

class Cube extends Func {
  override forward(x: NDArray): NDArray {
    return x.pow(3);
  }
  override backward(gy: Variable): Variable {
    return F.mul(F.mul(3, this.inputs[0]!.pow(2)), gy);
  }
}

class MinMax extends Func {
  override forward(x: NDArray): NDArray[] {
    return [x.min(), x.max()];
  }
  override backward(low: Variable, high: Variable): Variable {
    return low.add(high).mul(nd.ones(2));
  }
}

describe('Func', () => {
  test('is written by learners and differentiates any number of times', () => {
    const x = scalar(2);
    const y = new Cube().call(x) as Variable;
    y.backward({ createGraph: true });
    const first = x.grad!;
    expect([y.item(), first.item()]).toEqual([8, 12]);
    x.clearGrad();
    first.backward();
    expect(x.grad!.item()).toBe(12);
  });

  test('takes arrays and numbers as constants', () => {
    const y = new Cube().call(3) as Variable;
    expect(y.item()).toBe(27);
    expect(y.creator!.inputs[0]!.constant).toBe(true);
  });

  test('may be called again without losing the first call', () => {
    const cube = new Cube();
    const x = scalar(2);
    const y = cube.call(cube.call(x) as Variable) as Variable;
    y.backward();
    expect(x.grad!.item()).toBe(9 * 2 ** 8);
  });

  test('with several outputs gives a list; an unused one counts as 0', () => {
    const x = new Variable(nd.array([1, 2]));
    const [low] = new MinMax().call(x) as Variable[];
    low!.backward();
    expect(x.grad!.data.toFlat()).toEqual([1, 1]);
  });

  test('explains a missing rule and a wrong shape', () => {
    class Empty extends Func {}
    class Bad extends Cube {
      override backward(): Variable {
        return new Variable(nd.zeros(3));
      }
    }
    expect(() => new Empty().call(1)).toThrow(/Empty: forward is missing/);
    const y = new Bad().call(scalar(1)) as Variable;
    expect(() => y.backward()).toThrow(/Bad: .*gradient of shape \(3,\)/);
  });
});

describe('backward', () => {
  test('adds up the gradients of a variable that is used twice', () => {
    const x = scalar(3);
    x.add(x).add(x).backward();
    expect(x.grad!.item()).toBe(3);
  });

  test('goes by generation', () => {
    const x = scalar(2);
    const a = F.square(x);
    const y = F.square(a).add(F.square(a));
    y.backward();
    expect([x.grad!.item(), a.grad, y.grad]).toEqual([64, null, null]);
  });

  test('keeps intermediate gradients on request', () => {
    const x = scalar(2);
    const a = F.square(x);
    const y = F.square(a);
    y.backward({ retainGrad: true });
    expect([a.grad!.item(), y.grad!.item()]).toEqual([8, 1]);
  });

  test('needs a creator', () => {
    expect(() => scalar(1).backward()).toThrow(/nothing to go back to/);
    expect(() => noGrad(() => F.square(scalar(1))).backward()).toThrow(/outside of noGrad/);
  });

  test('survives a chain of 100,000 operations', () => {
    const x = scalar(1);
    let y = x;
    for (let i = 0; i < 100_000; i++) y = y.add(1);
    y.backward();
    expect([y.item(), x.grad!.item()]).toEqual([100_001, 1]);
  });

  test('may run within a rule', () => {
    const x = scalar(2);
    const aside = F.mul(F.square(x), 3);
    class Inner extends Func {
      override forward(a: NDArray): NDArray {
        return a;
      }
      override backward(gy: Variable): Variable {
        aside.backward();
        return gy;
      }
    }
    const y = F.square(x);
    F.add(y, F.add(new Inner().call(y) as Variable, y)).backward();
    // d(3 x² + 3 x²)/dx
    expect(x.grad!.item()).toBe(24);
  });

  test('adds numbers and arrays alike: gradients of one kind meet those of another', () => {
    const x = scalar(3);
    const y = F.add(F.sum(F.mul(new Variable(nd.ones([2])), x)), F.square(x));
    y.backward();
    expect(x.grad!.item()).toBe(8);
    x.grad = new Variable(nd.array(0.5).astype('float32'));
    F.square(x).backward();
    expect([x.grad.item(), x.grad.dtype]).toEqual([6.5, 'float64']);
  });

  test('adds up in place only what nobody has seen', () => {
    const x = new Variable(nd.array([1, 2]));
    const y = F.sum(F.add(F.add(F.mul(x, 2), F.mul(x, 3)), F.mul(x, 4)));
    y.backward();
    const seen = x.grad!;
    const elements = seen.data;
    y.backward();
    expect([seen.data.toFlat(), elements.toFlat()]).toEqual([
      [9, 9],
      [9, 9]
    ]);
    expect(x.grad!.data.toFlat()).toEqual([18, 18]);
    x.clearGrad();
    y.backward();
    y.backward();
    expect(x.grad!.data.toFlat()).toEqual([18, 18]);
  });

  test('never changes an array that was given as a gradient', () => {
    const x = new Variable(nd.array([1, 2]));
    const given = nd.array([5, 5]);
    x.grad = given as unknown as Variable;
    F.sum(F.mul(x, 2)).backward();
    expect([x.grad.data.toFlat(), given.toFlat()]).toEqual([
      [7, 7],
      [5, 5]
    ]);
    const word = 'one' as unknown as Variable;
    expect(() => (x.grad = word)).toThrow(/grad: the string 'one' is not an array/);
  });

  test('never changes a gradient that two variables share', () => {
    const [a, b] = [new Variable(nd.array([1, 2])), new Variable(nd.array([3, 4]))];
    F.sum(F.add(F.add(a, b), F.mul(a, 5))).backward({ retainGrad: true });
    expect([a.grad!.data.toFlat(), b.grad!.data.toFlat()]).toEqual([
      [6, 6],
      [1, 1]
    ]);
    const c = F.mul(new Variable(nd.array([1, 1])), 1);
    const twice = F.add(F.mul(c, 2), F.mul(c, 3));
    F.sum(F.add(twice, a)).backward({ retainGrad: true });
    F.sum(F.mul(c, 7)).backward({ retainGrad: true });
    expect([c.grad!.data.toFlat(), twice.grad!.data.toFlat()]).toEqual([
      [12, 12],
      [1, 1]
    ]);
  });

  test('unchainBackward cuts everything upstream', () => {
    const x = scalar(1);
    const a = F.exp(x);
    const y = F.exp(a);
    y.unchainBackward();
    y.backward();
    expect([x.grad, a.creator]).toEqual([null, null]);
  });
});

describe('scopes and gradients of a graph', () => {
  test('backward restores the setting when a rule throws, and records its own graph only on request', () => {
    class Broken extends Cube {
      override backward(): Variable {
        expect(config.enableBackprop).toBe(true);
        throw new Error('broken');
      }
    }
    const y = new Broken().call(scalar(2)) as Variable;
    expect(() => y.backward({ createGraph: true })).toThrow('broken');
    expect(config.enableBackprop).toBe(true);
    const x = scalar(2);
    F.square(x).backward();
    expect(x.grad!.creator).toBeNull();
    x.clearGrad();
    F.square(x).backward({ createGraph: true });
    expect(x.grad!.creator).not.toBeNull();
  });

  test('clearGrad forgets a gradient, without it the next one is added', () => {
    const x = scalar(3);
    F.square(x).backward();
    F.square(x).backward();
    expect(x.grad!.item()).toBe(12);
    x.clearGrad();
    F.square(x).backward();
    expect(x.grad!.item()).toBe(6);
  });

  test('unchain cuts at one variable only', () => {
    const x = scalar(2);
    const a = F.square(x);
    const b = F.square(x);
    const y = a.mul(b);
    a.unchain();
    y.backward();
    // d(4 b)/dx, with a = 4 as a constant.
    expect([x.grad!.item(), a.grad!.item()]).toEqual([16, 4]);
  });

  test('nested scopes of one setting come back one by one, also through an error', () => {
    const seen: boolean[] = [];
    testMode(() => {
      usingConfig('train', true, () => seen.push(config.train));
      expect(() =>
        usingConfig('train', true, () => {
          throw new Error('inner');
        })
      ).toThrow('inner');
      seen.push(config.train);
    });
    seen.push(config.train);
    expect(seen).toEqual([true, false, true]);
  });
});

describe('Variable', () => {
  test('computes with arrays and numbers on either side', () => {
    const x = scalar(2);
    expect(x.radd(nd.array(1)).item()).toBe(3);
    expect(x.rsub(5).item()).toBe(3);
    expect(x.rdiv(4).item()).toBe(2);
    expect(x.rpow(3).item()).toBe(9);
    expect(x.rpow(-3).item()).toBe(9);
    const zero = new Variable(nd.array(0));
    F.pow(zero, x).backward();
    expect([zero.grad?.item(), x.grad?.item()]).toEqual([0, 0]);
    expect(x.pow(3).neg().item()).toBe(-8);
  });

  test('an index that is a Variable is refused with the way out', () => {
    const x = new Variable(nd.array([1, 2]));
    expect(() => x.get(new Variable(nd.array([0], 'int32')) as never)).toThrow(/of a Variable, use its data/);
  });

  test('prints as NumPy does, indented', () => {
    expect(
      String(
        new Variable(
          nd.array(
            [
              [1, 2],
              [3, 4]
            ],
            'int32'
          )
        )
      )
    ).toBe('variable([[1 2]\n          [3 4]])');
    expect(String(new Variable())).toBe('variable(null)');
  });

  test('refuses what is not an array, with a way out', () => {
    expect(() => new Variable(1 as unknown as NDArray)).toThrow(/new Variable\(nd.array\(1\)\)/);
    expect(() => F.exp(new Variable())).toThrow(/an input is empty/);
  });

  test('shows one and the same array and gradient, however often one looks', () => {
    const x = scalar(3);
    const y = F.square(x);
    y.backward();
    expect(y.data).toBe(y.data);
    expect(x.grad).toBe(x.grad);
    y.data.set([], 7);
    expect([y.item(), F.add(y, 1).item(), String(y)]).toEqual([7, 8, 'variable(7.0)']);
    const row = nd.array([1, 2]);
    const part = new Variable(row.get(1));
    row.set(1, 5);
    expect([F.square(part).item(), F.mul(part, 2).item()]).toEqual([25, 10]);
  });

  test('a Parameter is one', () => {
    expect(new Parameter(nd.array(1)).isParameter).toBe(true);
  });
});

describe('config', () => {
  test('is restored, also after an error, and nests', () => {
    const failing = (): never => {
      throw new Error('no');
    };
    expect(() => usingConfig('train', false, failing)).toThrow('no');
    noGrad(() => {
      testMode(() => expect(config).toEqual({ enableBackprop: false, train: false }));
      expect(config.train).toBe(true);
    });
    expect(config).toEqual({ enableBackprop: true, train: true });
  });
});
