/**
 * A text as a series of characters for recurrent networks; tiny-shakespeare in the book. Characters are numbered in the
 * order in which they first appear; the label of a character is the next one. The app keeps the text as the file
 * 'shakespeare'; `text` takes another one. Not here: getting the text.
 */
import { FormatError } from '../io/format-error.ts';
import { decodeUtf8 } from '../io/utf8.ts';
import { slice } from '../ndarray/indexing.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { readAsset } from './asset.ts';
import { Dataset, type DatasetOptions } from './dataset.ts';

/** What a text dataset is asked for. */
export interface ShakespeareOptions extends DatasetOptions {
  /** A text of one's own in the place of Shakespeare's. */
  text?: string;
}

/**
 * A text as a series of characters, numbered (int32) in order of first appearance; the label of a character is the next
 * one. Without a text of one's own: tiny Shakespeare, EngineError until it is got in Settings, Data sets. FormatError for
 * fewer than two characters. Source: DeZero datasets.Shakespear.
 * @example
 * const text = new D.Shakespeare({ text: 'abba' });
 * [text.data, text.label, text.idToChar]; // => [[0 1 1], [1 1 0], ['a', 'b']]
 * new D.Shakespeare().idToChar[0]; // => F
 */
export class Shakespeare extends Dataset {
  readonly charToId: ReadonlyMap<string, number>;
  readonly idToChar: readonly string[];

  constructor({ text, ...options }: ShakespeareOptions = {}) {
    super(options);
    const chars = [...(text ?? decodeUtf8(readAsset('Shakespeare', 'shakespeare', 'tiny Shakespeare')))];
    if (chars.length < 2)
      throw new FormatError('Shakespeare', `a text of ${chars.length} characters has no next ones; give a longer one.`);
    const ids = new Map<string, number>();
    const series = Int32Array.from(chars, (char) => {
      const id = ids.get(char) ?? ids.size;
      ids.set(char, id);
      return id;
    });
    this.charToId = ids;
    this.idToChar = [...ids.keys()];
    const indices = NDArray.wrap(series, [series.length], 'int32');
    this.data = indices.get(slice(-1));
    this.label = indices.get(slice(1, null));
  }
}
