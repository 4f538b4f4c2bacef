/** Chooses what computes for a run, and tells when the GPU hands work to the processor. Not here: the backends. */
import { currentBackend, onFallback, probeBackend, setBackend } from '../engine/backends/current.ts';
import { type KernelSettings, useKernels } from '../engine/backends/wasm/settings.ts';
import { currentHost, setHost, type Host } from '../engine/host.ts';
import { forgetBuffers } from '../engine/ndarray/buffer-pool.ts';
import type { CellEvent } from './cell-events.ts';

/** @returns a function that puts back what computed before */
export function useDevice(
  device: 'cpu' | 'gpu',
  { set = 'relaxed', threads = Infinity }: Partial<KernelSettings>,
  host: Host,
  emit: (event: CellEvent) => void
): () => void {
  const before = currentBackend().name;
  const hostBefore = currentHost();
  setHost(host);
  useKernels({ set, threads });
  if (device === 'gpu') {
    const { backend, reason } = probeBackend('webgpu');
    if (backend === null || host.gpu === undefined)
      emit({ kind: 'notice', code: 'gpu-unavailable', detail: reason ?? 'this computer offers no GPU' });
    else setBackend('webgpu');
  }
  const told = new Set<string>();
  const listener = onFallback(({ op, from, reason }) => {
    if (from !== 'webgpu' || told.has(op)) return;
    told.add(op);
    emit({ kind: 'notice', code: 'op-on-cpu', detail: reason === '' ? op : `${op}: ${reason}` });
  });
  return () => {
    onFallback(listener);
    setBackend(before);
    forgetBuffers();
    setHost(hostBefore);
  };
}
