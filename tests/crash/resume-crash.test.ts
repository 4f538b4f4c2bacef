/**
 * Kills a process in the middle of a training (SIGKILL), opens its store and goes on from the last checkpoint that was
 * acknowledged: the numbers are those of a training that was never stopped, bit for bit, and the rows that the dead process
 * wrote before that checkpoint are the beginning of the same curve. Once in 25 of the CRASHES that the other tests make.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { bundleTool } from '../../scripts/lib/bundle.mjs';
import { runCell, type Ran } from '../../src/runtime/testing/run.ts';
import { checkpointId, NOW, runId } from '../../src/store/testing/samples.ts';
import { Store } from '../../src/store/verbs.ts';
import { EPOCHS, EVERY, SPIRALS } from './spirals.ts';

const KILLS = Math.ceil(Number(process.env['CRASHES'] ?? 25) / 25);

interface Acknowledged {
  checkpoint: string;
  step: number;
  run: string;
}

test(`${KILLS} killed trainings go on as if they had never stopped`, { timeout: 60_000 + KILLS * 10_000 }, async () => {
  const [worker, thread, trainer] = await Promise.all([
    bundleTool('src/store/store-worker.ts', 'resume-store-worker', { format: 'cjs' }),
    bundleTool('tests/crash/train-thread.ts', 'resume-train-thread', { format: 'cjs' }),
    bundleTool('tests/crash/trainer.ts', 'resume-trainer')
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'resume-'));
  const file = join(folder, 'studio.db');
  const straight = lossOf(await runCell(SPIRALS));
  expect(straight).toHaveLength(EPOCHS);
  for (let kill = 0; kill < KILLS; kill++) {
    const last = await trainUntilKilled([trainer, worker, thread, file], 2 + ((kill * 5) % 12));
    const store = new Store();
    const { problem, interrupted } = await store.handle('open', { file, now: NOW });
    expect({ problem, interrupted }).toEqual({ problem: null, interrupted: 1 });
    const run = await store.handle('runGet', { run: runId(last.run) });
    expect(run).toMatchObject({ status: 'interrupted', resumable: true });
    // A later one may have been committed and not yet said; the one that was said is there and whole.
    const { reason, state, step, arrays } = await store.handle('checkpointLoad', { id: checkpointId(last.checkpoint) });
    expect(step).toBe(last.step);
    const [curve] = await store.handle('curves', { runs: [runId(last.run)], names: ['loss'], points: 100_000 });
    expect(curve!.value.slice(0, step)).toEqual(straight.slice(0, step));
    // Another seed: everything that matters comes from the checkpoint.
    const resumed = await runCell(SPIRALS, { resume: { reason, state, step, arrays }, seed: 5 });
    expect(resumed.error).toBeNull();
    expect(lossOf(resumed)).toEqual(straight.slice(step));
    store.close();
  }
  rmSync(folder, { recursive: true });
});

const lossOf = (ran: Ran): number[] =>
  ran.events.flatMap((event) => (event.kind === 'metrics' ? event.rows.map((row) => row.value) : []));

/** Kills when so many checkpoints have been acknowledged, and answers with the last that was. */
async function trainUntilKilled(args: string[], checkpoints: number): Promise<Acknowledged> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const read = once(lines, 'close');
  const said: Acknowledged[] = [];
  const others: string[] = [];
  lines.on('line', (line) => {
    const [kind, checkpoint = '', step = '', run = ''] = line.split(' ');
    if (kind === 'checkpoint') said.push({ checkpoint, step: Number(step), run });
    else others.push(line);
    if (said.length === checkpoints) child.kill('SIGKILL');
  });
  const [, signal] = (await exited) as [number | null, string | null];
  await read;
  expect({ signal, others }).toEqual({ signal: 'SIGKILL', others: ['opened'] });
  const last = said.at(-1);
  expect(last.step).toBeGreaterThanOrEqual(EVERY);
  expect(last.step).toBeLessThan(EPOCHS);
  return last;
}
