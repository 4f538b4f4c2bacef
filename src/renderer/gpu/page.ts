/**
 * The hidden page: one WebGPU device for the app, one session a port (an engine process, or main asking what there is).
 * A session is told first whether there is a device. A lost device fails every read from then on.
 */
import * as v from 'valibot';
import { GpuBatch, type GpuReply } from '@ipc/gpu.ts';
import { BufferPool } from './buffer-pool.ts';
import { Pipelines } from './pipelines.ts';
import { probe, type Probe } from './probe.ts';
import { Session, type Shared } from './session.ts';

type Post = (reply: GpuReply, transfer?: Transferable[]) => void;

const sessions = new Set<Session>();
let shared: Shared | null = null;
let lost: string | null = null;
const found: Promise<Probe> = probe().then((result) => {
  if (!result.ok) return result;
  const { device } = result;
  shared = { device, pool: new BufferPool(device), pipelines: new Pipelines(device) };
  void result.device.lost.then(({ message }) => failAll((lost = `the device was lost (${message})`)));
  result.device.addEventListener('uncapturederror', ({ error }) => failAll(error.message));
  return result;
});

function failAll(message: string): void {
  for (const session of sessions) session.fail(message);
}

async function serve(port: MessagePort): Promise<void> {
  const post: Post = (reply, transfer = []) => port.postMessage(reply, transfer);
  const result = await found;
  if (!result.ok || !shared || lost !== null) {
    post({ kind: 'unavailable', reason: result.ok ? (lost ?? 'no device') : result.reason });
    return;
  }
  const session = new Session(shared, post);
  sessions.add(session);
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const batch = v.safeParse(GpuBatch, data);
    if (batch.success) session.run(batch.output);
    else session.fail(`not a batch of commands (${batch.issues[0].message})`);
  };
  port.addEventListener('close', () => {
    sessions.delete(session);
    session.close();
  });
  post({ kind: 'ready', name: result.name, software: result.software });
}

window.addEventListener('message', (event) => {
  const port = event.ports[0];
  if (event.source === window && event.data === 'gpu-port' && port) void serve(port);
});
