/**
 * Which backend computes now. The default is wasm where WebAssembly SIMD works, else plain. Whoever shows runs listens
 * with `onFallback`: it is called when a backend handed an operation to a slower one.
 * Not here: what backends compute (backend.ts), threads, devices.
 */
import { UnsupportedOpError } from '../core/errors.ts';
import { BACKEND_NAMES, type Backend, type BackendName, type Probe } from './backend.ts';
import { plain } from './plain/index.ts';
import { probeWasm } from './wasm/probe.ts';
import { probeWebgpu } from './webgpu/probe.ts';

export type FallbackListener = (event: { op: string; from: BackendName; to: BackendName; reason: string }) => void;

const probes = new Map<BackendName, () => Probe>([
  ['plain', () => ({ backend: plain, reason: null })],
  ['wasm', probeWasm],
  ['webgpu', probeWebgpu]
]);
// Chosen at first use, not at load: backends import arrays, and arrays import this module.
let active: Backend | null = null;
let listener: FallbackListener | null = null;

/** The backend that computes now. */
export function currentBackend(): Backend {
  return (active ??= probeBackend('wasm').backend ?? plain);
}

/** Changes the backend; throws with the reason where it cannot work. */
export function setBackend(name: BackendName): void {
  const { backend, reason } = probeBackend(name);
  if (backend === null) throw new UnsupportedOpError('setBackend', `${name} cannot be used here: ${reason}`);
  active = backend;
}

/** Runs `fn` with another backend, for example `usingBackend('plain', () => nd.matmul(a, b))`. */
export function usingBackend<T>(name: BackendName, fn: () => T): T {
  const before = currentBackend();
  setBackend(name);
  try {
    return fn();
  } finally {
    active = before;
  }
}

/** Whether a backend can work here, and if not, why. Never throws. */
export function probeBackend(name: BackendName): Probe {
  return probes.get(name)?.() ?? { backend: null, reason: `${name} is not part of this build` };
}

/** For backends that need something from outside (WebGPU): makes them known by their probe. */
export function registerBackend(name: BackendName, probe: () => Probe): void {
  probes.set(name, probe);
}

/** The backends that can work here. */
export function availableBackends(): BackendName[] {
  return BACKEND_NAMES.filter((name) => probeBackend(name).backend !== null);
}

/** Sets who hears of fallbacks (null: nobody); returns who heard of them before. */
export function onFallback(next: FallbackListener | null): FallbackListener | null {
  const before = listener;
  listener = next;
  return before;
}

/** Backends call this when they hand an operation to another one. */
export function reportFallback(op: string, from: BackendName, to: BackendName, reason: string): void {
  listener?.({ op, from, to, reason });
}
