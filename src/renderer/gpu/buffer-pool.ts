/**
 * GPU buffers by size class, so that a training step reuses those of the step before. Reuse right after a free is safe:
 * the queue runs in order. What is kept but unused is limited.
 */
const USAGE = { STORAGE: 0x80, COPY_SRC: 0x04, COPY_DST: 0x08 };
const KEPT_BYTES = 256 << 20;

export class BufferPool {
  readonly #device: GPUDevice;
  readonly #free = new Map<number, GPUBuffer[]>();
  #kept = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  take(bytes: number): GPUBuffer {
    const size = sizeClass(bytes);
    const buffer = this.#free.get(size)?.pop();
    if (buffer) {
      this.#kept -= size;
      return buffer;
    }
    return this.#device.createBuffer({ size, usage: USAGE.STORAGE | USAGE.COPY_SRC | USAGE.COPY_DST });
  }

  give(buffer: GPUBuffer): void {
    const { size } = buffer;
    if (this.#kept + size > KEPT_BYTES) {
      buffer.destroy();
      return;
    }
    const list = this.#free.get(size);
    if (list) list.push(buffer);
    else this.#free.set(size, [buffer]);
    this.#kept += size;
  }
}

/** Quarter steps between powers of two: at most a quarter is wasted. */
export function sizeClass(bytes: number): number {
  if (bytes <= 256) return 256;
  const step = 2 ** Math.floor(Math.log2(bytes - 1)) / 4;
  return Math.ceil(bytes / step) * step;
}
