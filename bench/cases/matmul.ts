/** The matrix product in float32, one thread, in the layouts that training needs, against TensorFlow.js. */
import { nd, random } from '@engine/index.ts';
import type { NDArray } from '@engine/index.ts';
import type { BenchCase } from '../measure.ts';
import { onTf, tf } from '../tfjs.ts';

type Layout = 'plain' | 'first transposed' | 'second transposed';
const SHAPES: readonly (readonly [number, number, number, Layout])[] = [
  [64, 64, 64, 'plain'],
  [256, 256, 256, 'plain'],
  [512, 512, 512, 'plain'],
  [100, 784, 1000, 'plain'],
  [784, 100, 1000, 'first transposed'],
  [100, 1000, 1000, 'second transposed']
];

export function matmulCases(): BenchCase[] {
  return SHAPES.map(([m, k, n, layout]) => {
    random.seed(0);
    const a = random.randn(...(layout === 'first transposed' ? [k, m] : [m, k])).astype('float32');
    const b = random.randn(...(layout === 'second transposed' ? [n, k] : [k, n])).astype('float32');
    const left = layout === 'first transposed' ? a.T : a;
    const right = layout === 'second transposed' ? b.T : b;
    const tensors = { a: a.toArray() as number[][], b: b.toArray() as number[][] };
    const spots = [0, 1, 2, 3].map((i) => [(i * 37) % m, (i * 53) % n] as const);
    const expected = spots.map(([i, j]) => dot(left, right, i, j, k));
    const onBackend = (backend: 'wasm' | 'cpu') => {
      const held = { a: undefined as tf.Tensor2D | undefined, b: undefined as tf.Tensor2D | undefined };
      return {
        name: `tfjs ${backend}`,
        run: () => {
          if (!held.a || !held.b) {
            void tf.setBackend(backend);
            held.a = tf.keep(tf.tensor2d(tensors.a));
            held.b = tf.keep(tf.tensor2d(tensors.b));
          }
          const { a: x, b: y } = held;
          return onTf(backend, () =>
            tf.matMul(x, y, layout === 'first transposed', layout === 'second transposed').dataSync()
          );
        }
      };
    };
    return {
      name: `matmul ${m}x${k}x${n} ${layout}`,
      flops: 2 * m * k * n,
      contenders: [
        { name: 'dezero', run: () => nd.matmul(left, right) },
        onBackend('wasm'),
        // The plain-JavaScript backend takes seconds for large products; it is compared where it can be.
        ...(m * k * n <= 256 ** 3 ? [onBackend('cpu')] : [])
      ],
      check(name, result) {
        const value = (i: number, j: number) =>
          name === 'dezero' ? (result as NDArray).at(i, j).item() : ((result as Float32Array)[i * n + j] ?? NaN);
        for (const [s, [i, j]] of spots.entries()) {
          const wanted = expected[s] ?? NaN;
          if (!(Math.abs(Number(value(i, j)) - wanted) <= 1e-4 * Math.sqrt(k)))
            throw new Error(`${name}: element (${i}, ${j}) is ${Number(value(i, j))}, expected ${wanted}`);
        }
      }
    };
  });
}

function dot(left: NDArray, right: NDArray, i: number, j: number, k: number): number {
  let sum = 0;
  for (let t = 0; t < k; t++) sum += Number(left.at(i, t).item()) * Number(right.at(t, j).item());
  return sum;
}
