/**
 * Which kernels compute: the set of instructions and the number of threads. A run records both, and resuming uses the
 * same, so that its numbers are identical. Results do not depend on the number of threads: who computes an element
 * changes, how it is computed does not.
 */
import { currentHost } from '../../host.ts';
import { hasSet, type KernelSet } from './webassembly.ts';

export interface KernelSettings {
  readonly set: KernelSet;
  readonly threads: number;
}

let asked: Partial<KernelSettings> = {};
let current: KernelSettings | null = null;

/** What is in force: relaxed where this engine has it, all threads of the host, or what was asked for if that can be. */
export function kernelSettings(): KernelSettings {
  const most = currentHost().threads?.count ?? 1;
  const threads = Math.min(asked.threads ?? most, most);
  if (current?.threads !== threads)
    current = { set: asked.set !== 'strict' && hasSet('relaxed') ? 'relaxed' : 'strict', threads };
  return current;
}

/** Changes what is given. Gives what is in force afterwards. */
export function useKernels({ set, threads }: Partial<KernelSettings>): KernelSettings {
  if (set !== undefined) asked = { ...asked, set };
  if (threads !== undefined) asked = { ...asked, threads: Math.max(1, Math.trunc(threads)) };
  current = null;
  return kernelSettings();
}
