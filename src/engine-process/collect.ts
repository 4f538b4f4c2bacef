/**
 * Collecting memory in the middle of a synchronous job, so that weak references tell which arrays on the GPU nobody can
 * reach any more. V8 keeps the targets of new weak references until a job ends; the end of a script that has a microtask
 * queue of its own counts as one. Relies on V8, so it is tried out first: null where it does not work.
 */
import { setFlagsFromString } from 'node:v8';
import { createContext, runInNewContext, Script } from 'node:vm';

export function createCollect(): (() => void) | null {
  try {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as unknown;
    if (typeof gc !== 'function') return null;
    const context = createContext({}, { microtaskMode: 'afterEvaluate' });
    const nothing = new Script('0');
    const collect = (): void => {
      nothing.runInContext(context);
      (gc as () => void)();
    };
    return works(collect) ? collect : null;
  } catch {
    // Without it the arrays are limited in another way (Host.collect).
    return null;
  }
}

function works(collect: () => void): boolean {
  const references = Array.from({ length: 10 }, () => new WeakRef({}));
  collect();
  return references.every((reference) => reference.deref() === undefined);
}
