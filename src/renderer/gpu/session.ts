/**
 * The arrays of one engine process on the GPU, by handle, and the commands on them, recorded into as few submissions as
 * possible. A read is answered when everything before it is done. After a failure reads say so until a batch works again.
 */
import type { GpuBatch, GpuCommand, GpuReply } from '@ipc/gpu.ts';
import type { BufferPool } from './buffer-pool.ts';
import { ParamBlock } from './param-block.ts';
import type { Pipelines } from './pipelines.ts';

const MAP_READ = 0x1;
const COPY_DST = 0x8;
const READ = 0x1;

interface GpuArray {
  buffer: GPUBuffer;
  length: number;
}

/** What all sessions of the page use together. */
export interface Shared {
  device: GPUDevice;
  pool: BufferPool;
  pipelines: Pipelines;
}

type Of<K extends GpuCommand['kind']> = Extract<GpuCommand, { kind: K }>;

export class Session {
  readonly #device: GPUDevice;
  readonly #pool: BufferPool;
  readonly #post: (reply: GpuReply, transfer?: Transferable[]) => void;
  readonly #pipelines: Pipelines;
  readonly #params: ParamBlock;
  readonly #arrays = new Map<number, GpuArray>();
  #encoder: GPUCommandEncoder | null = null;
  #pass: GPUComputePassEncoder | null = null;
  #closed = false;

  constructor({ device, pool, pipelines }: Shared, post: (reply: GpuReply, transfer?: Transferable[]) => void) {
    this.#device = device;
    this.#pool = pool;
    this.#pipelines = pipelines;
    this.#post = post;
    this.#params = new ParamBlock(device);
  }

  run({ commands }: GpuBatch): void {
    for (const command of commands) {
      try {
        this.#one(command);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        this.fail(message, command.kind === 'read' ? command.id : null);
      }
    }
    this.#submit();
  }

  fail(message: string, id: number | null = null): void {
    if (!this.#closed) this.#post({ kind: 'failed', id, message });
  }

  close(): void {
    this.#closed = true;
    this.#submit();
    for (const { buffer } of this.#arrays.values()) this.#pool.give(buffer);
    this.#arrays.clear();
    this.#params.destroy();
  }

  #one(command: GpuCommand): void {
    switch (command.kind) {
      case 'upload':
        return this.#upload(command);
      case 'dispatch':
        return this.#dispatch(command);
      case 'free':
        return this.#free(command.handles);
      case 'read':
        return this.#read(command);
      default:
        command satisfies never;
    }
  }

  #upload({ handle, data }: Of<'upload'>): void {
    // Writes take effect before what is only recorded, and the buffer may be a used one.
    this.#submit();
    const array = this.#create(handle, data.length);
    this.#device.queue.writeBuffer(array.buffer, 0, data);
  }

  #dispatch({ kernel: name, inputs, output, length, params }: Of<'dispatch'>): void {
    const pipeline = this.#pipelines.get(name);
    if (!pipeline) throw new Error(`there is no kernel '${name}' for the GPU`);
    const { kernel, compute, layout } = pipeline;
    if (inputs.length !== kernel.inputs)
      throw new Error(`kernel '${name}' takes ${kernel.inputs} arrays, not ${inputs.length}`);
    let sources = inputs.map((handle) => this.#array(handle));
    const target = length === null ? this.#array(output) : this.#create(output, length);
    if (target.length === 0) return;
    let copy: GPUBuffer | null = null;
    if (sources.some((source) => source.buffer === target.buffer)) {
      // A buffer cannot be read and written in one dispatch: the kernel reads a copy.
      copy = this.#pool.take(target.buffer.size);
      this.#record().copyBufferToBuffer(target.buffer, 0, copy, 0, target.buffer.size);
      const held = copy;
      sources = sources.map((source) => (source.buffer === target.buffer ? { ...source, buffer: held } : source));
    }
    if (this.#params.full(params.length)) this.#submit();
    const bindings = [...sources, target].map(({ buffer, length }) => ({ buffer, size: bound(length) }));
    const group = this.#device.createBindGroup({
      layout,
      entries: [...bindings, this.#params.put(target.length, params, kernel.floats ?? [])].map((resource, binding) => ({
        binding,
        resource
      }))
    });
    const pass = (this.#pass ??= this.#record().beginComputePass());
    pass.setPipeline(compute);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(...kernel.workgroups(target.length, params));
    if (copy) this.#pool.give(copy);
  }

  #free(handles: readonly number[]): void {
    for (const handle of handles) {
      const array = this.#arrays.get(handle);
      if (array) this.#pool.give(array.buffer);
      this.#arrays.delete(handle);
    }
  }

  #read({ id, handle, length }: Of<'read'>): void {
    const source = this.#array(handle);
    if (source.length !== length) throw new Error(`array ${handle} has ${source.length} elements, not ${length}`);
    if (length === 0) {
      this.#post({ kind: 'data', id, data: new Float32Array(0) });
      return;
    }
    const bytes = length * 4;
    const staging = this.#device.createBuffer({ size: bytes, usage: MAP_READ | COPY_DST });
    this.#record().copyBufferToBuffer(source.buffer, 0, staging, 0, bytes);
    this.#submit();
    staging.mapAsync(READ).then(
      () => {
        const data = new Float32Array(staging.getMappedRange().slice(0));
        staging.destroy();
        if (!this.#closed) this.#post({ kind: 'data', id, data });
      },
      (error: unknown) => {
        staging.destroy();
        this.fail(error instanceof Error ? error.message : String(error), id);
      }
    );
  }

  #create(handle: number, length: number): GpuArray {
    this.#free([handle]);
    const array = { buffer: this.#pool.take(bound(length)), length };
    this.#arrays.set(handle, array);
    return array;
  }

  #array(handle: number): GpuArray {
    const array = this.#arrays.get(handle);
    if (!array) throw new Error(`there is no array ${handle} on the GPU`);
    return array;
  }

  /** The encoder, outside of a compute pass. */
  #record(): GPUCommandEncoder {
    this.#pass?.end();
    this.#pass = null;
    return (this.#encoder ??= this.#device.createCommandEncoder());
  }

  #submit(): void {
    if (!this.#encoder) return;
    const encoder = this.#record();
    this.#params.write();
    this.#device.queue.submit([encoder.finish()]);
    this.#encoder = null;
  }
}

/** Bytes of a binding: whole vec4s, so that kernels may read those. */
function bound(length: number): number {
  return Math.max(16, Math.ceil(length / 4) * 16);
}
