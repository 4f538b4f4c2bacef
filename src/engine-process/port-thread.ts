/**
 * The engine process's main thread: connects main, the engine worker and the page with the GPU. It never computes, so
 * it always answers: it stops a cell by asking, then by terminating the worker (main's last means is to kill it all).
 */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromEngineProcess, ToEngineProcess } from '@ipc/engine-process.ts';
import { CHECKPOINT_ASKED, CONTROL, CONTROL_STATE } from '@runtime/control.ts';
import { CheckpointSender } from './checkpoint-sender.ts';
import { GpuLink } from './gpu-link.ts';
import type { AdapterName, FromWorker, ToWorker, WorkerData } from './messages.ts';
import { answerFailure } from './sync-read.ts';

/** How long a cell may take to end by itself after Stop. */
const ASK_MS = 300;
/** For a last message to leave. */
const EXIT_MS = 50;

const parent = process.parentPort;
// Main tells the folders as it forks.
const [shipped = '', dataSets = ''] = process.argv.slice(2);
const post = (message: FromEngineProcess): void => parent.postMessage(message);
const checkpoints = new CheckpointSender(post);
let gpu: GpuLink | null = null;
let engine = startWorker();

interface EngineThread {
  worker: Worker;
  control: Int32Array;
  taken: Int32Array;
  loaded: boolean;
  running: boolean;
  stopTimer: NodeJS.Timeout | null;
}

function startWorker(): EngineThread {
  const data: WorkerData = {
    control: new SharedArrayBuffer(CONTROL.LENGTH * 4),
    taken: new SharedArrayBuffer(4),
    assets: { shipped, dataSets }
  };
  const worker = new Worker(path.join(import.meta.dirname, 'engine-worker.cjs'), {
    workerData: data,
    // Arrays of numbers lie outside of it; the watchdog of main looks after those.
    resourceLimits: { maxOldGenerationSizeMb: 1024 }
  });
  const thread: EngineThread = {
    worker,
    control: new Int32Array(data.control),
    taken: new Int32Array(data.taken),
    loaded: false,
    running: false,
    stopTimer: null
  };
  worker.on('message', (message: FromWorker) => onWorker(thread, message));
  worker.on('error', (error: Error & { code?: string }) => {
    if (thread !== engine) return;
    const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    const failed: FromEngineProcess = { kind: 'worker-failed', memory, message: error.message };
    if (thread.loaded) return replaceWorker(failed);
    // One that cannot even load would fail again and again; main decides what comes next.
    post(failed);
    setTimeout(() => process.exit(1), EXIT_MS);
  });
  return thread;
}

/** Tells main after the checkpoints that are on their way, then loads another worker. */
function replaceWorker(reason: FromEngineProcess): void {
  if (engine.stopTimer) clearTimeout(engine.stopTimer);
  checkpoints.then(() => post(reason));
  // The ended worker's arrays on the GPU go with the port; main sends a new one before the next cell that needs it.
  gpu?.close();
  gpu = null;
  engine = startWorker();
}

function onWorker(thread: EngineThread, message: FromWorker): void {
  if (thread !== engine) return;
  switch (message.kind) {
    case 'ready':
      thread.loaded = true;
      return post({ kind: 'ready' });
    case 'event': {
      if (message.event.kind !== 'finished') return post(message);
      thread.running = false;
      if (thread.stopTimer) clearTimeout(thread.stopTimer);
      thread.stopTimer = null;
      checkpoints.then(() => post(message));
      return;
    }
    case 'checkpoint':
      return checkpoints.send(message.data);
    case 'gpu':
      return gpu?.send(message.commands);
    case 'gpu-read':
      // The worker waits for an answer, whatever has become of the page.
      return gpu ? gpu.read(message) : answerFailure(message.answer, 'the page with the GPU has ended');
    default:
      message satisfies never;
  }
}

async function run(message: Extract<ToEngineProcess, { kind: 'run' }>): Promise<void> {
  const thread = engine;
  thread.running = true;
  Atomics.store(thread.control, CONTROL.STATE, CONTROL_STATE.RUN);
  Atomics.store(thread.control, CONTROL.CHECKPOINT, 0);
  let adapter: AdapterName | null = null;
  if (message.request.device === 'gpu') {
    gpu?.reset();
    adapter = (await gpu?.adapter) ?? null;
  }
  if (adapter === null && message.request.device === 'gpu') {
    const detail = 'the GPU is not connected';
    post({ kind: 'event', event: { kind: 'notice', code: 'gpu-unavailable', detail } });
  }
  const request = adapter ? message.request : { ...message.request, device: 'cpu' as const };
  thread.worker.postMessage({
    kind: 'run',
    request,
    checkpointSeconds: message.checkpointSeconds,
    gpu: adapter
  } satisfies ToWorker);
}

function control(action: Extract<ToEngineProcess, { kind: 'control' }>['action']): void {
  const thread = engine;
  if (action === 'checkpoint') Atomics.store(thread.control, CONTROL.CHECKPOINT, CHECKPOINT_ASKED.BY_HAND);
  // One that was asked for by hand and not yet taken stays one by hand.
  else if (action === 'last-checkpoint')
    Atomics.compareExchange(thread.control, CONTROL.CHECKPOINT, CHECKPOINT_ASKED.NO, CHECKPOINT_ASKED.BY_APP);
  else
    Atomics.store(
      thread.control,
      CONTROL.STATE,
      { pause: CONTROL_STATE.PAUSE, resume: CONTROL_STATE.RUN, step: CONTROL_STATE.STEP, stop: CONTROL_STATE.STOP }[
        action
      ]
    );
  Atomics.notify(thread.control, CONTROL.STATE);
  if (action === 'stop' && thread.running && !thread.stopTimer)
    thread.stopTimer = setTimeout(() => void terminate(thread), ASK_MS);
}

/** Ends the worker; where a builtin does not let it end, this never settles and main kills the process. */
async function terminate(thread: EngineThread): Promise<void> {
  await thread.worker.terminate();
  if (thread === engine) replaceWorker({ kind: 'worker-terminated' });
}

parent.on('message', ({ data, ports }) => {
  const message = data as ToEngineProcess;
  switch (message.kind) {
    case 'gpu':
      gpu?.close();
      gpu = ports[0] ? new GpuLink(ports[0]) : null;
      return;
    case 'run':
      void run(message);
      return;
    case 'control':
      return control(message.action);
    case 'part-received':
      return checkpoints.partReceived();
    case 'events-received':
      Atomics.add(engine.taken, 0, message.count);
      Atomics.notify(engine.taken, 0);
      return;
    default:
      message satisfies never;
  }
});
