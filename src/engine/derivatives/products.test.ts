import { describe, expect, test } from 'vitest';
import { F, hessianVectorProduct, jvp, nd, numericalGradient, Variable, vjp, type NDArray } from '../index.ts';
import { uniform } from '../ops/samples.ts';

const W = uniform([3, 4], -1, 1, 1);
/** Three numbers to four. */
const network = (x: Variable): Variable => F.tanh(F.matmul(F.sin(x), W));
const x = uniform([3], -1, 1, 2);

/** The Jacobian, element by element. */
function jacobian(f: (x: Variable) => Variable, at: NDArray): NDArray {
  const rows = f(new Variable(at)).size;
  return nd.array(
    Array.from({ length: rows }, (_, i) => numericalGradient((one) => F.getItem(f(one), i), [at], 0, 1e-5))
  );
}

/** f(x, y) = (1 - x)² + 100 (y - x²)², whose Hessian is known. */
const rosenbrock = (p: Variable, q: Variable): Variable =>
  F.add(F.pow(F.sub(1, p), 2), F.mul(100, F.pow(F.sub(q, F.pow(p, 2)), 2)));

describe('products with derivatives', () => {
  test('vjp multiplies the Jacobian from the left, jvp from the right', () => {
    const J = jacobian(network, x);
    const u = uniform([4], -1, 1, 3);
    const v = uniform([3], -1, 1, 4);
    const left = vjp(network, x, u);
    const right = jvp(network, x, v);
    expect(nd.allclose(left.products[0]!.data, u.matmul(J), 1e-8)).toBe(true);
    expect(nd.allclose(right.product.data, J.matmul(v), 1e-8)).toBe(true);
    expect(left.value.data.toFlat()).toEqual(network(new Variable(x)).data.toFlat());
    // (u J) v and u (J v) are the same number.
    const [a, b] = [left.products[0]!.data.mul(v).sum().item(), u.mul(right.product.data).sum().item()];
    expect(Math.abs(a - b)).toBeLessThan(1e-14);
  });

  test('of several inputs', () => {
    const [a, b] = [uniform([2, 3]), uniform([3, 2], -1, 1, 1)];
    const [da, db] = [uniform([2, 3], -1, 1, 5), uniform([3, 2], -1, 1, 6)];
    const { product } = jvp((p, q) => F.matmul(p, q), [a, b], [da, db]);
    expect(nd.allclose(product.data, da.matmul(b).add(a.matmul(db)), 1e-13)).toBe(true);
    expect(vjp((p, q) => F.matmul(p, q), [a, b], nd.ones([2, 2])).products.map(({ shape }) => shape)).toEqual([
      [2, 3],
      [3, 2]
    ]);
  });

  test("the Hessian of Rosenbrock's function times a vector", () => {
    const { value, gradients, products } = hessianVectorProduct(rosenbrock, [nd.array(0.5), nd.array(2)], [1, -3]);
    const [p, q] = [0.5, 2];
    expect(value.item()).toBeCloseTo(306.5, 10);
    expect(gradients.map((one) => one.item())).toEqual([-2 * (1 - p) - 400 * p * (q - p * p), 200 * (q - p * p)]);
    expect(products[0]!.item()).toBeCloseTo((2 - 400 * (q - 3 * p * p)) * 1 - 400 * p * -3, 9);
    expect(products[1]!.item()).toBeCloseTo(-400 * p * 1 + 200 * -3, 9);
  });

  test('functions that do not depend on an input, or linearly, have products of 0', () => {
    expect(jvp(() => new Variable(nd.ones(2)), x, x).product.data.toFlat()).toEqual([0, 0]);
    expect(vjp(() => new Variable(nd.ones(2)), x, nd.ones(2)).products[0]!.data.toFlat()).toEqual([0, 0, 0]);
    expect(hessianVectorProduct((one) => F.sum(one), x, x).products[0]!.data.toFlat()).toEqual([0, 0, 0]);
    expect(jvp((one) => one, x, x).product.data.toFlat()).toEqual(x.toFlat());
  });

  test('gradients of the caller stay as they are', () => {
    const mine = new Variable(x);
    hessianVectorProduct((one) => F.sum(network(one)), mine, x);
    jvp(network, mine, x);
    vjp(network, mine, nd.ones(4));
    expect(mine.grad).toBeNull();
  });

  test('shapes that do not fit are named', () => {
    expect(() => vjp(network, x, nd.ones(3))).toThrow('vjp: u has shape (3,), it must have (4,)');
    expect(() => jvp(network, x, nd.ones(4))).toThrow('jvp: direction 1 has shape (4,), it must have (3,)');
    expect(() => jvp(network, [x], [x, x])).toThrow('jvp: 1 inputs need as many directions, not 2');
    expect(() => hessianVectorProduct(network, x, x)).toThrow(/hessianVectorProduct: .*\(4,\).*one number/);
  });
});
