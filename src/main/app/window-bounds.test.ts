import { expect, it } from 'vitest';
import { placeWindow } from './window-bounds.ts';

const main = { x: 0, y: 0, width: 1920, height: 1040 };
const right = { x: 1920, y: 0, width: 1280, height: 1024 };
const saved = { x: 2000, y: 50, width: 1000, height: 700 };

it.each([
  ['first start: the middle of the main screen', null, [main], { x: 320, y: 90, width: 1280, height: 860 }],
  ['where it was, on the second screen', saved, [main, right], saved],
  ['the second screen is gone', saved, [main], { x: 460, y: 170, width: 1000, height: 700 }],
  ['above every screen', { ...saved, x: 100, y: -600 }, [main], { x: 460, y: 170, width: 1000, height: 700 }],
  ['larger than the screen', { x: 10, y: 10, width: 4000, height: 3000 }, [main], { ...main, x: 10, y: 10 }],
  [
    'smaller than what can be used',
    { x: 10, y: 10, width: 50, height: 50 },
    [main],
    { x: 10, y: 10, width: 800, height: 560 }
  ],
  ['mostly to the left', { ...saved, x: -900, y: 20 }, [main], { ...saved, x: -900, y: 20 }],
  ['out of reach to the left', { ...saved, x: -960, y: 20 }, [main], { x: 460, y: 170, width: 1000, height: 700 }],
  [
    'a screen smaller than the least size',
    null,
    [{ x: 0, y: 0, width: 640, height: 480 }],
    { x: 0, y: 0, width: 640, height: 480 }
  ],
  ['no screen at all', null, [], { x: 0, y: 0, width: 1280, height: 860 }]
])('%s', (_name, before, areas, expected) => {
  expect(placeWindow(before, areas)).toEqual(expected);
});
