/** The ring shows what the whole stream shows: at every cursor that is left, from both sides and by jumps. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { F, nd, Variable } from '../../../../../engine/index.ts';
import { pictureAt, Replay } from './reducer.ts';
import { EMPTY_RING, pushed, type TraceRing } from './trace-ring.ts';
import { Playback } from '../playback/playback.svelte.ts';
import { recorded } from '../../../../../engine/trace/recorded.fixture.ts';

/** Some steps of a descent: the same leaf, new graphs, gradients that are cleared, updates. */
function descent(steps: number, shape: readonly number[]) {
  return recorded(() => {
    const x = new Variable(shape.length === 0 ? nd.array(2) : nd.ones([...shape]), 'x');
    for (let k = 0; k < steps; k++) {
      x.clearGrad();
      const y = F.sum(F.add(F.square(x), F.mul(x, F.sin(x))));
      y.backward();
      x.data = x.data.sub(x.grad!.data.mul(0.1));
    }
  });
}

test('agrees with the whole stream at every cursor, however it is filled and walked', () => {
  const events = descent(12, []);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 8, max: 300 }),
      fc.array(fc.nat(400), { maxLength: 10 }),
      (batches, limit, jumps) => {
        let ring: TraceRing = EMPTY_RING;
        let taken = 0;
        const replay = new Replay();
        const same = (cursor: number) =>
          expect({ ...replay.at(cursor), cursor: 0 }).toEqual({
            ...pictureAt(events, ring.dropped + cursor),
            cursor: 0
          });
        for (const size of batches) {
          ring = pushed(ring, events.slice(taken, taken + size), { events: limit, numbers: Infinity });
          taken = Math.min(taken + size, events.length);
          expect(ring.events.length).toBeLessThanOrEqual(limit);
          expect(ring.dropped + ring.events.length).toBe(taken);
          replay.setEvents(ring.events, ring.tail);
          for (const jump of jumps) same(jump % (ring.events.length + 1));
        }
        for (let cursor = 0; cursor <= ring.events.length; cursor++) same(cursor);
        for (let cursor = ring.events.length; cursor >= 0; cursor--) same(cursor);
      }
    ),
    { seed: 11, numRuns: 60 }
  );
});

test('is bounded by the numbers in it, too', () => {
  const events = descent(10, [20, 20]);
  const ring = pushed(EMPTY_RING, events, { events: 1e9, numbers: 20_000 });
  expect(ring.numbers).toBeLessThanOrEqual(20_000);
  expect(ring.dropped).toBeGreaterThan(0);
  expect({ ...ring.tail, cursor: 0 }).toEqual({ ...pictureAt(events, ring.dropped), cursor: 0 });
});

test('the playback stays at its event while the ring moves on, and at the tail once that is gone', () => {
  const events = descent(12, []);
  const limits = { events: 100, numbers: Infinity };
  const playback = new Playback({ request: () => 1, cancel: () => undefined });
  let ring = pushed(EMPTY_RING, events.slice(0, 100), limits);
  playback.follow(ring);
  playback.seek(90);
  const at = playback.event;
  ring = pushed(ring, events.slice(100, 120), limits);
  playback.follow(ring);
  expect(ring.dropped).toBe(45);
  expect([playback.event, playback.cursor]).toEqual([at, 45]);
  expect({ ...playback.picture, cursor: 90 }).toEqual(pictureAt(events, 90));
  for (let k = 120; k < events.length; k += 20) {
    ring = pushed(ring, events.slice(k, k + 20), limits);
    playback.follow(ring);
  }
  expect(playback.cursor).toBe(0);
  expect(playback.picture.nodes).toEqual(pictureAt(events, ring.dropped).nodes);
});
