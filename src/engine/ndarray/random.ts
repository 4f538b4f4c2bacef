/**
 * NumPy's legacy generator RandomState, bit for bit: MT19937, seeded by a number or an array, with its ways of making
 * uniform and normal numbers, integers, permutations and choices; parameters may be arrays, then each element has its own. Seeded experiments give the book's numbers.
 * `random` is the global one that lesson code uses. Not here: anything for which numbers must be unpredictable.
 */
import { ValueError } from '../core/errors.ts';
import { Binomial } from './binomial.ts';
import { asNDArray, type ArrayLike } from './create.ts';
import { allocate, type DType, type TypedArray } from './dtype.ts';
import { log } from './maths.ts';
import { Mt19937 } from './mt19937.ts';
import { shapeOf } from './create.ts';
import { NDArray } from './ndarray.ts';
import { broadcastShapes, type Shape, sizeOf } from './shape.ts';

/** Everything that the next numbers depend on; plain JSON. */
export interface RandomSnapshot {
  key: number[];
  position: number;
  /** The second number of a pair of normal ones, kept for the next call. */
  gauss: number | null;
}

type Size = number | Shape | null;

/** NumPy's integer dtypes: small ones take several numbers out of one random word. Held as int32, uint8 or bool. */
export type IntegerType = 'int8' | 'int16' | 'int32' | 'int64' | 'uint8' | 'uint16' | 'uint32' | 'uint64' | 'bool';

/** The smallest number of each, one more than the largest, and the random bits that one draw takes. */
const INTEGERS: Readonly<Record<IntegerType, readonly [least: number, end: number, bits: 1 | 8 | 16 | 32]>> = {
  bool: [0, 2, 1],
  uint8: [0, 256, 8],
  int8: [-128, 128, 8],
  uint16: [0, 65536, 16],
  int16: [-32768, 32768, 16],
  // A draw that asks for more than 32 bits takes two words, whatever the type.
  uint32: [0, 4294967296, 32],
  int32: [-2147483648, 2147483648, 32],
  uint64: [0, Number.MAX_SAFE_INTEGER, 32],
  int64: [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 32]
};

export const INTEGER_TYPES = Object.keys(INTEGERS) as readonly IntegerType[];

/**
 * A generator of its own: the same seed (a whole number below 2³², or several) gives the same numbers as NumPy's.
 * Shapes come as numbers (`rand(2, 3)`) or as `size`; without one the result is 0-d. Real numbers are float64, whole
 * ones int32. Source: numpy.random.RandomState; Matsumoto and Nishimura 1998 (MT19937).
 */
export class RandomState {
  private readonly bits = new Mt19937();
  private gauss: number | null = null;

  constructor(seed: number | readonly number[] = 5489) {
    this.seed(seed);
  }

  /** Starts over: the same seed gives the same numbers. */
  seed(seed: number | readonly number[]): void {
    const seeds = typeof seed === 'number' || !Array.isArray(seed) ? [seed as number] : (seed as readonly number[]);
    if (seeds.length === 0 || seeds.some((one) => !Number.isInteger(one) || one < 0 || one > 0xffffffff))
      throw new ValueError('seed', `a seed is a whole number from 0 to 4294967295, not ${String(seed)}.`);
    if (typeof seed === 'number') this.bits.seed(seed);
    else this.bits.seedArray(seed);
    this.gauss = null;
  }

  /** Everything that the next numbers depend on, as plain JSON. */
  getState(): RandomSnapshot {
    return { key: Array.from(this.bits.key), position: this.bits.position, gauss: this.gauss };
  }

  /** Goes on as the generator that gave the state. ValueError for a state of another length. */
  setState({ key, position, gauss }: RandomSnapshot): void {
    if (key.length !== 624) throw new ValueError('setState', `the state has ${key.length} words, expected 624.`);
    this.bits.key.set(key);
    this.bits.position = position;
    this.gauss = gauss;
  }

  /** The next 32 bits, 0 to 4294967295. */
  uint32(): number {
    return this.bits.next();
  }

  /** Uniform in [0, 1), of the given shape; 0-d without arguments. */
  rand(...shape: readonly (number | Shape)[]): NDArray {
    return this.fill(shape.flat(), () => this.bits.double());
  }

  /** The same as rand, with the shape as one argument. */
  randomSample(size: Size = null): NDArray {
    return this.fill(size, () => this.bits.double());
  }

  /** Normal with mean 0 and deviation 1, of the given shape. */
  randn(...shape: readonly (number | Shape)[]): NDArray {
    return this.fill(shape.flat(), () => this.normalNumber());
  }

  /** The same as randn(...shape).astype(dtype), without the float64 array in between. */
  randnAs(dtype: DType, shape: Shape): NDArray {
    return this.fill(shape, () => this.normalNumber(), dtype);
  }

  /** Uniform in [low, high). */
  uniform(low: ArrayLike = 0, high: ArrayLike = 1, size: Size = null): NDArray {
    return this.each('uniform', size, low, high, (from, to) => from + (to - from) * this.bits.double());
  }

  /** Normal with the given mean and standard deviation, by the polar method (Marsaglia and Bray 1964). */
  normal(mean: ArrayLike = 0, deviation: ArrayLike = 1, size: Size = null): NDArray {
    return this.each('normal', size, mean, deviation, (center, width) => center + width * this.normalNumber());
  }

  /** Exponential with mean `scale`: -scale · ln(1 - u). */
  exponential(scale: ArrayLike = 1, size: Size = null): NDArray {
    return this.each('exponential', size, scale, 0, (width) => width * -log(1 - this.bits.double()));
  }

  /**
   * Whole numbers from low to below high; with one number, from 0 to below it. ValueError for an empty range or one
   * that `dtype` cannot hold.
   */
  randint(low: ArrayLike, high: ArrayLike | null = null, size: Size = null, dtype: IntegerType = 'int64'): NDArray {
    const [firsts, ends] = high === null ? [0, low] : [low, high];
    const [least, limit, bits] = INTEGERS[dtype];
    const [lowest, highest] = [extremeOf('min', firsts), extremeOf('max', ends)];
    if (lowest < least || highest > limit)
      throw new ValueError(
        'randint',
        `${dtype} holds ${least} to ${limit - 1}, not all from ${lowest} to below ${highest}.`
      );
    const wide = highest > 2147483648 || lowest < -2147483648;
    const held = dtype === 'bool' || dtype === 'uint8' ? dtype : wide ? 'float64' : 'int32';
    const draw = this.bits.bounded(bits);
    const between = (first: number, end: number): number => {
      if (!(first < end)) throw new ValueError('randint', `there is no whole number from ${first} to below ${end}.`);
      return first + draw(end - 1 - first);
    };
    return this.each('randint', size, firsts, ends, between, held);
  }

  /** How often n tries succeed, each with probability p. */
  binomial(n: number, p: number, size: Size = null): NDArray {
    if (!Number.isInteger(n) || n < 0 || n > 2147483647 || !(p >= 0 && p <= 1))
      throw new ValueError('binomial', `needs a whole number n from 0 and a p from 0 to 1, got n = ${n} and p = ${p}.`);
    const tries = new Binomial(n, p, () => this.bits.double());
    return this.fill(size, () => tries.draw(), 'int32');
  }

  /** 0 to n-1 in random order, or the rows of an array in random order (a copy). */
  permutation(x: number | NDArray): NDArray {
    if (typeof x !== 'number') return x.get(this.permutation(x.length));
    if (!Number.isInteger(x) || x < 0)
      throw new ValueError('permutation', `it takes a whole number from 0 or an array, not ${x}.`);
    const order = Int32Array.from({ length: x }, (_, i) => i);
    for (let i = x - 1; i > 0; i--) {
      const j = this.bits.interval(i);
      const kept = order[i] ?? 0;
      order[i] = order[j] ?? 0;
      order[j] = kept;
    }
    return NDArray.wrap(order, [x], 'int32');
  }

  /** Puts the rows of an array into random order, in place. */
  shuffle(x: NDArray): void {
    // NumPy draws nothing where there is nothing to move.
    if (x.size === 0) return;
    const shuffled = x.get(this.permutation(x.length));
    x.set(['...'], shuffled);
  }

  /**
   * Picks from 0 to n-1 or from the rows of an array, with weights `p` if given. ValueError where `size` different
   * ones are asked of fewer, or p does not fit.
   */
  choice(from: number | NDArray, size: Size = null, replace = true, p: readonly number[] | null = null): NDArray {
    const count = typeof from === 'number' ? from : from.length;
    const shape = size === null ? [] : typeof size === 'number' ? [size] : size;
    const need = sizeOf(shape);
    if (!Number.isInteger(count) || count < (need === 0 ? 0 : 1))
      throw new ValueError('choice', `there is nothing to pick from ${count} possibilities.`);
    if (!replace && need > count) throw new ValueError('choice', `cannot pick ${need} different ones out of ${count}.`);
    if (p !== null && p.length !== count)
      throw new ValueError('choice', `${p.length} weights were given for ${count} possibilities.`);
    const possible = p === null ? count : p.filter((one) => one > 0).length;
    if (possible < (replace ? Math.min(1, need) : need))
      throw new ValueError('choice', `cannot pick ${need} different ones, as only ${possible} weights are above 0.`);
    let rows: NDArray;
    if (p === null)
      rows = replace ? this.randint(0, count, size) : this.permutation(count).get(firstOf(need)).reshape(shape);
    else if (replace) rows = indices(this.weighted(p, need), shape);
    else rows = indices(this.weightedOnce(p, need), shape);
    return typeof from === 'number' ? rows : from.get(rows);
  }

  private weighted(p: readonly number[], count: number): number[] {
    const total: number[] = [];
    let sum = 0;
    for (const one of p) total.push((sum += one));
    return Array.from({ length: count }, () => {
      const x = this.bits.double();
      return total.findIndex((one) => x < one / sum);
    });
  }

  private weightedOnce(p: readonly number[], count: number): number[] {
    const left = [...p];
    const found: number[] = [];
    while (found.length < count) {
      for (const i of new Set(this.weighted(left, count - found.length))) {
        found.push(i);
        left[i] = 0;
      }
    }
    return found;
  }

  private normalNumber(): number {
    if (this.gauss !== null) {
      const kept = this.gauss;
      this.gauss = null;
      return kept;
    }
    for (;;) {
      const x = 2 * this.bits.double() - 1;
      const y = 2 * this.bits.double() - 1;
      const r = x * x + y * y;
      if (r >= 1 || r === 0) continue;
      const f = Math.sqrt((-2 * log(r)) / r);
      this.gauss = f * x;
      return f * y;
    }
  }

  /** One draw for each element of two parameters that are broadcast together, to the given size if there is one. */
  private each(
    op: string,
    size: Size,
    a: ArrayLike,
    b: ArrayLike,
    draw: (a: number, b: number) => number,
    dtype: DType = 'float64'
  ): NDArray {
    if (typeof a === 'number' && typeof b === 'number') return this.fill(size, () => draw(a, b), dtype);
    const [first, second] = [asNDArray(a), asNDArray(b)];
    const shape = size ?? broadcastShapes(op, first.shape, second.shape);
    const [as, bs] = [first, second].map((one) => one.broadcastTo(shape).elements()) as [TypedArray, TypedArray];
    let at = -1;
    return this.fill(shape, () => ((at += 1), draw(as[at] ?? NaN, bs[at] ?? NaN)), dtype);
  }

  private fill(size: Size, draw: () => number, dtype: DType = 'float64'): NDArray {
    const shape = size === null ? [] : shapeOf(size);
    if (shape.length === 0) return NDArray.scalar(draw(), dtype);
    const elements = allocate(dtype, sizeOf(shape));
    for (let i = 0; i < elements.length; i++) elements[i] = draw();
    return NDArray.wrap(elements, shape, dtype);
  }
}

/**
 * The generator that lesson code shares; a cell starts it with the run's seed. Numbers are NumPy's, bit for bit.
 * @example
 * random.seed(0);
 * random.rand(2); // => [0.5488135  0.71518937]
 * random.randn(2); // => [0.97873798 2.2408932 ]
 * random.uniform(0, 10, 2); // => [4.23654799 6.45894113]
 * random.normal(100, 15).item(); // => 114.25132626288384
 * random.exponential(2).item(); // => 6.629824364107628
 * @example
 * const state = random.getState();
 * const x = random.randomSample(3);
 * random.setState(state);
 * nd.arrayEqual(x, random.rand(3)); // => true
 * random.randnAs('float32', [2]).dtype; // => float32
 * random.uint32() < 2 ** 32; // => true
 * @example
 * random.seed(1);
 * random.randint(0, 10, 5); // => [5 8 9 5 0]
 * random.permutation(5); // => [2 3 4 1 0]
 * random.choice(4, 2, false); // => [3 2]
 * random.binomial(10, 0.5, 3); // => [7 7 4]
 * const x = nd.arange(4);
 * random.shuffle(x);
 * x; // => [1 2 3 0]
 */
export const random = new RandomState();

function indices(rows: number[], shape: Shape): NDArray {
  return shape.length === 0
    ? NDArray.scalar(rows[0] ?? 0, 'int32')
    : NDArray.wrap(Int32Array.from(rows), shape, 'int32');
}

/** The smallest or largest element. */
function extremeOf(which: 'min' | 'max', x: ArrayLike): number {
  if (typeof x === 'number') return x;
  const array = asNDArray(x);
  return array.size === 0 ? 0 : array[which]().item();
}

function firstOf(count: number): NDArray {
  return NDArray.wrap(
    Int32Array.from({ length: count }, (_, i) => i),
    [count],
    'int32'
  );
}
