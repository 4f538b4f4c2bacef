/** The thread that trains in the process that is killed: runs the cell and passes on what it tells, as the engine does. */
import { parentPort } from 'node:worker_threads';
import type { CellEvent, CheckpointData } from '@runtime/cell-events.ts';
import { runCell } from '../../src/runtime/testing/run.ts';
import { SPIRALS } from './spirals.ts';

const port = parentPort;

async function train(say: (message: object) => void): Promise<void> {
  const host = {
    onEvent: (event: CellEvent) => say({ event }),
    checkpoint: (data: CheckpointData) => say({ checkpoint: data })
  };
  const { error } = await runCell(SPIRALS, {}, host);
  say({ error });
}

if (port) void train((message) => port.postMessage(message));
