/**
 * Functions of a million float32 numbers, where memory and the polynomials of exp and tanh decide. Nothing is
 * differentiated; between two runs the engine may recycle arrays, as between two steps of a training. GB/s counts each
 * number that is read or written once.
 */
import { F, noGrad, random } from '@engine/index.ts';
import type { NDArray, Variable } from '@engine/index.ts';
import { recycleBuffers } from '@engine/ndarray/buffer-pool.ts';
import type { BenchCase, Contender } from '../measure.ts';
import { JAX, TF_CPU, TF_WASM } from '../names.ts';
import { own, twoThreads } from '../own.ts';
import { jax, jaxArray, settle } from '../peers/jax.ts';
import { numpy } from '../peers/numpy.ts';
import { tf, tfContender, type TfBackend } from '../peers/tfjs.ts';

const SIZE = 1_000_000;
const BYTES = 4;
/** Of each number, or for a sum of all numbers' sizes. */
const TOLERANCE = 1e-5;
const TOLERANCE_OF_SUM = 1e-6;

interface Elements {
  name: string;
  /** Numbers that are read or written, in millions. */
  moved: number;
  own(x: NDArray, y: NDArray): Variable;
  tf(x: tf.Tensor, y: tf.Tensor): tf.Tensor;
  jax(x: jax.Array, y: jax.Array): jax.Array;
  /** null: the sum of all. */
  exact: ((x: number, y: number) => number) | null;
}

const { numpy: jnp, nn } = jax;
const OPS: readonly Elements[] = [
  { name: 'exp', moved: 2, own: (x) => F.exp(x), tf: (x) => tf.exp(x), jax: (x) => jnp.exp(x), exact: Math.exp },
  { name: 'tanh', moved: 2, own: (x) => F.tanh(x), tf: (x) => tf.tanh(x), jax: (x) => jnp.tanh(x), exact: Math.tanh },
  {
    name: 'sigmoid',
    moved: 2,
    own: (x) => F.sigmoid(x),
    tf: (x) => tf.sigmoid(x),
    jax: (x) => nn.sigmoid(x),
    exact: (x) => 1 / (1 + Math.exp(-x))
  },
  {
    name: 'add',
    moved: 3,
    own: (x, y) => F.add(x, y),
    tf: (x, y) => tf.add(x, y),
    jax: (x, y) => jnp.add(x, y.ref),
    exact: (x, y) => x + y
  },
  { name: 'sum', moved: 1, own: (x) => F.sum(x), tf: (x) => tf.sum(x), jax: (x) => jnp.sum(x), exact: null }
];

export function cases(): BenchCase[] {
  random.seed(0);
  const x = random.randn(SIZE).astype('float32');
  const y = random.randn(SIZE).astype('float32');
  return OPS.map((op) => elementwise(op, x, y));
}

function elementwise(op: Elements, x: NDArray, y: NDArray): BenchCase {
  const [flatX, flatY] = [x.elements() as Float32Array, y.elements() as Float32Array];
  const run = () => {
    recycleBuffers();
    return noGrad(() => op.own(x, y)).data;
  };
  const work = { run, answer: () => run().elements() };
  const onBackend = (name: string, backend: TfBackend): Contender =>
    tfContender(name, backend, () => {
      const [a, b] = [tf.tensor1d(flatX), tf.tensor1d(flatY)];
      return () => op.tf(a, b);
    });
  const [a, b] = [jaxArray(flatX, [SIZE]), jaxArray(flatY, [SIZE])];
  return {
    name: `${op.name}, 1M elements`,
    flops: null,
    bytes: op.moved * SIZE * BYTES,
    contenders: [
      own(work),
      twoThreads(work),
      onBackend(TF_WASM, 'wasm'),
      onBackend(TF_CPU, 'cpu'),
      { name: JAX, run: () => settle(op.jax(a.ref, b)), answer: () => op.jax(a.ref, b).dataSync() },
      numpy('elements', { op: op.name, size: SIZE })
    ],
    check: (name, result) => check(name, result as ArrayLike<number>, flatX, flatY, op.exact)
  };
}

function check(
  name: string,
  result: ArrayLike<number>,
  x: Float32Array,
  y: Float32Array,
  exact: Elements['exact']
): void {
  const close = (value: number | undefined, wanted: number, scale: number, where: string): void => {
    if (!(Math.abs((value ?? NaN) - wanted) <= scale))
      throw new Error(`${name}: ${where} is ${value}, expected ${wanted}`);
  };
  if (exact === null) {
    const total = x.reduce((sum, value) => sum + value, 0);
    const size = x.reduce((sum, value) => sum + Math.abs(value), 0);
    return close(result[0], total, size * TOLERANCE_OF_SUM, 'the sum');
  }
  if (result.length !== SIZE) throw new Error(`${name}: ${result.length} elements, expected ${SIZE}`);
  for (const [i, value] of x.entries()) {
    const wanted = exact(value, y[i] ?? NaN);
    close(result[i], wanted, TOLERANCE * Math.max(1, Math.abs(wanted)), `element ${i}`);
  }
}
