/**
 * CIFAR-10 and CIFAR-100 from files that the user gives: the "binary version" of their home page, unpacked. A record is
 * a label byte (CIFAR-100: coarse and fine label) and 3 x 32 x 32 bytes. `data` is (N, 3, 32, 32) of uint8; a sample is
 * float32 from -1 to 1 unless `transform` says otherwise. Not here: the Python version of the files (pickles can run
 * code, so they are refused), downloads.
 */
import { FormatError } from '../io/format-error.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { Dataset, type DatasetOptions, type Transform } from './dataset.ts';

const IMAGE = 3 * 32 * 32;
const CLASSES_10 = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];

/**
 * Bytes as float32 numbers from -1 to 1: (x / 255 - 0.5) / 0.5. Source: DeZero datasets.CIFAR10.
 * @example
 * D.toPlusMinusOne(nd.array([0, 255], 'uint8')); // => [-1.  1.]
 */
export const toPlusMinusOne: Transform = (image) => image.astype('float32').div(255).sub(0.5).div(0.5);

/** What a CIFAR dataset is asked for. */
export interface CifarOptions extends DatasetOptions {
  /** CIFAR-100: 100 fine classes or 20 coarse ones. */
  labelType?: 'fine' | 'coarse';
}

/**
 * 60,000 pictures of ten classes from files that the user gives (binary version): data (N, 3, 32, 32) of uint8, label
 * (N); a sample is float32 from -1 to 1. FormatError for other files. Source: Krizhevsky 2009.
 * @example
 * const cifar = new D.CIFAR10([new Uint8Array(2 * 3073)]);
 * [cifar.length, cifar.get(0)[0].shape, D.CIFAR10.labels()[0]]; // => [2, [3, 32, 32], 'airplane']
 * new D.CIFAR10([new Uint8Array(5)]); // throws FormatError: CIFAR10
 */
export class CIFAR10 extends Dataset {
  /** @param files data_batch_1.bin to 5 (train) or test_batch.bin (test), in this order */
  constructor(files: readonly Uint8Array[], options: DatasetOptions = {}) {
    super({ transform: toPlusMinusOne, ...options });
    [this.data, this.label] = readRecords('CIFAR10', files, 1, 0, CLASSES_10.length);
  }

  /** Names of the classes. */
  static labels(): readonly string[] {
    return CLASSES_10;
  }
}

/**
 * 60,000 pictures of a hundred fine classes or twenty coarse ones, as CIFAR10. Source: Krizhevsky 2009.
 * @example
 * new D.CIFAR100([new Uint8Array(3074)], { labelType: 'coarse' }).length; // => 1
 * D.CIFAR100.labels('apple\nbear\n'); // => ['apple', 'bear']
 */
export class CIFAR100 extends Dataset {
  /** @param files train.bin or test.bin */
  constructor(files: readonly Uint8Array[], { labelType = 'fine', ...options }: CifarOptions = {}) {
    super({ transform: toPlusMinusOne, ...options });
    const fine = labelType === 'fine';
    [this.data, this.label] = readRecords('CIFAR100', files, 2, fine ? 1 : 0, fine ? 100 : 20);
  }

  /** Names of the classes from the text of fine_label_names.txt or coarse_label_names.txt. */
  static labels(text: string): readonly string[] {
    return text.split(/\r?\n/).filter((line) => line.trim() !== '');
  }
}

function readRecords(
  name: string,
  files: readonly Uint8Array[],
  labelBytes: number,
  labelAt: number,
  classes: number
): [NDArray, NDArray] {
  const record = labelBytes + IMAGE;
  let count = 0;
  for (const bytes of files) {
    if (bytes.length === 0 || bytes.length % record !== 0)
      throw new FormatError(
        name,
        `a file of ${bytes.length} bytes is no list of records of ${record} bytes. ` +
          'Give the files of the binary version (.bin), unpacked; archives and the Python version are not read.'
      );
    count += bytes.length / record;
  }
  if (count === 0) throw new FormatError(name, 'no file was given.');
  const images = new Uint8Array(count * IMAGE);
  const labels = new Int32Array(count);
  let row = 0;
  for (const bytes of files)
    for (let at = 0; at < bytes.length; at += record) {
      const label = bytes[at + labelAt] ?? 0;
      if (label >= classes)
        throw new FormatError(name, `record ${row} has label ${label}; labels go from 0 to ${classes - 1}.`);
      labels[row] = label;
      images.set(bytes.subarray(at + labelBytes, at + record), row * IMAGE);
      row += 1;
    }
  return [NDArray.wrap(images, [count, 3, 32, 32], 'uint8'), NDArray.wrap(labels, [count], 'int32')];
}
