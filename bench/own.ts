/**
 * The project as a contender, once per setting of its kernels: the set of instructions, the number of threads, a core
 * that something else keeps busy. Settings change between samples, outside what is timed.
 */
import { kernelSettings, useKernels, type KernelSettings } from '@engine/backends/wasm/settings.ts';
import { BusyCore } from './busy-core.ts';
import type { Absent, Contender } from './measure.ts';
import { OWN, STRICT, TWO, TWO_BUSY } from './names.ts';

type Work = Pick<Contender, 'run' | 'answer'>;

let busy: BusyCore | null = null;

/** One thread, the fastest set that this engine takes: what every case without settings of its own gets. */
export function usePlainSettings(): KernelSettings {
  return useKernels({ set: 'relaxed', threads: 1 });
}

export const own = (work: Work): Contender | Absent => withKernels(OWN, work, { set: 'relaxed', threads: 1 });
export const strict = (work: Work): Contender | Absent => withKernels(STRICT, work, { set: 'strict', threads: 1 });
export const twoThreads = (work: Work): Contender | Absent => withKernels(TWO, work, { set: 'relaxed', threads: 2 });

export function twoThreadsBusy(work: Work): Contender | Absent {
  const contender = withKernels(TWO_BUSY, work, { set: 'relaxed', threads: 2 });
  if ('absent' in contender) return contender;
  return {
    ...contender,
    before() {
      contender.before?.();
      busy ??= new BusyCore();
      busy.spin();
    },
    after() {
      busy?.rest();
      contender.after?.();
    }
  };
}

/** Ends the thread that keeps a core busy, where one was needed. */
export async function endBusyCore(): Promise<void> {
  await busy?.end();
  busy = null;
}

function withKernels(name: string, work: Work, wanted: KernelSettings): Contender | Absent {
  const before = kernelSettings();
  const got = useKernels(wanted);
  useKernels(before);
  if (got.set !== wanted.set) return { name, absent: `no ${wanted.set} SIMD here` };
  if (got.threads !== wanted.threads)
    return { name, absent: `${got.threads} instead of ${wanted.threads} threads here` };
  return {
    name,
    ...work,
    ...(wanted.threads > 1 ? { parallel: true } : {}),
    before: () => void useKernels(wanted),
    after: () => void usePlainSettings()
  };
}
