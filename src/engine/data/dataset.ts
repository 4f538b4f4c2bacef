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

export type Transform = (sample: NDArray) => ArrayLike;

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

  get length(): number {
    return this.filled().length;
  }

  /** One sample; -1 is the last. */
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

/** Rows of a batch from single samples. Whole numbers as labels are classes, so they make an integer array. */
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
