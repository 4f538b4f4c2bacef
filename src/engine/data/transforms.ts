/**
 * Transforms: functions that prepare one sample, made by the functions of this module and joined by `compose`.
 *
 *   const prepare = transforms.compose([transforms.flatten(), transforms.toFloat(), transforms.normalize(0, 255)]);
 *   const mnist = new D.MNIST({ transform: prepare });
 *
 * Those on pictures (convert, resize, centerCrop, toArray) take a `Picture`, the others any array.
 * Not here: decoding image files, the arithmetic of resizing (resize.ts).
 */
import { DTypeError, ShapeError, ValueError } from '../core/errors.ts';
import { array } from '../ndarray/create.ts';
import { isDType, type DType } from '../ndarray/dtype.ts';
import { slice } from '../ndarray/indexing.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { random } from '../ndarray/random.ts';
import { shapeText } from '../ndarray/shape.ts';
import { Picture } from './picture.ts';
import { RESIZE_MODES, resizePicture, type ResizeMode } from './resize.ts';

export { Picture } from './picture.ts';
export type { ResizeMode } from './resize.ts';

/** Prepares one sample. */
export type ArrayTransform = (x: NDArray) => NDArray;
/** Makes a picture. */
export type PictureTransform = (x: NDArray) => Picture;
/** Red-green-blue, the other way round, or grey. */
export type PictureMode = 'RGB' | 'BGR' | 'L';
/** A length for both, or [width, height]. */
export type PictureSize = number | readonly [width: number, height: number];

/**
 * One transform after the other; none gives the sample itself. Source: DeZero transforms.Compose.
 * @example
 * transforms.compose([transforms.flatten(), transforms.normalize(1, 2)])(nd.array([[1, 3]])); // => [0. 1.]
 */
export function compose(transforms: readonly ArrayTransform[] = []): ArrayTransform {
  return (x) => transforms.reduce((result, transform) => transform(result), x);
}

/**
 * (x - mean) / std; lists hold one number per channel, the first axis (ShapeError for another number of them). Source:
 * DeZero transforms.Normalize.
 * @example
 * transforms.normalize([1, 10], 2)(nd.array([[3], [10]])); // => [[1.] [0.]]
 */
export function normalize(mean: number | readonly number[] = 0, std: number | readonly number[] = 1): ArrayTransform {
  return (x) => x.sub(perChannel('mean', mean, x)).div(perChannel('std', std, x));
}

/**
 * All in one row. Source: DeZero transforms.Flatten.
 * @example
 * transforms.flatten()(nd.ones([2, 3])).shape; // => [6]
 */
export function flatten(): ArrayTransform {
  return (x) => x.flatten();
}

/**
 * Another dtype; DTypeError for what is none. Source: DeZero transforms.AsType.
 * @example
 * transforms.asType('uint8')(nd.array([1.7])); // => [1]
 */
export function asType(dtype: DType = 'float32'): ArrayTransform {
  if (!isDType(dtype))
    throw new DTypeError('asType', `'${String(dtype)}' is no dtype; float64, float32, int32, uint8, bool are.`);
  return (x) => x.astype(dtype);
}

/**
 * The same as asType. Source: DeZero transforms.ToFloat.
 * @example
 * transforms.toFloat()(nd.array([1])).dtype; // => float32
 */
export function toFloat(dtype: DType = 'float32'): ArrayTransform {
  return asType(dtype);
}

/**
 * Whole numbers: what is behind the point is cut off. Source: DeZero transforms.ToInt.
 * @example
 * transforms.toInt()(nd.array([1.7])); // => [1]
 */
export function toInt(dtype: DType = 'int32'): ArrayTransform {
  return asType(dtype);
}

/**
 * Colours as red-green-blue, the other way round (as VGG16 wants them), or one grey value ('L', 0.299 R + 0.587 G +
 * 0.114 B). Takes pictures (TypeError). Source: DeZero transforms.Convert; Pillow 9.4.
 * @example
 * const red = transforms.Picture.ofPixels(Uint8Array.of(255, 0, 0), 1, 1, 3);
 * [transforms.convert('BGR')(red), transforms.convert('L')(red)]; // => [[[[  0   0 255]]], [[76]]]
 */
export function convert(mode: PictureMode = 'RGB'): PictureTransform {
  if (!['RGB', 'BGR', 'L'].includes(mode)) throw new ValueError('convert', `'${mode}' is not known; RGB, BGR, L are.`);
  return (x) => {
    const picture = asPicture('convert', x);
    return mode === 'L' ? grey(picture) : colours(picture, mode === 'BGR');
  };
}

/**
 * A picture in another size, whatever the proportions; ValueError for a mode that is not known. Source: DeZero
 * transforms.Resize; Pillow 9.4.
 * @example
 * const picture = transforms.Picture.ofPixels(Uint8Array.of(0, 100), 1, 2, 1);
 * transforms.resize(2, 'nearest')(picture); // => [[  0 100] [  0 100]]
 */
export function resize(size: PictureSize, mode: ResizeMode = 'bilinear'): PictureTransform {
  const [width, height] = pairOf('resize', size);
  if (!RESIZE_MODES.includes(mode))
    throw new ValueError('resize', `'${String(mode)}' is not known; ${RESIZE_MODES.join(', ')} are.`);
  return (x) => resizePicture(asPicture('resize', x), width, height, mode);
}

/**
 * The middle of a picture; what lies outside is black, an odd surplus goes to the right and the bottom. Source: DeZero
 * transforms.CenterCrop.
 * @example
 * const picture = transforms.Picture.ofPixels(Uint8Array.of(1, 2, 3), 1, 3, 1);
 * transforms.centerCrop(1)(picture); // => [[2]]
 */
export function centerCrop(size: PictureSize): PictureTransform {
  const [width, height] = pairOf('centerCrop', size);
  return (x) => {
    const picture = asPicture('centerCrop', x);
    const { channels, pixels } = picture;
    const left = Math.floor((picture.width - width) / 2);
    const top = Math.floor((picture.height - height) / 2);
    const out = new Uint8Array(width * height * channels);
    for (let row = Math.max(0, -top); row < Math.min(height, picture.height - top); row++) {
      const first = Math.max(0, -left);
      const end = Math.min(width, picture.width - left);
      const from = ((row + top) * picture.width + first + left) * channels;
      out.set(pixels.subarray(from, from + (end - first) * channels), (row * width + first) * channels);
    }
    return Picture.ofPixels(out, height, width, channels);
  };
}

/**
 * A picture as an array (channels, height, width); arrays that are no pictures stay as they are, anything else is a
 * TypeError. Source: DeZero transforms.ToArray.
 * @example
 * const picture = transforms.Picture.ofPixels(Uint8Array.of(1, 2, 3), 1, 1, 3);
 * transforms.toArray()(picture).shape; // => [3, 1, 1]
 */
export function toArray(dtype: DType = 'float32'): ArrayTransform {
  return (x) => {
    if (!(x instanceof NDArray))
      throw new TypeError('toArray: takes a picture or an array; Picture.of(array) makes a picture of pixels.');
    if (!(x instanceof Picture)) return x;
    return (x.channels === 1 ? x.expandDims(0) : x.transpose(2, 0, 1)).astype(dtype);
  };
}

/**
 * An array (channels, height, width) of uint8 values as a picture; ShapeError for others. Source: DeZero
 * transforms.ToPIL.
 * @example
 * transforms.toPicture()(nd.zeros([3, 4, 5])).width; // => 5
 */
export function toPicture(): PictureTransform {
  return (x) => {
    if (x.ndim !== 3)
      throw new ShapeError('toPicture', `takes (channels, height, width), not shape ${shapeText(x.shape)}.`, [x.shape]);
    return Picture.of(x.transpose(1, 2, 0).astype('uint8'));
  };
}

/**
 * Left and right exchanged with probability p, drawn from `random`: a picture, or an array whose last axis is width.
 * Source: an empty stub in DeZero.
 * @example
 * transforms.randomHorizontalFlip(1)(nd.array([[1, 2, 3]])); // => [[3. 2. 1.]]
 */
export function randomHorizontalFlip(p = 0.5): ArrayTransform {
  return (x) => {
    if (random.rand().item() >= p) return x;
    const axis = x instanceof Picture ? 1 : x.ndim - 1;
    const order = Int32Array.from({ length: x.shape[axis] ?? 0 }, (_, i) => (x.shape[axis] ?? 0) - 1 - i);
    const columns = NDArray.wrap(order, [order.length], 'int32');
    const flipped = x.get(...Array.from({ length: axis }, () => slice()), columns);
    return x instanceof Picture ? Picture.of(flipped) : flipped;
  };
}

/**
 * What VGG16 was trained on: blue-green-red, less the mean colour of ImageNet, float32 of (3, height, width). Source:
 * DeZero models.VGG16.preprocess.
 * @example
 * const white = transforms.Picture.of(nd.full([8, 8, 3], 255, 'uint8'));
 * transforms.vggInput(2)(white).get(nd.slice(), 0, 0); // => [151.061   138.22101 131.32   ]
 */
export function vggInput(size: PictureSize = 224): ArrayTransform {
  const means = array([103.939, 116.779, 123.68], 'float32').reshape(3, 1, 1);
  return (x) => {
    const rgb = convert('RGB')(x);
    return toArray()(convert('BGR')(resize(size, 'bicubic')(rgb))).sub(means);
  };
}

function perChannel(what: string, values: number | readonly number[], x: NDArray): NDArray | number {
  if (typeof values === 'number') return values;
  // A list of one number counts for all channels.
  if (values.length !== 1 && values.length !== x.shape[0])
    throw new ShapeError(
      'normalize',
      `${what} has ${values.length} numbers for an array of shape ${shapeText(x.shape)}; one per channel is needed.`,
      [x.shape]
    );
  return array(values, x.dtype).reshape([values.length, ...x.shape.slice(1).map(() => 1)]);
}

function asPicture(op: string, x: NDArray): Picture {
  if (x instanceof Picture) return x;
  const what = (x as unknown) instanceof NDArray ? `an array of shape ${shapeText(x.shape)}` : typeof x;
  throw new TypeError(`${op}: takes a picture, not ${what}; Picture.of(pixels) or toPicture() makes one.`);
}

function pairOf(op: string, size: PictureSize): readonly [number, number] {
  const both = typeof size === 'number' ? ([size, size] as const) : size;
  if (both.length !== 2 || both.some((one) => !Number.isInteger(one) || one < 1))
    throw new ValueError(op, `a size is a whole number from 1, or [width, height], not ${JSON.stringify(size)}.`);
  return both;
}

function grey(picture: Picture): Picture {
  const { width, height, channels, pixels } = picture;
  if (channels === 1) return picture;
  const out = Uint8Array.from({ length: width * height }, (_, i) => {
    const [r = 0, g = 0, b = 0] = pixels.subarray(i * channels, i * channels + 3);
    return (r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16;
  });
  return Picture.ofPixels(out, height, width, 1);
}

function colours(picture: Picture, reversed: boolean): Picture {
  const { width, height, channels, pixels } = picture;
  const out = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < 3; c++) {
      const from = channels === 1 ? 0 : reversed ? 2 - c : c;
      out[i * 3 + c] = pixels[i * channels + from] ?? 0;
    }
  return Picture.ofPixels(out, height, width, 3);
}
