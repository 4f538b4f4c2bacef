/** A hand-in that was changed anywhere is read as it was, or refused with a reason; the reader never does anything else. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { readHandIn } from '../../src/main/packs/hand-in-read.ts';
import { writeHandIn } from '../../src/main/packs/hand-in-write.ts';
import { collect } from '../../src/main/packs/handing-in.ts';
import { PackError } from '../../src/main/packs/pack-error.ts';
import { checkpoint, newRun, noise, NOW, rows, runId } from '../../src/store/testing/samples.ts';
import { Store } from '../../src/store/verbs.ts';

let file: Uint8Array;
let whole: string;

beforeAll(async () => {
  const store = new Store();
  const run = runId('a');
  await store.handle('open', { file: ':memory:', now: NOW });
  await store.handle('runCreate', newRun('a'));
  await store.handle('metricsAppend', { run, rows: rows('loss', 0, [3, NaN, 1]) });
  await store.handle('checkpointSave', checkpoint('c', 'a', 4, { W: noise(300, 3) }));
  await store.handle('runFinish', { run, status: 'finished', seconds: 2, error: null });
  const ask = { ask: store.handle.bind(store) };
  const wish = { run, pseudonym: 'quiet-otter-52', checkpoint: true, notes: true };
  file = writeHandIn(await collect(ask, wish, { app: '1.0.0', at: NOW }));
  whole = read(file) ?? '';
  expect(whole).toContain('quiet-otter-52');
});

/** All of its content, or null when it was refused. */
function read(bytes: Uint8Array): string | null {
  try {
    const { manifest, run, files, rows: metrics, observations, checkpoint: saved } = readHandIn(bytes);
    const arrays = saved?.arrays.map((array) => [...array.bytes]);
    return JSON.stringify([
      manifest,
      run,
      files,
      metrics.map((row) => Object.values(row).map(String)),
      observations,
      arrays
    ]);
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    return null;
  }
}

const position = fc.nat({ max: 1 << 20 });

test('200 flipped bits: each is refused or changes nothing', () => {
  let refused = 0;
  fc.assert(
    fc.property(position, fc.nat({ max: 7 }), (at, bit) => {
      const changed = file.slice();
      changed[at % file.length]! ^= 1 << bit;
      const found = read(changed);
      if (found === null) refused += 1;
      else expect(found).toBe(whole);
    }),
    { numRuns: 200, seed: 20260301 }
  );
  expect(refused).toBeGreaterThan(100);
});

test('cut, repeated, overwritten and shuffled bytes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ at: position, length: fc.nat({ max: 400 }), to: position, kind: fc.nat({ max: 3 }) }), {
        minLength: 1,
        maxLength: 4
      }),
      fc.uint8Array({ minLength: 1, maxLength: 64 }),
      (edits, junk) => {
        let bytes = file.slice();
        for (const { at, length, to, kind } of edits) {
          const from = at % (bytes.length + 1);
          const part = bytes.slice(from, from + length);
          const rest = Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
          const into = to % (rest.length + 1);
          if (kind === 0) bytes = new Uint8Array(rest);
          else if (kind === 1)
            bytes = new Uint8Array(Buffer.concat([bytes.subarray(0, into), part, bytes.subarray(into)]));
          else if (kind === 2) bytes.set(junk.subarray(0, Math.max(0, bytes.length - from)), from);
          else bytes = new Uint8Array(Buffer.concat([rest.subarray(0, into), part, rest.subarray(into)]));
        }
        const found = read(bytes);
        if (found !== null) expect(found).toBe(whole);
      }
    ),
    { numRuns: 1000, seed: 20260302 }
  );
});

test('bytes that nobody wrote', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      expect(read(bytes)).toBeNull();
    }),
    { numRuns: 300, seed: 20260303 }
  );
});
