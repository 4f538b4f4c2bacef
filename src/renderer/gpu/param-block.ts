/** The parameters of all dispatches of one submission, in one buffer that is written once before it is submitted. */
const STORAGE = 0x80;
const COPY_DST = 0x8;
/** Offsets of bindings are multiples of this (the limit minStorageBufferOffsetAlignment). */
const ALIGN = 256;
const BYTES = ALIGN * 256;

export class ParamBlock {
  readonly #device: GPUDevice;
  readonly #buffer: GPUBuffer;
  readonly #bytes = new ArrayBuffer(BYTES);
  #used = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
    this.#buffer = device.createBuffer({ size: BYTES, usage: STORAGE | COPY_DST });
  }

  full(params: number): boolean {
    return this.#used + space(params) > BYTES;
  }

  put(length: number, params: readonly number[], floats: readonly number[]): GPUBufferBinding {
    const offset = this.#used;
    const bytes = space(params.length);
    if (offset + bytes > BYTES) throw new Error(`a kernel takes at most ${BYTES / 4 - 1} parameters`);
    const view = new DataView(this.#bytes, offset, bytes);
    view.setUint32(0, length, true);
    params.forEach((value, i) => {
      if (floats.includes(i)) view.setFloat32(4 * (i + 1), value, true);
      else view.setUint32(4 * (i + 1), value, true);
    });
    this.#used += bytes;
    return { buffer: this.#buffer, offset, size: bytes };
  }

  /** Writes what was put; the next submission starts at the front again. */
  write(): void {
    if (this.#used > 0) this.#device.queue.writeBuffer(this.#buffer, 0, this.#bytes, 0, this.#used);
    this.#used = 0;
  }

  destroy(): void {
    this.#buffer.destroy();
  }
}

function space(params: number): number {
  return Math.ceil((4 * (params + 1)) / ALIGN) * ALIGN;
}
