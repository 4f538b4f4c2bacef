/**
 * CIFAR-10 and CIFAR-100: 50,000 (train) and 10,000 (test) small colour pictures. The app keeps them as the files
 * 'cifar10-train' and so on, which are the records of the "binary version" of their home page in a row: a label byte
 * (CIFAR-100: coarse and fine label), then 3 x 32 x 32 bytes. `data` is (N, 3, 32, 32) of uint8; a sample is float32 from
 * -1 to 1 unless `transform` says otherwise. Not here: getting the files, unpacking their archives (the app's).
 */
import { FormatError } from '../io/format-error.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { readAsset } from './asset.ts';
import { CIFAR10_LABELS, CIFAR100_COARSE_LABELS, CIFAR100_FINE_LABELS } from './cifar-labels.ts';
import type { DatasetOptions, Transform } from './dataset.ts';
import { PictureDataset } from './picture-dataset.ts';

const IMAGE = 3 * 32 * 32;

/**
 * Bytes as float32 numbers from -1 to 1: (x / 255 - 0.5) / 0.5. Source: DeZero datasets.CIFAR10.
 * @example
 * D.toPlusMinusOne(nd.array([0, 255], 'uint8')); // => [-1.  1.]
 */
export const toPlusMinusOne: Transform = (image) => image.astype('float32').div(255).sub(0.5).div(0.5);

/** Which classes of CIFAR-100: 100 fine ones or 20 coarse ones. */
export type LabelType = 'fine' | 'coarse';

/** What a CIFAR dataset is asked for. */
export interface CifarOptions extends DatasetOptions {
  /** CIFAR-100: 100 fine classes or 20 coarse ones. */
  labelType?: LabelType;
}

/**
 * 50,000 (train) or 10,000 (test) colour pictures of ten classes: data (N, 3, 32, 32) of uint8, label (N); a sample is
 * float32 from -1 to 1. EngineError until its files are got in Settings, Data sets. Source: Krizhevsky 2009.
 * @example
 * const cifar = new D.CIFAR10({ train: false });
 * [cifar.data.shape.slice(1), cifar.get(0)[0].shape, cifar.show(2, 4).shape]; // => [[3, 32, 32], [3, 32, 32], [64, 128, 3]]
 * cifar.batch(nd.array([0, 1], 'int32'))[0].shape; // => [2, 3, 32, 32]
 * D.CIFAR10.labels()[0]; // => airplane
 */
export class CIFAR10 extends PictureDataset {
  constructor(options: DatasetOptions = {}) {
    super(toPlusMinusOne, options);
    const records = readAsset('CIFAR10', this.train ? 'cifar10-train' : 'cifar10-test', 'CIFAR-10');
    [this.data, this.label] = readRecords('CIFAR10', records, 1, 0, CIFAR10_LABELS.length);
  }

  /** Names of the classes. */
  static labels(): readonly string[] {
    return CIFAR10_LABELS;
  }
}

/**
 * 50,000 (train) or 10,000 (test) colour pictures of a hundred fine classes or twenty coarse ones, as CIFAR10. Source:
 * Krizhevsky 2009.
 * @example
 * const cifar = new D.CIFAR100({ labelType: 'coarse' });
 * [cifar.data.shape.slice(1), cifar.batch(nd.array([0], 'int32'))[0].shape]; // => [[3, 32, 32], [1, 3, 32, 32]]
 * cifar.show(1, 1).shape; // => [32, 32, 3]
 * [D.CIFAR100.labels()[0], D.CIFAR100.labels('coarse')[1]]; // => ['apple', 'fish']
 */
export class CIFAR100 extends PictureDataset {
  constructor({ labelType = 'fine', ...options }: CifarOptions = {}) {
    super(toPlusMinusOne, options);
    const records = readAsset('CIFAR100', this.train ? 'cifar100-train' : 'cifar100-test', 'CIFAR-100');
    const classes = CIFAR100.labels(labelType).length;
    [this.data, this.label] = readRecords('CIFAR100', records, 2, labelType === 'fine' ? 1 : 0, classes);
  }

  /** Names of the classes. */
  static labels(labelType: LabelType = 'fine'): readonly string[] {
    return labelType === 'fine' ? CIFAR100_FINE_LABELS : CIFAR100_COARSE_LABELS;
  }
}

function readRecords(
  name: string,
  bytes: Uint8Array,
  labelBytes: number,
  labelAt: number,
  classes: number
): [NDArray, NDArray] {
  const record = labelBytes + IMAGE;
  if (bytes.length === 0 || bytes.length % record !== 0)
    throw new FormatError(name, `a file of ${bytes.length} bytes is no list of records of ${record} bytes.`);
  const count = bytes.length / record;
  const images = new Uint8Array(count * IMAGE);
  const labels = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    const at = row * record;
    const label = bytes[at + labelAt] ?? 0;
    if (label >= classes)
      throw new FormatError(name, `record ${row} has label ${label}; labels go from 0 to ${classes - 1}.`);
    labels[row] = label;
    images.set(bytes.subarray(at + labelBytes, at + record), row * IMAGE);
  }
  return [NDArray.wrap(images, [count, 3, 32, 32], 'uint8'), NDArray.wrap(labels, [count], 'int32')];
}
