/**
 * Which kernels compute: the set of instructions and the number of threads. A run records both, and resuming uses the
 * same, so that its numbers are identical. Results do not depend on the number of threads: who computes an element
 * changes, how it is computed does not.
 */
import { hasSet, type KernelSet } from './webassembly.ts';

export interface KernelSettings {
  readonly set: KernelSet;
  readonly threads: number;
}

let current: KernelSettings | null = null;

/** What is in force: relaxed where this engine has it, and one thread, until somebody asks for something else. */
export function kernelSettings(): KernelSettings {
  return (current ??= { set: hasSet('relaxed') ? 'relaxed' : 'strict', threads: 1 });
}

/** Changes what is given; relaxed only where this engine has it. Gives what is in force afterwards. */
export function useKernels({ set, threads }: Partial<KernelSettings>): KernelSettings {
  const before = kernelSettings();
  const wanted = set ?? before.set;
  current = {
    set: wanted === 'relaxed' && !hasSet('relaxed') ? 'strict' : wanted,
    threads: Math.max(1, Math.trunc(threads ?? before.threads))
  };
  return current;
}
