/**
 * A sheet of samples drawn at random, side by side as one picture: a look at what a dataset of pictures holds.
 * Not here: putting it on the screen.
 */
import { ValueError } from '../core/errors.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { random } from '../ndarray/random.ts';
import { Picture } from './picture.ts';

/** `rows` x `columns` of the pictures `data` (N, channels, height, width), chosen by the global generator. */
export function sheetOf(data: NDArray, rows: number, columns: number): Picture {
  if (![rows, columns].every((count) => Number.isInteger(count) && count >= 1 && count <= 100))
    throw new ValueError('show', `it takes numbers of rows and columns from 1 to 100, not ${rows} and ${columns}.`);
  const [, channels = 1, height = 1, width = 1] = data.shape;
  const chosen = random.randint(0, data.length, [rows * columns]);
  const sheet = data
    .get(chosen)
    .reshape(rows, columns, channels, height, width)
    .transpose(0, 3, 1, 4, 2)
    .reshape(rows * height, columns * width, channels);
  return Picture.of(sheet);
}
