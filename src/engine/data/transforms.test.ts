import { describe, expect, test } from 'vitest';
import { arange, array } from '../ndarray/create.ts';
import { random } from '../ndarray/random.ts';
import * as T from './transforms.ts';

const picture = T.Picture.of(arange(24).reshape(2, 4, 3).astype('uint8'));

describe('transforms', () => {
  test('without steps compose gives the sample back', () => {
    const x = array([1]);
    expect(T.compose()(x)).toBe(x);
    expect(T.toArray()(x)).toBe(x);
  });

  test('grey pictures, opacity and one colour', () => {
    const grey = T.convert('L')(picture);
    expect(grey.shape).toEqual([2, 4]);
    expect(T.convert('L')(grey)).toBe(grey);
    expect(T.toArray()(grey).shape).toEqual([1, 2, 4]);
    expect(T.convert('RGB')(grey).shape).toEqual([2, 4, 3]);
    const clear = T.Picture.of(arange(8).reshape(1, 2, 4).astype('uint8'));
    expect(T.convert('BGR')(clear).toArray()).toEqual([
      [
        [2, 1, 0],
        [6, 5, 4]
      ]
    ]);
  });

  test('every filter keeps one colour as it is', () => {
    const plain = T.Picture.ofPixels(new Uint8Array(60).fill(200), 4, 5, 3);
    for (const mode of ['nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos'] as const)
      expect(new Set(T.resize([7, 3], mode)(plain).pixels), mode).toEqual(new Set([200]));
    expect(T.resize([5, 4])(plain).pixels).toEqual(plain.pixels);
  });

  test('flips about half of the samples', () => {
    random.seed(0);
    const flip = T.randomHorizontalFlip();
    const flipped = Array.from({ length: 40 }, () => flip(picture)).filter((one) => one !== picture);
    expect(flipped.length).toBeGreaterThan(10);
    expect(flipped.length).toBeLessThan(30);
    expect(flipped[0]).toBeInstanceOf(T.Picture);
    expect(flipped[0]?.get(0, 0).toArray()).toEqual([9, 10, 11]);
    expect(T.randomHorizontalFlip(1)(array([[1, 2]])).toArray()).toEqual([[2, 1]]);
  });

  test.each([
    [() => T.resize(0), /a size is a whole number from 1/],
    [() => T.resize(2, 'cubic' as 'bicubic'), /'cubic' is not known; nearest, box/],
    [() => T.resize(2)(array([1])), /takes a picture, not an array of shape \(1,\)/],
    [() => T.convert('HSV' as 'RGB'), /'HSV' is not known/],
    [() => T.asType('float' as 'float32'), /'float' is no dtype/],
    [() => T.normalize([1, 2])(array([1, 2, 3])), /mean has 2 numbers for an array of shape \(3,\)/],
    [() => T.toPicture()(array([1])), /takes \(channels, height, width\)/],
    [() => T.Picture.of(array([1])), /pixels are uint8 of shape/],
    [() => T.toArray()([1] as never), /takes a picture or an array/]
  ])('%s', (make, message) => {
    expect(make).toThrow(message);
  });
});
