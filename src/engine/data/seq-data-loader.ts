/**
 * Deals a series for recurrent networks: the series is cut into as many stretches as a batch has rows, and row k of the
 * batches goes through stretch k from its beginning. Row k of batch i is sample (k * floor(n / batchSize) + i) mod n.
 * Not here: random order (data-loader.ts).
 */
import { ValueError } from '../core/errors.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { DataLoader, type Samples } from './data-loader.ts';

/**
 * Deals a series in as many stretches as a batch has rows: row k of batch i is sample (k ⌊n / batchSize⌋ + i) mod n.
 * ValueError where there are fewer samples than stretches. Source: DeZero SeqDataLoader.
 * @example
 * const loader = new SeqDataLoader([[10, 0], [11, 1], [12, 2], [13, 3]], 2);
 * for (const [x] of loader) console.log(x.toFlat());
 * // => [10, 12]
 * // => [11, 13]
 */
export class SeqDataLoader extends DataLoader {
  constructor(dataset: Samples, batchSize: number) {
    super(dataset, batchSize, { shuffle: false });
    if (batchSize > this.dataSize)
      throw new ValueError(
        'SeqDataLoader',
        `a series of ${this.dataSize} samples cannot be cut into ${batchSize} stretches; choose a smaller batch size.`
      );
  }

  protected override rows(iteration: number): NDArray {
    const jump = Math.floor(this.dataSize / this.batchSize);
    const rows = Int32Array.from({ length: this.batchSize }, (_, k) => (k * jump + iteration) % this.dataSize);
    return NDArray.wrap(rows, [rows.length], 'int32');
  }
}
