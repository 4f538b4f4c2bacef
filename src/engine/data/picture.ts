/**
 * A picture: uint8 values of shape (height, width, channels), channels being 3 (red, green, blue) or 4 (and opacity),
 * or (height, width) for grey ones. It is an array that knows it is a picture, so that transforms can tell the two
 * apart. Not here: decoding files (the app's), resizing (resize.ts).
 */
import { ShapeError } from '../core/errors.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { shapeText } from '../ndarray/shape.ts';

/**
 * An array of uint8 values that knows it is a picture: (height, width, 3 or 4) or (height, width). ShapeError for
 * others.
 * @example
 * const picture = transforms.Picture.of(nd.array([[1, 2]], 'uint8'));
 * [picture.height, picture.width, picture.channels, picture.pixels]; // => [1, 2, 1, Uint8Array [1, 2]]
 * transforms.Picture.ofPixels(Uint8Array.of(1, 2, 3), 1, 1, 3).channels; // => 3
 * transforms.Picture.of(nd.ones([2])); // throws ShapeError: Picture
 */
export class Picture extends NDArray {
  /** The pixels of an array of shape (height, width, 3 or 4) or (height, width); shared, not copied. */
  static of(pixels: NDArray): Picture {
    const { shape, ndim, dtype } = pixels;
    const channels = ndim === 3 ? (shape[2] ?? 0) : 1;
    if (dtype !== 'uint8' || ndim < 2 || ndim > 3 || ![1, 3, 4].includes(channels) || pixels.size === 0)
      throw new ShapeError(
        'Picture',
        `pixels are uint8 of shape (height, width, 3) or (height, width), not ${dtype} of shape ${shapeText(shape)}.`,
        [shape]
      );
    const flat = ndim === 3 && channels === 1 ? pixels.squeeze(2) : pixels;
    return new Picture(flat.storage, flat.shape, flat.strides, flat.offset);
  }

  /** The pixels row by row, the channels of a pixel together. */
  static ofPixels(pixels: Uint8Array, height: number, width: number, channels: number): Picture {
    return Picture.of(NDArray.wrap(pixels, channels === 1 ? [height, width] : [height, width, channels], 'uint8'));
  }

  /** Rows. */
  get height(): number {
    return this.shape[0] ?? 0;
  }

  /** Columns. */
  get width(): number {
    return this.shape[1] ?? 0;
  }

  /** 1, 3 or 4. */
  get channels(): number {
    return this.shape[2] ?? 1;
  }

  /** Row by row, the channels of a pixel together. */
  get pixels(): Uint8Array {
    return this.elements() as Uint8Array;
  }
}
