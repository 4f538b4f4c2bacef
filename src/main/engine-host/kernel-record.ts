/**
 * Which kernels computed a run, as its environment has it: written when a run is recorded, read when it is continued or
 * repeated, so that it has the same ones and its numbers are identical. Runs from before, and files by hand, may lack it.
 */
import * as v from 'valibot';
import { Kernels } from '@ipc/engine.ts';

export type { Kernels };

export function recordOf({ set, threads }: Kernels): Record<string, string> {
  return { kernels: set, threads: String(threads) };
}

/** What an environment says of them; nothing where it does not say it all. */
export function kernelsOf({ kernels, threads }: Readonly<Record<string, string>>): Partial<Kernels> {
  const found = v.safeParse(Kernels, { set: kernels, threads: Number(threads) });
  return found.success ? found.output : {};
}
