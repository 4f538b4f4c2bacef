/**
 * Datasets of pictures whose elements are bytes: a sheet of samples to look at, and quick batches. The usual transform of
 * such a dataset treats every byte by itself, so 256 numbers say all that it does, and a batch is looked up in them.
 * Not here: where the pictures come from (mnist.ts, cifar.ts).
 */
import { NDArray } from '../ndarray/ndarray.ts';
import { type Batch, Dataset, type DatasetOptions, type Transform } from './dataset.ts';
import type { Picture } from './picture.ts';
import { sheetOf } from './sheet.ts';

export class PictureDataset extends Dataset {
  readonly #usual: Transform;
  #table: ArrayLike<number> | null = null;

  /** `usual`: the transform where `options` has none; it treats every byte by itself and gives float32. */
  constructor(usual: Transform, options: DatasetOptions) {
    super({ transform: usual, ...options });
    this.#usual = usual;
  }

  /** As `get` gives them, without the detour over single pictures where the transform is the usual one. */
  override batch(indices: NDArray): Batch {
    const { data, label } = this;
    const usual = this.transform === this.#usual && this.targetTransform === null;
    if (!usual || this.get !== Dataset.prototype.get || data === null || label === null) return super.batch(indices);
    const table = (this.#table ??= this.#everyByte());
    const bytes = data.get(indices).elements();
    const numbers = new Float32Array(bytes.length);
    for (let i = 0; i < bytes.length; i++) numbers[i] = table[bytes[i] ?? 0] ?? 0;
    const [sample] = this.get(0);
    const shape = sample instanceof NDArray ? sample.shape : [];
    return [NDArray.wrap(numbers, [indices.length, ...shape], 'float32'), label.get(indices)];
  }

  /** Random samples side by side, as one picture. */
  show(rows = 10, columns = 10): Picture {
    return sheetOf(this.filled(), rows, columns);
  }

  #everyByte(): ArrayLike<number> {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const numbers = this.#usual(NDArray.wrap(bytes, [256], 'uint8'));
    return numbers instanceof NDArray ? numbers.elements() : [];
  }
}
