/**
 * A dataset is a list of samples: an input and its label (null where there are none). Subclasses fill `data` and
 * `label` in `prepare()`, which the constructor calls, or write `get(index)` and `length` themselves:
 *
 *   class Squares extends D.Dataset {
 *     prepare() { this.data = nd.arange(100); this.label = nd.square(this.data); }
 *   }
 *
 * Not here: batches and their order (data-loader.ts).
 */
import { IndexError, ValueError } from '../core/errors.ts';
import { type ArrayLike, array } from '../ndarray/create.ts';
import { stack } from '../ndarray/functions.ts';
import { NDArray } from '../ndarray/ndarray.ts';

/** Prepares one input or one label. */
export type Transform = (sample: NDArray) => ArrayLike;

/** Which samples, and what happens to each. */
export interface DatasetOptions {
  /** Samples to train with, or others to test with. */
  train?: boolean;
  /** Applied to each input. */
  transform?: Transform | null;
  /** Applied to each label. */
  targetTransform?: Transform | null;
}

/** An input and its label. */
export type Sample = [x: ArrayLike, t: ArrayLike | null];
/** Inputs and labels of several samples, one row each. */
export type Batch = [x: NDArray, t: NDArray | null];

/**
 * A list of samples [x, t]; t is null where there are no labels. Subclasses fill `data` and `label` in `prepare()`, or
 * write `get` and `length` themselves. ValueError while it is empty. Source: DeZero Dataset.
 * @example
 * class Squares extends D.Dataset {
 *   prepare() { this.data = nd.arange(4); this.label = nd.square(this.data); }
 * }
 * const squares = new Squares({ targetTransform: (t) => t * 10 });
 * [squares.length, squares.get(-1)]; // => [4, [3, 90]]
 * squares.batch(nd.array([1, 2], 'int32')); // => [[1 2], [10 40]]
 * squares.get(4); // throws IndexError: Dataset
 * new D.Dataset().length; // throws ValueError: Dataset
 */
export class Dataset {
  readonly train: boolean;
  readonly transform: Transform | null;
  readonly targetTransform: Transform | null;
  data: NDArray | null = null;
  label: NDArray | null = null;

  constructor({ train = true, transform = null, targetTransform = null }: DatasetOptions = {}) {
    this.train = train;
    this.transform = transform;
    this.targetTransform = targetTransform;
    this.prepare();
  }

  /** Fills `data` and `label`. Runs within the constructor, before a subclass sets fields of its own. */
  prepare(): void {}

  /** The number of samples. */
  get length(): number {
    return this.filled().length;
  }

  /** One sample; -1 is the last. IndexError for one that is not there. */
  get(index: number): Sample {
    const data = this.filled();
    if (!Number.isInteger(index))
      throw new IndexError('Dataset', `a sample is chosen by one whole number, not by ${String(index)}.`);
    if (index >= data.length || index < -data.length)
      throw new IndexError('Dataset', `there is no sample ${index}; there are ${data.length}, from 0.`);
    const x = data.get(index);
    const t = this.label?.get(index) ?? null;
    return [this.transform?.(x) ?? x, t === null ? null : (this.targetTransform?.(t) ?? t)];
  }

  /** Several samples at once, each as `get` gives it. */
  batch(indices: NDArray): Batch {
    const plain = this.transform === null && this.targetTransform === null;
    if (plain && this.get === Dataset.prototype.get)
      return [this.filled().get(indices), this.label?.get(indices) ?? null];
    return stackSamples(indices.toFlat().map((index) => this.get(index)));
  }

  protected filled(): NDArray {
    if (this.data === null)
      throw new ValueError('Dataset', 'it is empty; write prepare() { this.data = ...; this.label = ...; }');
    return this.data;
  }
}

/**
 * Rows of a batch from single samples. Whole numbers as labels are classes, so they make an int32 array. ValueError
 * where some have labels and some have none.
 * @example
 * D.stackSamples([[[1, 2], 0], [[3, 4], 1]]); // => [[[1. 2.] [3. 4.]], [0 1]]
 */
export function stackSamples(samples: readonly Sample[]): Batch {
  const labels: ArrayLike[] = [];
  for (const [, t] of samples) if (t !== null && t !== undefined) labels.push(t);
  if (labels.length !== 0 && labels.length !== samples.length)
    throw new ValueError('Dataset', `${samples.length - labels.length} of ${samples.length} samples have no label.`);
  const x = stack(samples.map(([one]) => toArray(one)));
  if (labels.length === 0) return [x, null];
  const classes = labels.every((t) => Number.isInteger(t));
  return [x, stack(labels.map((t) => (classes ? array(t, 'int32') : toArray(t))))];
}

const toArray = (value: ArrayLike): NDArray => (value instanceof NDArray ? value : array(value));
