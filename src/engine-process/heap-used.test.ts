import { expect, it } from 'vitest';
import * as nd from '@engine/ndarray/nd.ts';
import { createCollect } from './collect.ts';
import { heapUsed } from './heap-used.ts';

const MEGABYTE = 2 ** 20;

interface Made {
  bytes: Uint8Array;
  maker: { made: Made | null };
}

/** A megabyte in an object that is linked with another one both ways. */
function cycle(): Made {
  const maker: Made['maker'] = { made: null };
  const made = { bytes: new Uint8Array(MEGABYTE), maker };
  maker.made = made;
  return made;
}

it('counts arrays that are held, and none that only hold each other', () => {
  const collect = createCollect();
  const before = heapUsed(collect);
  const megabytes = () => (heapUsed(collect) - before) / MEGABYTE;
  for (let i = 0; i < 10; i++) cycle();
  expect(Math.abs(megabytes())).toBeLessThan(1);
  const held = Array.from({ length: 10 }, cycle);
  expect(Math.abs(megabytes() - 10)).toBeLessThan(1);
  expect(held).toHaveLength(10);
});

it('counts nothing that only the optimiser holds, while code becomes hot', () => {
  const collect = createCollect();
  const pass = () => {
    const x = nd.ones([MEGABYTE / 8]);
    return x.mul(x).mul(x).sum().item();
  };
  const before = heapUsed(collect);
  for (let i = 0; i < 40; i++) {
    expect(pass()).toBe(MEGABYTE / 8);
    expect((heapUsed(collect) - before) / MEGABYTE).toBeLessThan(1);
  }
});

it('tells what is in use where memory cannot be collected', () => {
  expect(heapUsed(null)).toBeGreaterThan(0);
});
