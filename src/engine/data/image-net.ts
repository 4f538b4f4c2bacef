/**
 * The names of the 1,000 ImageNet classes. The app keeps them as the file 'imagenet-labels': one name per line, or the
 * usual Python dictionary of lines such as ` 0: 'tench, Tinca tinca',` (read as text, nothing is run). Not here: the pictures.
 */
import { EngineError } from '../core/errors.ts';
import { FormatError } from '../io/format-error.ts';
import { decodeUtf8 } from '../io/utf8.ts';
import { readAsset } from './asset.ts';
import { Dataset } from './dataset.ts';

const CLASSES = 1000;
const ENTRY = /^\s*\{?\s*(\d{1,4})\s*:\s*(['"])(.*)\2\s*,?\s*\}?\s*$/;

/**
 * The names of the 1,000 ImageNet classes; the app has no pictures of it. EngineError until they are got in Settings,
 * Data sets. Source: DeZero datasets.ImageNet.
 * @example
 * D.ImageNet.labels()[7]; // => class 7
 * new D.ImageNet(); // throws EngineError: ImageNet
 */
export class ImageNet extends Dataset {
  override prepare(): void {
    throw new EngineError('io', 'ImageNet: the app has no pictures of it, only the names: D.ImageNet.labels().');
  }

  /** Names of the classes, as VGG16, ResNet and SqueezeNet number them. */
  static labels(): readonly string[] {
    return readImageNetLabels(decodeUtf8(readAsset('ImageNet', 'imagenet-labels', 'ImageNet class names')));
  }
}

/**
 * The names of the 1,000 ImageNet classes from a text: one name a line, or the usual Python dictionary. FormatError for
 * another number. Source: DeZero datasets.ImageNet.labels.
 * @example
 * D.readImageNetLabels(Array.from({ length: 1000 }, (_, i) => `class ${i}`).join('\n'))[7]; // => class 7
 * D.readImageNetLabels('tench'); // throws FormatError: ImageNet labels
 */
export function readImageNetLabels(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const entries = lines.map((line) => ENTRY.exec(line));
  const names: string[] = [];
  if (entries.some((entry) => entry !== null))
    for (const entry of entries) {
      if (entry !== null) names[Number(entry[1])] = (entry[3] ?? '').replace(/\\(['"\\])/g, '$1');
    }
  else names.push(...lines.map((line) => line.trim()));
  const found = Object.keys(names).length;
  if (found !== CLASSES || names.length !== CLASSES)
    throw new FormatError('ImageNet labels', `the text names ${found} classes; there are ${CLASSES}, one per line.`);
  return names;
}
