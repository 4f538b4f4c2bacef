/**
 * The kernels that work on blocks, by name, and their memory: registers of BLOCK_BYTES each, seen as float32 and as
 * float64. They stand alone: arrays are copied through the registers block by block, so the memory never grows, and
 * nothing in it outlives a call. Instantiated at first use, once per set of instructions on the same memory.
 */
import { BLOCK_BYTES, MEMORY_BYTES, registerAt, REGISTERS } from './block-memory.ts';
import { kernelSettings } from './settings.ts';
import { fillTables } from './tables.ts';
import { blockKernelBytes, type KernelSet, PAGE, wasmApi } from './webassembly.ts';

/** Addresses and lengths as the kernel's source says; gives 1 where something is left to do outside, else 0 or nothing. */
export type BlockKernel = (out: number, a: number, b: number, c: number, d?: number) => number | undefined;

export interface Register {
  readonly at: number;
  readonly float32: Float32Array<ArrayBuffer>;
  readonly float64: Float64Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

let memory: { readonly buffer: ArrayBuffer } | null = null;
let list: readonly Register[] = [];
const instances = new Map<KernelSet, Readonly<Record<string, BlockKernel>>>();

/** The registers, all of them. */
export function registers(): readonly Register[] {
  if (memory === null) prepare();
  return list;
}

/** A kernel of the set in force, such as 'add32' or 'exp64'. */
export function blockKernel(name: string): BlockKernel {
  const { set } = kernelSettings();
  let found = instances.get(set);
  if (found === undefined) instances.set(set, (found = instantiate(set)));
  const kernel = found[name];
  if (kernel === undefined) throw new Error(`there is no block kernel ${name}`);
  return kernel;
}

function instantiate(set: KernelSet): Readonly<Record<string, BlockKernel>> {
  const { api, reason } = wasmApi();
  if (api === null) throw new Error(reason);
  memory ??= prepare();
  const { exports } = new api.Instance(new api.Module(blockKernelBytes(set)), { env: { memory } });
  return exports as Readonly<Record<string, BlockKernel>>;
}

function prepare(): { readonly buffer: ArrayBuffer } {
  const { api, reason } = wasmApi();
  if (api === null) throw new Error(reason);
  memory = new api.Memory({ initial: Math.ceil(MEMORY_BYTES / PAGE) });
  const { buffer } = memory;
  fillTables(buffer);
  list = Array.from({ length: REGISTERS }, (_, i) => ({
    at: registerAt(i),
    float32: new Float32Array(buffer, registerAt(i), BLOCK_BYTES / 4),
    float64: new Float64Array(buffer, registerAt(i), BLOCK_BYTES / 8),
    bytes: new Uint8Array(buffer, registerAt(i), BLOCK_BYTES)
  }));
  return memory;
}
