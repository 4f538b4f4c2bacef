/**
 * A sample's numbers as pixels: (h, w) is grey, (c, h, w) and (h, w, c) with one or three channels are grey and colour, a
 * single row of numbers is a strip. From the lowest value (black) to the highest (white). Pure; null where it is no picture.
 */
import type { SampleItem } from '@runtime/observation.ts';

export interface Picture {
  width: number;
  height: number;
  /** RGBA. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
}

interface Layout {
  width: number;
  height: number;
  /** Where the value of a channel is. */
  at: (x: number, y: number, channel: number) => number;
}

export function pictureOf({ shape, data }: SampleItem): Picture | null {
  const layout = layoutOf(shape.filter((size, i) => size !== 1 || i > 0));
  if (layout === null || data.length === 0) return null;
  const { width, height, at } = layout;
  const finite = data.filter(Number.isFinite);
  const low = Math.min(...finite);
  const scale = 255 / (Math.max(...finite) - low || 1);
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const to = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++)
        pixels[to + channel] = ((data[at(x, y, channel)] ?? NaN) - low) * scale;
      pixels[to + 3] = 255;
    }
  return { width, height, pixels };
}

function layoutOf(shape: readonly number[]): Layout | null {
  const [a = 0, b = 0, c = 0] = shape;
  if (shape.length === 1 && a > 1) return { width: a, height: 1, at: (x) => x };
  if (shape.length === 2 && a * b > 0) return { width: b, height: a, at: (x, y) => y * b + x };
  if (shape.length !== 3) return null;
  if (a === 3) return { width: c, height: b, at: (x, y, channel) => (channel * b + y) * c + x };
  if (c === 3) return { width: b, height: a, at: (x, y, channel) => (y * b + x) * 3 + channel };
  if (c === 1) return { width: b, height: a, at: (x, y) => y * b + x };
  return null;
}
