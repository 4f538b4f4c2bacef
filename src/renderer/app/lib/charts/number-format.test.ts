import { describe, expect, it } from 'vitest';
import { byteSize, duration, fullNumber, shortNumber } from './number-format.ts';

describe('numbers on screen', () => {
  it.each([
    [0.07721994033689862, '0.07722'],
    [3.297442541400256, '3.297'],
    [-1234.6, '−1235'],
    [10000, '10000'],
    [15000000, '1.5e+7'],
    [0.00001234567, '1.235e−5'],
    [0, '0'],
    [NaN, 'NaN'],
    [-Infinity, '−∞']
  ])('%d has four significant digits: %s', (value, text) => expect(shortNumber(value)).toBe(text));

  it('keeps the whole value for titles', () => expect(fullNumber(0.07721994033689862)).toBe('0.07721994033689862'));

  it.each([
    [0.14, '140 ms'],
    [4.26, '4.3 s'],
    [59.97, '1 min 00 s'],
    [185, '3 min 05 s'],
    [3720, '1 h 02 min']
  ])('%d seconds are %s', (seconds, text) => expect(duration(seconds)).toBe(text));

  it('has sizes in bytes', () =>
    expect([812, 12_345, 1_500_000].map(byteSize)).toEqual(['812 B', '12.3 kB', '1.50 MB']));
});
