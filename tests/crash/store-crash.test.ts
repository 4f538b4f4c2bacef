/**
 * Kills a writing process at random moments (SIGKILL) and opens the same file again: nothing that was acknowledged may be
 * missing, a hand-in is there whole or not at all, no run may seem to be running, the file must pass SQLite's full check. CRASHES says how often (25).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { bundleTool } from '../../scripts/lib/bundle.mjs';
import { connect } from '../../src/store/database.ts';
import { pagesAreWhole } from '../../src/store/integrity.ts';
import { checkpointId, NOW, runId } from '../../src/store/testing/samples.ts';
import { Store } from '../../src/store/verbs.ts';
import { fingerprint } from './writer.ts';

const CRASHES = Number(process.env['CRASHES'] ?? 25);

interface Acknowledged {
  checkpoints: Map<string, string>;
  rows: Map<string, number>;
  runs: Set<string>;
  finished: Set<string>;
  /** Rows of runs that came in a hand-in. */
  imports: Map<string, number>;
}

test(`no acknowledged write is lost over ${CRASHES} kills`, { timeout: 30_000 + CRASHES * 4000 }, async () => {
  const [worker, writer] = await Promise.all([
    bundleTool('src/store/store-worker.ts', 'crash-store-worker', { format: 'cjs' }),
    bundleTool('tests/crash/writer.ts', 'crash-writer')
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'crash-'));
  const file = join(folder, 'studio.db');
  const random = mulberry32(20260301);
  const said: Acknowledged = {
    checkpoints: new Map(),
    rows: new Map(),
    runs: new Set(),
    finished: new Set(),
    imports: new Map()
  };
  const opening: number[] = [];

  for (let crash = 0; crash < CRASHES; crash++) {
    await writeUntilKilled([writer, worker, file, `k${crash}`, String(crash + 1)], 20 + random() * 180, said);
    const store = new Store();
    const started = performance.now();
    const { problem, interrupted } = await store.handle('open', { file, now: NOW });
    opening.push(performance.now() - started);
    expect(problem).toBeNull();
    expect(interrupted).toBeLessThanOrEqual(1);
    await expectAcknowledged(store, said, crash === CRASHES - 1 ? '' : `k${crash}-`);
    store.close();
  }
  expect(said.checkpoints.size).toBeGreaterThan(CRASHES);
  tell(said, opening);
  const db = connect(file);
  expect(pagesAreWhole(db, true)).toBe(true);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();
  rmSync(folder, { recursive: true });
});

/** Kills `delay` milliseconds after the process has opened the file, and takes down what it said by then. */
async function writeUntilKilled(args: string[], delay: number, said: Acknowledged): Promise<void> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const opened = new Promise<void>((resolve) => lines.once('line', () => resolve()));
  lines.on('line', (line) => {
    const [kind, id = '', detail = ''] = line.split(' ');
    if (kind === 'run') said.runs.add(id);
    if (kind === 'finished') said.finished.add(id);
    if (kind === 'rows') said.rows.set(id, Number(detail));
    if (kind === 'import') said.imports.set(id, Number(detail));
    if (kind === 'checkpoint') said.checkpoints.set(id, detail);
  });
  const read = once(lines, 'close');
  await opened;
  await wait(delay);
  child.kill('SIGKILL');
  const [, signal] = (await exited) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  await read;
}

async function expectAcknowledged(store: Store, said: Acknowledged, prefix: string): Promise<void> {
  const statuses = new Map(
    (await store.handle('runList', { deleted: false })).map((run) => [run.id as string, run.status])
  );
  expect([...statuses.values()]).not.toContain('running');
  for (const id of said.runs) {
    // A run whose end was committed but not yet said may be either.
    if (said.finished.has(id)) expect(statuses.get(id)).toBe('finished');
    else expect(['interrupted', 'finished']).toContain(statuses.get(id));
  }
  // A hand-in is there with all that is in it, or not at all.
  for (const [id, status] of statuses) {
    if (!id.startsWith(prefix) || !id.endsWith('-in')) continue;
    expect(status).toBe('finished');
    const [curve] = await store.handle('curves', { runs: [runId(id)], names: [], points: 10 });
    expect(curve!.total).toBe(1000);
    await store.handle('checkpointLoad', { id: checkpointId(`${id}-c`) });
  }
  for (const id of said.imports.keys()) expect(statuses.get(id)).toBe('finished');
  const mine = [...said.rows].filter(([id]) => id.startsWith(prefix));
  for (const [id, count] of mine) {
    const [curve] = await store.handle('curves', { runs: [runId(id)], names: ['loss'], points: 1_000_000 });
    expect(curve!.total).toBeGreaterThanOrEqual(count);
    expect(curve!.value).toEqual(curve!.step.map((step) => Math.sin(step)));
  }
  for (const [id, hash] of said.checkpoints) {
    if (!id.startsWith(prefix)) continue;
    const loaded = await store.handle('checkpointLoad', { id: checkpointId(id) });
    expect(fingerprint(loaded.state, loaded.arrays), id).toBe(hash);
  }
}

/** For who runs it by hand: how much was at stake, and how long opening took. */
function tell(said: Acknowledged, opening: number[]): void {
  const sorted = [...opening].sort((a, b) => a - b);
  const ms = (at: number): string => `${(sorted[Math.floor(at * (sorted.length - 1))] ?? NaN).toFixed(0)} ms`;
  const figures = [
    `${CRASHES} kills: ${said.runs.size} runs, ${said.checkpoints.size} checkpoints, ${said.imports.size} hand-ins acknowledged`,
    `opening took ${ms(0.5)} (median), ${ms(1)} at most`
  ];
  process.stdout.write(`${figures.join('; ')}\n`);
}

function mulberry32(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
