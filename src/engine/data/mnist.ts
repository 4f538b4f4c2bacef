/**
 * MNIST: 60,000 (train) and 10,000 (test) handwritten digits, 28 x 28 grey values. The app ships them as the assets
 * 'mnist-train' and 'mnist-test' (scripts/pack-mnist.mjs): raw DEFLATE of the idx file of the labels followed by that
 * of the images. `data` is (N, 1, 28, 28) of uint8; a sample is 784 float32 numbers from 0 to 1 unless `transform`
 * says otherwise. Not here: drawing digits.
 */
import { EngineError } from '../core/errors.ts';
import { currentHost } from '../host.ts';
import { FormatError } from '../io/format-error.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import type { DatasetOptions, Transform } from './dataset.ts';
import { readIdx } from './idx.ts';
import { PictureDataset } from './picture-dataset.ts';

const PIXELS = 28 * 28;
const LABELS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/**
 * What MNIST does with an image: one row of float32 from 0 to 1.
 * @example
 * D.flattenToUnit(nd.array([[0, 255]], 'uint8')); // => [0. 1.]
 */
export const flattenToUnit: Transform = (image) => image.flatten().astype('float32').div(255);

/**
 * 60,000 (train) or 10,000 (test) handwritten digits, 28 by 28 grey values: data (N, 1, 28, 28) of uint8, label (N); a
 * sample is 784 float32 numbers from 0 to 1. EngineError outside of the app, which ships the images. Source: LeCun et
 * al. 1998.
 * @example
 * const test = new D.MNIST({ train: false });
 * [test.length, test.data.shape, test.get(0)[0].shape]; // => [10000, [10000, 1, 28, 28], [784]]
 * [test.show(2, 3).shape, test.batch(nd.arange(5))[0].shape]; // => [[56, 84], [5, 784]]
 * D.MNIST.labels().length; // => 10
 */
export class MNIST extends PictureDataset {
  constructor(options: DatasetOptions = {}) {
    super(flattenToUnit, options);
  }

  override prepare(): void {
    [this.data, this.label] = readMnist(this.train);
  }

  /** Names of the classes. */
  static labels(): readonly string[] {
    return LABELS;
  }
}

function readMnist(train: boolean): [NDArray, NDArray] {
  const host = currentHost();
  const packed = host.asset?.(train ? 'mnist-train' : 'mnist-test') ?? null;
  if (packed === null || host.inflate === undefined)
    throw new EngineError('io', 'MNIST: the images ship with the app; here is no app that could give them.');
  const count = train ? 60000 : 10000;
  // The two headers (16 and 8 bytes), a byte per pixel, a byte per label.
  const bytes = host.inflate(packed, 24 + count * (PIXELS + 1));
  const labels = readIdx(bytes);
  const images = readIdx(bytes.subarray(labels.size));
  if (labels.array.shape.join() !== `${count}` || images.array.shape.join() !== `${count},28,28`)
    throw new FormatError(
      'MNIST',
      `the asset holds labels (${labels.array.shape.join()}) and images (${images.array.shape.join()}); expected ${count}.`
    );
  return [images.array.reshape(count, 1, 28, 28), labels.array];
}
