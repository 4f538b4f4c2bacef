/**
 * The instances of the compiled kernels, one per set of instructions on one memory: decoded, compiled and instantiated
 * at first use, synchronously (the module is small).
 */
import type { RunChunk } from './control.ts';
import { kernelSettings } from './settings.ts';
import { fillTables } from './tables.ts';
import { kernelBytes, type KernelSet, MOST_PAGES, PAGE, wasmApi, type WasmMemory } from './webassembly.ts';

/** See kernels/tiles.as.ts (made by scripts/lib/tiles.mjs). */
type Block = (
  shape: number,
  a: number,
  b: number,
  c: number,
  row: number,
  m: number,
  n: number,
  k: number,
  accumulate: number,
  spare: number
) => void;

/** See kernels/pack.as.ts. */
type Pack = (
  source: number,
  lineStep: number,
  kStep: number,
  lines: number,
  k: number,
  tile: number,
  to: number
) => void;

/** See kernels/patches.as.ts. */
type TurnKernels = (
  from: number,
  oc: number,
  c: number,
  cells: number,
  picks: number,
  count: number,
  to: number
) => void;

/** A kernel whose words are at an address. */
type Call = (words: number) => void;

/** What the module exports; addresses and lengths in bytes are numbers. */
export interface Kernels {
  readonly runChunk: RunChunk;
  readonly block32: Block;
  readonly block64: Block;
  readonly pack32: Pack;
  readonly pack64: Pack;
  readonly maxPool32: Call;
  readonly maxPool64: Call;
  readonly maxPoolSpread32: Call;
  readonly maxPoolSpread64: Call;
  readonly averagePool32: Call;
  readonly averagePool64: Call;
  readonly averagePoolSpread32: Call;
  readonly averagePoolSpread64: Call;
  readonly channelSums32: Call;
  readonly channelSums64: Call;
  readonly channelSquares32: Call;
  readonly channelSquares64: Call;
  readonly channelProducts32: Call;
  readonly channelProducts64: Call;
  readonly normalise32: Call;
  readonly normalise64: Call;
  readonly normaliseGradient32: Call;
  readonly normaliseGradient64: Call;
  readonly turnKernels32: TurnKernels;
  readonly turnKernels64: TurnKernels;
  readonly tileRows: (shape: number) => number;
  /** Of float32; a tile of float64 has half as many. */
  readonly tileColumns: (shape: number) => number;
}

const modules = new Map<KernelSet, object>();
const instances = new Map<KernelSet, Kernels>();
let shared: WasmMemory | null = null;

/** The kernels of the set in force. */
export function kernels(): Kernels {
  const { set } = kernelSettings();
  let found = instances.get(set);
  if (found === undefined) {
    const module = kernelModule(set);
    const instance = new (api().Instance)(module, { env: { memory: kernelMemory() } });
    instances.set(set, (found = instance.exports as Kernels));
  }
  return found;
}

/** The compiled module of a set that this engine has. */
export function kernelModule(set: KernelSet): object {
  let found = modules.get(set);
  if (found === undefined) modules.set(set, (found = new (api().Module)(kernelBytes(set))));
  return found;
}

/** The machine has not that much memory; whoever needs it can do without, by plain or by parts. */
export class WorkspaceError extends Error {}

/** The memory of all kernels, which grows and never shrinks. */
export function kernelMemory(): WasmMemory {
  if (shared === null) {
    shared = given(() => new (api().Memory)({ initial: 1, maximum: MOST_PAGES, shared: true }));
    fillTables(shared.buffer);
  }
  return shared;
}

/** Leaves the memory to threads that do not answer any more: the next call gets another one. */
export function abandonMemory(): void {
  shared = null;
  instances.clear();
}

/** The address space up to `bytes` is there afterwards, or a WorkspaceError is thrown. */
export function reserve(bytes: number): void {
  const memory = kernelMemory();
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) given(() => memory.grow(Math.ceil(missing / PAGE)));
}

function given<T>(take: () => T): T {
  try {
    return take();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new WorkspaceError(`kernels: this computer has no memory left for them (${error.message}).`, {
      cause: error
    });
  }
}

function api() {
  const { api: found, reason } = wasmApi();
  if (found === null) throw new Error(reason);
  return found;
}
