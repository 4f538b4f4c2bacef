/**
 * The matrix product in every layout that training needs, float32 and float64, against the machine's peak and the peers;
 * large ones with two threads too. Every result is checked as a whole: C v = A (B v) for a vector v of signs.
 */
import { nd, random } from '@engine/index.ts';
import { recycleBuffers } from '@engine/ndarray/buffer-pool.ts';
import type { NDArray } from '@engine/index.ts';
import type { Absent, BenchCase, Contender } from '../measure.ts';
import { JAX, TF_CPU, TF_WASM } from '../names.ts';
import { own, strict, twoThreads, twoThreadsBusy } from '../own.ts';
import { peaks } from '../peak/peak.ts';
import { jax, jaxArray, settle } from '../peers/jax.ts';
import { numpy } from '../peers/numpy.ts';
import { tf, tfContender, type TfBackend } from '../peers/tfjs.ts';

interface Product {
  m: number;
  k: number;
  n: number;
  /** Whether an operand is held transposed. */
  first: boolean;
  second: boolean;
  dtype: 'float32' | 'float64';
}

const product = (m: number, k: number, n: number, how: Partial<Product> = {}): Product => ({
  m,
  k,
  n,
  first: false,
  second: false,
  dtype: 'float32',
  ...how
});

const LAYOUTS = [{}, { first: true }, { second: true }, { first: true, second: true }];
const SQUARES = [256, 512, 1024];
const squares = (how: Partial<Product>): Product[] => SQUARES.map((size) => product(size, size, size, how));
/** The products of a step of 784-1000-10 with a batch of 100, forward and backward. */
const network = (how: Partial<Product>): Product[] => [
  product(100, 784, 1000, how),
  product(784, 100, 1000, { ...how, first: true }),
  product(100, 1000, 1000, { ...how, second: true })
];
const PRODUCTS: readonly Product[] = [
  product(64, 64, 64),
  product(100, 1000, 10),
  ...LAYOUTS.flatMap(squares),
  ...network({}),
  ...squares({ dtype: 'float64' }),
  ...network({ dtype: 'float64' })
];

/** Multiplications from which two threads are measured too. */
const LARGE = 500 ** 3 / 2;
/** The plain-JavaScript backend takes seconds for large products; it is compared where it can be. */
const MOST_FOR_CPU = 256 ** 3;

export function* cases(): Generator<BenchCase> {
  for (const one of PRODUCTS) yield matmul(one);
}

function matmul(of: Product): BenchCase {
  const { m, k, n, first, second, dtype } = of;
  const work = m * k * n;
  random.seed(0);
  const a = random.randn(...(first ? [k, m] : [m, k])).astype(dtype);
  const b = random.randn(...(second ? [n, k] : [k, n])).astype(dtype);
  const left = first ? a.T : a;
  const right = second ? b.T : b;
  const product = () => {
    recycleBuffers();
    return nd.matmul(left, right);
  };
  const run = { run: product, answer: () => product().elements() };
  const both = first && second ? 'both' : first ? 'first' : 'second';
  const layout = first || second ? `, ${both} transposed` : '';
  const signs = Float64Array.from({ length: n }, (_, i) => (Math.imul(i + 1, 0x9e3779b1) < 0 ? -1 : 1));
  const expected = times(left, times(right, signs));
  // Each element is off by about eps √k, and a row adds up √n of them.
  const tolerance = (dtype === 'float32' ? 1e-5 : 1e-13) * Math.sqrt(k) * Math.sqrt(n);
  return {
    name: `matmul ${m}x${k}x${n}${layout}${dtype === 'float32' ? '' : `, ${dtype}`}`,
    flops: 2 * work,
    contenders: [
      own(run),
      ...(dtype === 'float32' ? [strict(run)] : []),
      ...(work >= LARGE && isPlain(of) ? [twoThreads(run), twoThreadsBusy(run)] : []),
      ...peaks(),
      ...(dtype === 'float32' ? singlePeers(of, a, b) : []),
      numpy('matmul', { ...of })
    ],
    check(name, result) {
      const c = result as ArrayLike<number>;
      if (c.length !== m * n) throw new Error(`${name}: ${c.length} elements, expected ${m * n}`);
      for (let i = 0; i < m; i++) {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += (c[i * n + j] ?? NaN) * (signs[j] ?? NaN);
        const wanted = expected[i] ?? NaN;
        if (!(Math.abs(sum - wanted) <= tolerance))
          throw new Error(`${name}: row ${i} times v is ${sum}, expected ${wanted}`);
      }
    }
  };
}

/** Layouts as they come up in training; threads are measured on these. */
const isPlain = ({ m, k, n, first, second, dtype }: Product): boolean =>
  dtype === 'float32' && (m !== n || m !== k || !(first || second));

/** Those that compute in float32 only. */
function singlePeers({ m, k, n, first, second }: Product, a: NDArray, b: NDArray): (Contender | Absent)[] {
  const flat = [a, b].map((x) => x.elements() as Float32Array);
  const [flatA = new Float32Array(), flatB = new Float32Array()] = flat;
  const onBackend = (name: string, backend: TfBackend): Contender =>
    tfContender(name, backend, () => {
      const left = tf.tensor2d(flatA, a.shape as [number, number]);
      const right = tf.tensor2d(flatB, b.shape as [number, number]);
      return () => tf.matMul(left, right, first, second);
    });
  const x = jaxArray(flatA, a.shape);
  const y = jaxArray(flatB, b.shape);
  const onJax = (): jax.Array =>
    jax.numpy.matmul(first ? jax.numpy.transpose(x.ref) : x.ref, second ? jax.numpy.transpose(y.ref) : y.ref);
  return [
    onBackend(TF_WASM, 'wasm'),
    ...(m * k * n <= MOST_FOR_CPU ? [onBackend(TF_CPU, 'cpu')] : []),
    { name: JAX, run: () => settle(onJax()), answer: () => onJax().dataSync() }
  ];
}

/** A matrix times a vector, in float64, from the elements one by one. */
function times(matrix: NDArray, vector: Float64Array): Float64Array {
  const [rows = 0, columns = 0] = matrix.shape;
  const elements = matrix.elements();
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += Number(elements[i * columns + j]) * (vector[j] ?? NaN);
    out[i] = sum;
  }
  return out;
}
