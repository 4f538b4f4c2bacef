/** Whether the webgpu backend can work here: the host must offer a GPU. Never throws; gives the reason instead. */
import { currentHost, type GpuDevice } from '../../host.ts';
import type { Backend, Probe } from '../backend.ts';
import { createWebgpu } from './index.ts';

/** One backend for each connection to a GPU: handles mean something there only. */
const made = new WeakMap<GpuDevice, Backend>();

export function probeWebgpu(): Probe {
  const host = currentHost();
  if (host.gpu === undefined) return { backend: null, reason: 'no GPU is connected' };
  let backend = made.get(host.gpu);
  if (backend === undefined) made.set(host.gpu, (backend = createWebgpu(host.gpu, host)));
  return { backend, reason: null };
}
