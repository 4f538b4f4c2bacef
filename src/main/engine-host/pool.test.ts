import { expect, it } from 'vitest';
import { EnginePool, type PoolMember } from './pool.ts';

class Fake implements PoolMember {
  alive = true;
  readonly ready: Promise<boolean>;
  isReady = true;
  readonly number: number;
  constructor(number: number, ready = true) {
    this.number = number;
    this.ready = Promise.resolve(ready);
  }
  kill(): Promise<void> {
    this.alive = false;
    return Promise.resolve();
  }
}

function pool(startsFrom = 0) {
  const forked: Fake[] = [];
  const made = new EnginePool(() => {
    const fake = new Fake(forked.length, forked.length >= startsFrom);
    forked.push(fake);
    return fake;
  });
  return { made, forked };
}

it('keeps one spare, which takes over at once when the other one ends', async () => {
  const { made, forked } = pool();
  await made.warmUp();
  expect(forked).toHaveLength(2);
  expect((await made.take()).number).toBe(0);
  await forked[0]!.kill();
  expect((await made.take()).number).toBe(1);
  expect(forked).toHaveLength(2);
  await made.warmUp();
  expect(forked).toHaveLength(3);
  await made.close();
  expect(forked.map(({ alive }) => alive)).toEqual([false, false, false]);
});

it('gives the spare while the other one loads a new worker', async () => {
  const { made, forked } = pool();
  await made.warmUp();
  forked[0]!.isReady = false;
  expect((await made.take()).number).toBe(1);
  forked[0]!.isReady = true;
  expect((await made.take()).number).toBe(1);
  expect(forked).toHaveLength(2);
});

it('tries again when a process does not start, and gives up with a sentence', async () => {
  expect((await pool(2).made.take()).number).toBe(2);
  const never = pool(100);
  await expect(never.made.take()).rejects.toMatchObject({ code: 'engine-lost' });
  expect(never.forked).toHaveLength(3);
});
