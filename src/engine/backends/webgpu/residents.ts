/**
 * Which storages have an array on the GPU, so that those which nobody can reach any more give theirs back. A cell is
 * one synchronous job, in which finalizers never run. So when much has been added, the host is asked to collect its
 * memory and weak references tell what is gone. A host that cannot do so gets strong references and an upper limit:
 * the oldest arrays move back to the CPU (`Storage.read`), from where they are uploaded again if somebody needs them.
 */
import type { GpuDevice } from '../../host.ts';
import { holdWeakly } from '../../ndarray/buffer-pool.ts';
import type { Storage } from '../../ndarray/storage.ts';

/** How much may be added before somebody looks: below this looking costs more than it frees. */
const LEAST_BYTES = 128 << 20;
const LEAST_ARRAYS = 4096;
/** The smallest buffer of the hidden page. */
const SMALLEST = 256;

export interface Collector {
  /** Afterwards weak references made before are empty where nothing else holds their target. */
  collect?(): void;
}

type Reference = WeakRef<Storage> | { deref(): Storage };

export class Residents {
  readonly #device: GpuDevice;
  readonly #host: Collector;
  /** In the order of arrival. */
  readonly #table = new Map<number, { reference: Reference; bytes: number }>();
  #bytes = 0;
  #limitBytes = LEAST_BYTES;
  #limitArrays = LEAST_ARRAYS;

  constructor(device: GpuDevice, host: Collector) {
    this.#device = device;
    this.#host = host;
  }

  get arrays(): number {
    return this.#table.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  add(handle: number, storage: Storage): void {
    const bytes = Math.max(SMALLEST, storage.length * 4);
    const reference = this.#host.collect ? new WeakRef(storage) : { deref: () => storage };
    this.#table.set(handle, { reference, bytes });
    this.#bytes += bytes;
  }

  /** Frees an array that its storage no longer names. */
  drop(handle: number): void {
    this.forget(handle);
    this.#device.free([handle]);
  }

  /** To be called between operations: frees what is not needed if much has been added since the last time. */
  tidy(): void {
    if (this.#table.size < this.#limitArrays && this.#bytes < this.#limitBytes) return;
    holdWeakly();
    this.#host.collect?.();
    this.#sweep();
    if (!this.#host.collect) this.#evict();
    // What lives is allowed to double before the next look.
    this.#limitArrays = Math.max(LEAST_ARRAYS, 2 * this.#table.size);
    this.#limitBytes = Math.max(LEAST_BYTES, 2 * this.#bytes);
  }

  #sweep(): void {
    const dead: number[] = [];
    for (const [handle, { reference }] of this.#table) {
      const storage = reference.deref();
      // Written on the CPU since (Storage.write): the array on the GPU is out of date.
      if (storage?.gpu?.handle !== handle) dead.push(handle);
    }
    for (const handle of dead) this.forget(handle);
    this.#device.free(dead);
  }

  /** Moves the older half back to the CPU. */
  #evict(): void {
    const oldest = [...this.#table].slice(0, Math.ceil(this.#table.size / 2));
    for (const [handle, { reference }] of oldest) {
      reference.deref()?.write();
      this.forget(handle);
    }
    this.#device.free(oldest.map(([handle]) => handle));
  }

  /** Takes an array out of the table without freeing it. */
  forget(handle: number): void {
    const entry = this.#table.get(handle);
    if (entry === undefined) return;
    this.#bytes -= entry.bytes;
    this.#table.delete(handle);
  }
}
