/**
 * Times of the store as main sees them, over the worker's port: the table of RUNS runs, a comparison of COMPARED of them
 * and of all, by curves and by the bands that means are made of, a run of LONG points, and ROWS metric rows written and on
 * disk. The data is made here and what is read is checked before anything is timed.
 * Prints one JSON document. Argument: the bundle of the store worker.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunId } from '@ipc/ids.ts';
import { StoreClient } from '../src/main/store-client/store-client.ts';
import { newRun, NOW, rows } from '../src/store/testing/samples.ts';
import { BATCH, fillStore, POINTS, RUNS, valueAt } from './many-runs.ts';

const COMPARED = 50;
const ROWS = 100_000;
const LONG = 1_000_000;
const ROUNDS = 7;
/** What a chart of a wide window draws. */
const DRAWN = 1000;
/** Points of all runs of a comparison together. */
const PICTURE = 50_000;

interface Timed {
  case: string;
  milliseconds: number;
  target: number;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'store-bench-'));
  const store = new StoreClient(process.argv[2]);
  try {
    const file = join(folder, 'studio.db');
    await store.ask('open', { file, now: NOW });
    const ids = await fillStore(store);
    const long = await fillLong(store);
    const results: Timed[] = [
      await timed('table of 300 runs', 300, () => store.ask('runList', { deleted: false }), checkTable),
      await timed('50 runs of 10,000 points compared', 500, () => compare(store, ids.slice(0, COMPARED)), checkCurves),
      await timed('300 runs of 10,000 points compared', 1000, () => compare(store, ids), checkAll),
      await timed('bands of 50 runs of 10,000 points', 500, () => bands(store, ids.slice(0, COMPARED)), checkBands),
      await timed('a run of 1,000,000 points read', 100, () => compare(store, [long]), checkLong),
      await timed('bands of a run of 1,000,000 points', 100, () => bands(store, [long]), checkLongBand),
      await timed('100,000 metric rows written', 1000, () => write(store), checkWritten)
    ];
    const opened = performance.now();
    await store.ask('close', null);
    await store.ask('open', { file, now: NOW });
    const reopening = performance.now() - opened;
    process.stdout.write(`${JSON.stringify({ results, reopening, bytes: statSync(file).size })}\n`);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

/** As many points as the page asks for: of all runs together so many. */
const compare = (store: StoreClient, runs: RunId[]) =>
  store.ask('curves', { runs, names: ['loss'], points: Math.min(DRAWN, Math.floor(PICTURE / runs.length)) });
const bands = (store: StoreClient, runs: RunId[]) =>
  store.ask('bands', { runs, names: ['loss'], buckets: Math.min(DRAWN, Math.floor(PICTURE / runs.length)), width: 1 });

/** A run that is in the bin, so that the table has RUNS. */
async function fillLong(store: StoreClient): Promise<RunId> {
  const run = newRun('long');
  await store.ask('runCreate', run);
  for (let at = 0; at < LONG; at += BATCH) {
    const values = Array.from({ length: BATCH }, (_, i) => valueAt(0, at + i));
    await store.ask('metricsAppend', { run: run.id, rows: rows('loss', at, values) });
  }
  await store.ask('runFinish', { run: run.id, status: 'finished', seconds: 1, error: null });
  await store.ask('runRemove', { runs: [run.id], now: NOW });
  return run.id;
}

let writes = 0;
async function write(store: StoreClient): Promise<number> {
  const run = newRun(`written-${writes++}`);
  await store.ask('runCreate', run);
  for (let at = 0; at < ROWS; at += BATCH)
    await store.ask('metricsAppend', { run: run.id, rows: rows('loss', at, new Array<number>(BATCH).fill(at)) });
  const [curve] = await store.ask('curves', { runs: [run.id], names: [], points: 2 });
  return curve?.total ?? 0;
}

function checkTable(table: Awaited<ReturnType<StoreClient['ask']>>): void {
  const list = table as { id: string; metrics: Record<string, { last: number }> }[];
  const newest = list[0];
  must(list.length === RUNS && newest?.id === `run-${RUNS - 1}`, `${RUNS} runs, newest first`);
  must(newest?.metrics['loss']?.last === valueAt(RUNS - 1, POINTS - 1), 'the last loss of the newest run');
}

function checkCurves(curves: Awaited<ReturnType<typeof compare>>): void {
  must(curves.length === COMPARED, `${COMPARED} curves`);
  for (const [r, { step, value, total }] of curves.entries()) {
    must(total === POINTS && step.length <= DRAWN && step.length > DRAWN / 2, `a thinned curve of ${POINTS} points`);
    must(
      step.every((at, i) => value[i] === valueAt(r, at)),
      `the values of run ${r}`
    );
    must(step.includes(997), 'a spike, which thinning keeps');
  }
}

function checkAll(curves: Awaited<ReturnType<typeof compare>>): void {
  must(curves.length === RUNS, `${RUNS} curves`);
  must(
    curves.every(({ total, step }) => total === POINTS && step.length <= PICTURE / RUNS),
    'thinned curves'
  );
}

function checkBands(found: Awaited<ReturnType<typeof bands>>): void {
  must(found.length === COMPARED, `${COMPARED} bands`);
  for (const [r, { mean, nans }] of found.entries()) {
    must(mean.length > DRAWN / 4 && nans.every((count) => count === 0), `the buckets of run ${r}`);
    must(Math.abs((mean.at(-1) ?? NaN) - valueAt(r, POINTS - 1)) < 0.1, `the last mean of run ${r}`);
  }
}

function checkLong([curve]: Awaited<ReturnType<typeof compare>>): void {
  must(curve?.total === LONG && curve.step.length <= DRAWN, `a thinned curve of ${LONG} points`);
  must(curve?.step.every((at, i) => curve.value[i] === valueAt(0, at)) === true, 'its values');
  must(curve?.step[0] === 0 && curve.step.at(-1) === LONG - 1, 'its ends');
}

function checkLongBand([band]: Awaited<ReturnType<typeof bands>>): void {
  must(band?.total === LONG && band.mean.length > DRAWN / 4, `a band of ${LONG} points`);
  must(Math.max(...(band?.high ?? [])) === valueAt(0, 0), 'its highest value');
}

const checkWritten = (total: number): void => must(total === ROWS, `${ROWS} rows`);

/** Median of ROUNDS, after one that is checked. */
async function timed<T>(
  name: string,
  target: number,
  run: () => Promise<T>,
  check: (result: T) => void
): Promise<Timed> {
  check(await run());
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    await run();
    samples.push(performance.now() - started);
  }
  samples.sort((a, b) => a - b);
  return { case: name, milliseconds: samples[ROUNDS >> 1] ?? NaN, target };
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`store bench: expected ${what}`);
}

await main();
