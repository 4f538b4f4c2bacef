/**
 * Lesson code in the benchmark, read and run as the app does it when nobody watches: the operators become calls, the
 * names come from a hardened sandbox. It gets and gives by the module 'bench': what the case passes in, and `offer`.
 */
import { engineExports } from '@runtime/engine-module.ts';
import { compileProgram, runProgram } from '@runtime/link.ts';
import { createSandbox } from '@runtime/sandbox.ts';
import { noTrace } from '@runtime/trace-session.ts';
import type { CompiledModule } from '@runtime/transform/transform.ts';

const FILE = 'cells/1-bench.ts';

/** Runs the source; what it hands to `offer`. `prepareThread` of the runtime comes first. */
export async function lesson<Offered>(source: string, given: Readonly<Record<string, unknown>>): Promise<Offered> {
  let offered: Offered | undefined;
  const bench = Object.freeze({ ...given, offer: (value: Offered) => void (offered = value) });
  const builtIn = { dezero: engineExports(), bench };
  const modules = new Map<string, CompiledModule>();
  compileProgram(FILE, { [FILE]: source }, builtIn, () => ({ trace: false, names: false }), modules);
  await runProgram(modules, createSandbox({ Math, console }), builtIn, noTrace().helpers);
  if (offered === undefined) throw new Error('lesson: it has not called offer(value)');
  return offered;
}
