/**
 * The names of the 1,000 ImageNet classes from a text that the user gives: one name per line, or the usual Python
 * dictionary of lines such as ` 0: 'tench, Tinca tinca',` (read as text, nothing is run). Not here: the pictures.
 */
import { FormatError } from '../io/format-error.ts';

const CLASSES = 1000;
const ENTRY = /^\s*\{?\s*(\d{1,4})\s*:\s*(['"])(.*)\2\s*,?\s*\}?\s*$/;

/**
 * The names of the 1,000 ImageNet classes from a text that the user gives: one name a line, or the usual Python
 * dictionary. FormatError for another number. Source: DeZero datasets.ImageNet.labels.
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
