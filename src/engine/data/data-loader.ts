/**
 * Deals the samples of a dataset in batches: `for (const [x, t] of loader)` is one epoch, in a new random order each
 * time. A loader is its own iterator, so a loop that was left by `break` goes on where it stopped; `reset()` starts
 * over. The order comes from `random`: drawn when the loader is made and when an epoch ends.
 * Not here: the samples (dataset.ts), series that must keep their order (seq-data-loader.ts).
 */
import { described } from '../core/described.ts';
import { ValueError } from '../core/errors.ts';
import { arange } from '../ndarray/create.ts';
import { recycleBuffers } from '../ndarray/buffer-pool.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { random } from '../ndarray/random.ts';
import { type Batch, type Sample, stackSamples } from './dataset.ts';

/** What can be dealt: a Dataset, anything with `length` and `get`, or a list of [x, t]. */
export type Samples =
  readonly Sample[] | { readonly length: number; get(index: number): Sample; batch?(indices: NDArray): Batch };

/** Whether each epoch has a new random order (yes unless said otherwise). */
export interface DataLoaderOptions {
  shuffle?: boolean;
}

/** Where a loader is in its epoch; for checkpoints. */
export interface LoaderState {
  iteration: number;
  order: NDArray;
}

/**
 * Deals batches [x, t] of a dataset; `for (const [x, t] of loader)` is one epoch. Its own iterator: a loop that was
 * left by `break` goes on where it stopped. ValueError for a batch size below 1. Source: DeZero DataLoader.
 * @example
 * const loader = new DataLoader([[[1], 0], [[2], 1], [[3], 0]], 2, { shuffle: false });
 * for (const [x, t] of loader) console.log(x.toFlat());
 * // => [1, 2]
 * // => [3]
 * const { iteration } = loader.state();
 * [iteration, loader.maxIter, loader.next().value[1]]; // => [0, 2, [0 1]]
 * loader.loadState({ iteration: 1, order: loader.order });
 * loader.next().value[0]; // => [[3.]]
 * loader.reset();
 */
export class DataLoader {
  readonly dataset: Samples;
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly dataSize: number;
  /** Batches of an epoch; the last one may be short. */
  readonly maxIter: number;
  /** Batches dealt in this epoch. */
  iteration = 0;
  /** The order of the samples in this epoch. */
  order: NDArray;

  constructor(dataset: Samples, batchSize: number, { shuffle = true }: DataLoaderOptions = {}) {
    if (typeof dataset !== 'object' || dataset === null || !Number.isInteger(dataset.length))
      throw new ValueError('DataLoader', `it takes a Dataset or a list of [x, t], not ${described(dataset)}.`);
    if (!Number.isInteger(batchSize) || batchSize < 1)
      throw new ValueError('DataLoader', `the batch size must be a whole number from 1, not ${String(batchSize)}.`);
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.shuffle = shuffle;
    this.dataSize = dataset.length;
    this.maxIter = Math.ceil(this.dataSize / batchSize);
    this.order = this.draw();
  }

  /** Starts a new epoch, in a new order. */
  reset(): void {
    this.iteration = 0;
    this.order = this.draw();
  }

  /** The loader itself. */
  [Symbol.iterator](): this {
    return this;
  }

  /** The next batch; done at the end of an epoch, after which the next one has begun. */
  next(): IteratorResult<Batch, undefined> {
    if (this.iteration >= this.maxIter) {
      this.reset();
      return { done: true, value: undefined };
    }
    recycleBuffers();
    const rows = this.rows(this.iteration);
    this.iteration += 1;
    return { done: false, value: batchOf(this.dataset, rows) };
  }

  /** Where it is in its epoch, for checkpoints. */
  state(): LoaderState {
    return { iteration: this.iteration, order: this.order };
  }

  /** Goes on where the loader stood that gave this state. ValueError for that of a dataset of another size. */
  loadState({ iteration, order }: LoaderState): void {
    if (order.length !== this.dataSize)
      throw new ValueError(
        'DataLoader',
        `the state is that of a dataset of ${order.length} samples; this one has ${this.dataSize}.`
      );
    this.iteration = iteration;
    this.order = order;
  }

  /** The samples of a batch. */
  protected rows(iteration: number): NDArray {
    const from = iteration * this.batchSize;
    const rows = this.order.elements().slice(from, from + this.batchSize);
    return NDArray.wrap(rows, [rows.length], 'int32');
  }

  private draw(): NDArray {
    return this.shuffle ? random.permutation(this.dataSize) : arange(this.dataSize);
  }
}

function batchOf(dataset: Samples, rows: NDArray): Batch {
  if ('batch' in dataset && dataset.batch) return dataset.batch(rows);
  const get = (index: number): Sample | undefined => ('get' in dataset ? dataset.get(index) : dataset[index]);
  return stackSamples(
    rows.toFlat().map((index) => {
      const sample = get(index);
      if (Array.isArray(sample)) return sample;
      throw new ValueError('DataLoader', `sample ${index} of the dataset is no pair [x, t].`);
    })
  );
}
