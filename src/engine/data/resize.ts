/**
 * Resizing pictures to the byte as Pillow 9.4 does: first across, then down, each output pixel a weighted sum of input
 * pixels. The weights follow the filter, which is stretched when the picture shrinks, so nothing flickers; they are
 * whole numbers of 22 bits and each pass rounds to 8 bits. 'nearest' copies pixels.
 */
import { ValueError } from '../core/errors.ts';
import { Picture } from './picture.ts';

/** How pixels between pixels are made, by Pillow's names. */
export type ResizeMode = 'nearest' | 'box' | 'bilinear' | 'hamming' | 'bicubic' | 'lanczos';

interface Filter {
  /** How far it reaches. */
  support: number;
  at(x: number): number;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI));

const FILTERS: Readonly<Record<Exclude<ResizeMode, 'nearest'>, Filter>> = {
  box: { support: 0.5, at: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, at: (x) => Math.max(0, 1 - Math.abs(x)) },
  hamming: { support: 1, at: (x) => (Math.abs(x) >= 1 ? 0 : sinc(x) * (0.54 + 0.46 * Math.cos(x * Math.PI))) },
  bicubic: { support: 2, at: (x) => cubic(Math.abs(x)) },
  lanczos: { support: 3, at: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) }
};

export const RESIZE_MODES: readonly ResizeMode[] = ['nearest', ...(Object.keys(FILTERS) as (keyof typeof FILTERS)[])];

/** Bits behind the point of a weight. */
const PRECISION = 22;

export function resizePicture(picture: Picture, width: number, height: number, mode: ResizeMode): Picture {
  for (const length of [width, height])
    if (!Number.isInteger(length) || length < 1 || length > 65_535)
      throw new ValueError('resize', `a picture cannot be ${width} wide and ${height} high.`);
  if (width === picture.width && height === picture.height) return Picture.of(picture.copy());
  if (mode === 'nearest') return nearest(picture, width, height);
  const filter = FILTERS[mode];
  const { channels } = picture;
  let pixels = picture.pixels;
  // Across: lines are rows, steps are pixels. Down: lines are columns of all channels.
  if (width !== picture.width)
    pixels = pass(pixels, filter, { lines: picture.height, from: picture.width, to: width, inner: channels });
  if (height !== picture.height)
    pixels = pass(pixels, filter, { lines: 1, from: picture.height, to: height, inner: width * channels });
  return Picture.ofPixels(pixels, height, width, channels);
}

/** Resizes the middle one of the three axes (lines, from, inner) to `to`. */
function pass(
  pixels: Uint8Array,
  filter: Filter,
  { lines, from, to, inner }: { lines: number; from: number; to: number; inner: number }
): Uint8Array {
  const out = new Uint8Array(lines * to * inner);
  for (let i = 0; i < to; i++) {
    const { first, weights } = weightsFor(filter, i, from, to);
    for (let line = 0; line < lines; line++) {
      const source = (line * from + first) * inner;
      const target = (line * to + i) * inner;
      for (let c = 0; c < inner; c++) {
        let sum = 2 ** (PRECISION - 1);
        for (let k = 0; k < weights.length; k++) sum += (pixels[source + k * inner + c] ?? 0) * (weights[k] ?? 0);
        out[target + c] = Math.min(255, Math.max(0, sum >> PRECISION));
      }
    }
  }
  return out;
}

/** Which input pixels make output pixel i, and how much each counts. */
function weightsFor(filter: Filter, i: number, from: number, to: number): { first: number; weights: Int32Array } {
  const scale = from / to;
  const stretch = Math.max(scale, 1);
  const support = filter.support * stretch;
  const center = (i + 0.5) * scale;
  const first = Math.max(0, Math.trunc(center - support + 0.5));
  const end = Math.min(from, Math.trunc(center + support + 0.5));
  const exact: number[] = [];
  let total = 0;
  for (let at = first; at < end; at++) {
    const weight = filter.at((at - center + 0.5) * (1 / stretch));
    exact.push(weight);
    total += weight;
  }
  const weights = Int32Array.from(exact, (weight) => {
    const share = (total === 0 ? weight : weight / total) * 2 ** PRECISION;
    return Math.trunc(share + (share < 0 ? -0.5 : 0.5));
  });
  return { first, weights };
}

/** Where the steps land is added up, as Pillow does, not multiplied. */
function nearest(picture: Picture, width: number, height: number): Picture {
  const { channels, pixels } = picture;
  const places = (from: number, to: number): number[] => {
    const step = from / to;
    let at = step * 0.5;
    return Array.from({ length: to }, () => {
      const place = Math.min(Math.floor(at), from - 1);
      at += step;
      return place;
    });
  };
  const columns = places(picture.width, width);
  const out = new Uint8Array(width * height * channels);
  let to = 0;
  for (const row of places(picture.height, height))
    for (const column of columns)
      for (let c = 0; c < channels; c++) out[to++] = pixels[(row * picture.width + column) * channels + c] ?? 0;
  return Picture.ofPixels(out, height, width, channels);
}

/** Keys' cubic with a = -0.5. */
function cubic(x: number): number {
  const a = -0.5;
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}
