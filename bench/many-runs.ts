/** The runs that benchmarks of the store and of the screens work on: RUNS runs of POINTS points, made by formula. */
import type { RunId } from '@ipc/ids.ts';
import type { StoreClient } from '../src/main/store-client/store-client.ts';
import { newRun, NOW, rows } from '../src/store/testing/samples.ts';

export const RUNS = 300;
export const POINTS = 10_000;
export const BATCH = 5000;

export const valueAt = (run: number, step: number): number =>
  1 / (1 + step / (50 + run)) + (step % 997 === 0 ? 0.5 : 0);

export async function fillStore(store: StoreClient): Promise<RunId[]> {
  const ids: RunId[] = [];
  for (let r = 0; r < RUNS; r++) {
    const run = newRun(`run-${r}`, { startedAt: new Date(Date.parse(NOW) + r * 1000).toISOString() });
    ids.push(run.id);
    await store.ask('runCreate', run);
    for (let at = 0; at < POINTS; at += BATCH) {
      const values = Array.from({ length: BATCH }, (_, i) => valueAt(r, at + i));
      await store.ask('metricsAppend', { run: run.id, rows: rows('loss', at, values) });
    }
    await store.ask('runFinish', { run: run.id, status: 'finished', seconds: 1, error: null });
  }
  return ids;
}
