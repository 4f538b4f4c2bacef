/**
 * The table of what the engine's speed must be and where it goes next, a row each: in which cases, whose speed against
 * whose. The figure of a row is its worst case. A new row is an entry here and nothing else. Not here: measuring
 * (measure.ts), verdicts (verdict.ts).
 */
import { JAX, NUMPY, OWN, P128, PLAIN_OBJECTS, PYTHON_DEZERO, STRICT, TF_WASM, TWO, TWO_BUSY } from './names.ts';

export interface Target {
  row: string;
  /** Names of cases. */
  cases: readonly string[];
  /** The contender whose speed is judged, and the one that it is measured by. */
  of: string;
  against: string;
  /** The yardstick is this part of the other's speed. */
  part: number;
  /** How a figure is written: a share, or so many times as fast. */
  unit: '%' | 'x';
  /** Limits how many times as long it may take, instead of asking how fast it is. */
  atMost: boolean;
  must: number;
  aim: number;
}

const SIZES = ['256x256x256', '512x512x512', '1024x1024x1024'];
const PLAIN = [...SIZES, '100x784x1000'];
const TRANSPOSED = [
  ...SIZES.flatMap((size) => ['first', 'second', 'both'].map((which) => `${size}, ${which} transposed`)),
  '784x100x1000, first transposed',
  '100x1000x1000, second transposed'
];
const NETWORK = ['100x784x1000', '784x100x1000, first transposed', '100x1000x1000, second transposed'];
const DOUBLE = [...SIZES, ...NETWORK];
const products = (names: readonly string[], dtype = ''): string[] => names.map((name) => `matmul ${name}${dtype}`);

/** Sizes from 256, and the products of a network whose outer sizes are 100 or more, in every layout. */
const LARGE = products([...PLAIN, ...TRANSPOSED]);
/** Those of them that are worth a second thread, in layouts as they come up. */
const THREADED = products(['512x512x512', '1024x1024x1024', ...NETWORK]);

const MLP = ['MLP 784-1000-10, batch 100, a step'];
const CNN = ['CNN 1-16-32, batch 64, 28x28, a step'];
const million = (...names: string[]): string[] => names.map((name) => `${name}, 1M elements`);

/** A share of the machine's peak. */
const share = (row: string, cases: readonly string[], of: string, must: number, aim: number, part = 1): Target => ({
  row,
  cases,
  of,
  against: P128,
  part,
  unit: '%',
  atMost: false,
  must,
  aim
});

/** So many times as fast as another. */
const faster = (
  row: string,
  cases: readonly string[],
  [of, against]: readonly [string, string],
  must: number,
  aim: number
): Target => ({ row, cases, of, against, part: 1, unit: 'x', atMost: false, must, aim });

export const TARGETS: readonly Target[] = [
  share('product, share of P128, relaxed SIMD, every layout', LARGE, OWN, 0.7, 0.9),
  share('product, share of P128, strict SIMD, every layout', LARGE, STRICT, 0.6, 0.85),
  faster('product against tfjs WASM, plain layout', products(PLAIN), [OWN, TF_WASM], 1.1, 1.35),
  faster('product against tfjs WASM, transposed layouts', products(TRANSPOSED), [OWN, TF_WASM], 10, 16),
  faster('product against jax-js', LARGE, [OWN, JAX], 1.3, 1.6),
  share('float64 product, share of half of P128', products(DOUBLE, ', float64'), OWN, 0.6, 0.85, 0.5),
  faster('product, 2 threads against 1', THREADED, [TWO, OWN], 1.6, 1.9),
  faster('product, 2 threads with a core busy against 1', THREADED, [TWO_BUSY, OWN], 0.5, 0.7),
  faster('MLP training step against tfjs WASM, 1 thread', MLP, [OWN, TF_WASM], 6, 9),
  faster('MLP training step against tfjs WASM, 2 threads', MLP, [TWO, TF_WASM], 10, 18),
  faster('MLP training step against NumPy, 1 thread', MLP, [OWN, NUMPY], 0.35, 0.45),
  faster('MLP training step against NumPy, 2 threads', MLP, [TWO, NUMPY], 0.7, 0.95),
  faster('CNN training step against NumPy, 1 thread', CNN, [OWN, NUMPY], 1.5, 3),
  faster('CNN training step against NumPy, 2 threads', CNN, [TWO, NUMPY], 2.5, 6),
  faster('CNN training step against jax-js, eager', CNN, [OWN, JAX], 30, 80),
  faster('exp and sigmoid of 1M elements against tfjs WASM, 1 thread', million('exp', 'sigmoid'), [OWN, TF_WASM], 2, 4),
  faster(
    'exp and sigmoid of 1M elements against tfjs WASM, 2 threads',
    million('exp', 'sigmoid'),
    [TWO, TF_WASM],
    2,
    4
  ),
  faster('tanh of 1M elements against tfjs WASM', million('tanh'), [OWN, TF_WASM], 2, 20),
  {
    ...faster('Goldstein-Price, times as long as on plain objects', ['Goldstein-Price'], [OWN, PLAIN_OBJECTS], 20, 4),
    atMost: true
  },
  faster('Rosenbrock, 10,000 steps, against Python DeZero', ['Rosenbrock 10,000 steps'], [OWN, PYTHON_DEZERO], 20, 100),
  faster('tanh, fifth derivative, against Python DeZero', ['tanh fifth derivative'], [OWN, PYTHON_DEZERO], 10, 50),
  faster('LSTM of step 60, an epoch, against Python DeZero, 1 thread', ['LSTM epoch'], [OWN, PYTHON_DEZERO], 2, 5),
  faster('LSTM of step 60, an epoch, against Python DeZero, 2 threads', ['LSTM epoch'], [TWO, PYTHON_DEZERO], 2, 5)
];
