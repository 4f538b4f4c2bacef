/**
 * The engine's GpuDevice in the worker: collects commands and posts them in batches to the port thread; a read posts
 * what is pending and waits for its answer in shared memory. Not here: WGSL and buffers (the hidden page has them).
 */
import type { GpuDevice, KernelParams } from '@engine/host.ts';
import type { GpuCommand } from '@ipc/gpu.ts';
import type { AdapterName, FromWorker } from './messages.ts';
import { createAnswer, waitForFloats } from './sync-read.ts';

const BATCH_COMMANDS = 64;
const BATCH_BYTES = 1 << 20;
/** A software adapter may take seconds for a large batch; a lost one answers at once through its port. */
const READ_TIMEOUT_MS = 60_000;

export class GpuCommands implements GpuDevice {
  readonly name: string;
  readonly software: boolean;
  readonly #post: (message: FromWorker, transfer: ArrayBuffer[]) => void;
  readonly #live = new Set<number>();
  #pending: GpuCommand[] = [];
  #uploads: ArrayBuffer[] = [];
  #bytes = 0;
  #reads = 0;
  #patience = READ_TIMEOUT_MS;

  constructor(adapter: AdapterName, post: (message: FromWorker, transfer: ArrayBuffer[]) => void) {
    this.name = adapter.name;
    this.software = adapter.software;
    this.#post = post;
  }

  upload(handle: number, data: Float32Array): void {
    const copy = Float32Array.from(data);
    this.#live.add(handle);
    this.#bytes += copy.byteLength;
    this.#uploads.push(copy.buffer);
    this.#add({ kind: 'upload', handle, data: copy });
  }

  dispatch(kernel: string, inputs: readonly number[], output: number, length: number, params: KernelParams): void {
    this.#live.add(output);
    this.#add({ kind: 'dispatch', kernel, inputs: [...inputs], output, length, params: [...params] });
  }

  dispatchInto(kernel: string, inputs: readonly number[], output: number, params: KernelParams): void {
    this.#add({ kind: 'dispatch', kernel, inputs: [...inputs], output, length: null, params: [...params] });
  }

  free(handles: readonly number[]): void {
    if (handles.length === 0) return;
    for (const handle of handles) this.#live.delete(handle);
    this.#add({ kind: 'free', handles: [...handles] });
  }

  read(arrays: readonly { readonly handle: number; readonly length: number }[]): Float32Array[] {
    // All are asked for before the first is waited for.
    const answers = arrays.map(({ handle, length }) => {
      const answer = createAnswer(length * 4);
      this.#reads += 1;
      const { commands, transfer } = this.#take();
      this.#post({ kind: 'gpu-read', commands, id: this.#reads, handle, length, answer }, transfer);
      return { answer, length };
    });
    try {
      return answers.map(({ answer, length }) => waitForFloats(answer, length, this.#patience));
    } catch (error) {
      // What was lost once is not waited for again while the cell ends.
      this.#patience = 1000;
      throw error;
    }
  }

  /** Frees whatever a finished cell has left and posts what is pending. */
  finish(): void {
    this.free([...this.#live]);
    this.#flush();
  }

  #add(command: GpuCommand): void {
    this.#pending.push(command);
    if (this.#pending.length >= BATCH_COMMANDS || this.#bytes >= BATCH_BYTES) this.#flush();
  }

  #flush(): void {
    if (this.#pending.length === 0) return;
    const { commands, transfer } = this.#take();
    this.#post({ kind: 'gpu', commands }, transfer);
  }

  #take(): { commands: GpuCommand[]; transfer: ArrayBuffer[] } {
    const taken = { commands: this.#pending, transfer: this.#uploads };
    this.#pending = [];
    this.#uploads = [];
    this.#bytes = 0;
    return taken;
  }
}
