import { describe, expect, it } from 'vitest';
import { pictureOf } from './sample-picture.ts';

const grey = (shape: number[], data: number[]) => {
  const picture = pictureOf({ shape, data, label: null, predicted: null });
  return picture && { ...picture, pixels: [...picture.pixels].filter((_, i) => i % 4 === 0) };
};

describe('a sample as a picture', () => {
  it('is grey from its lowest to its highest value', () => {
    expect(grey([2, 2], [0, 1, 2, 4])).toEqual({ width: 2, height: 2, pixels: [0, 64, 128, 255] });
    expect(grey([1, 2, 2], [0, 1, 2, 4])?.pixels).toEqual([0, 64, 128, 255]);
    expect(grey([2, 2, 1], [0, 1, 2, 4])?.pixels).toEqual([0, 64, 128, 255]);
  });
  it('has colours with channels first or last', () => {
    const first = pictureOf({ shape: [3, 1, 2], data: [1, 0, 0, 1, 0, 0], label: null, predicted: null });
    const last = pictureOf({
      shape: [2, 2, 3],
      data: [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1],
      label: null,
      predicted: null
    });
    expect([...(first?.pixels ?? [])]).toEqual([255, 0, 0, 255, 0, 255, 0, 255]);
    expect([...(last?.pixels ?? [])].slice(8, 12)).toEqual([0, 0, 255, 255]);
  });
  it('is none for a single number or five channels', () => {
    expect(grey([], [1])).toBeNull();
    expect(grey([1], [1])).toBeNull();
    expect(grey([5, 2, 2], Array<number>(20).fill(1))).toBeNull();
  });
});
