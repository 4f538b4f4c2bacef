/**
 * The engine as lesson code sees it (module 'dezero'), made safe to hand out: what is shared between runs is frozen,
 * what must change (random state, settings) is put back before each run. Not here: `run` and `plot`.
 */
import * as errors from '../engine/core/errors.ts';
import * as engine from '../engine/index.ts';
import type { RandomSnapshot } from '../engine/ndarray/random.ts';
import type { Exports } from './link.ts';
import type { SeededMath } from './math.ts';
import type { RandomStates } from './run-state.ts';

/** Exports whose own fields change while code runs. */
const CHANGING = new Set(['config', 'random']);
let exported: Exports | null = null;

/** What 'dezero' exports; frozen at the first call (after lockdown), so that no cell changes it for the next one. */
export function engineExports(): Exports {
  if (exported === null) {
    freezeWhatIsReached();
    exported = Object.freeze(
      Object.fromEntries(
        Object.entries(engine).map(([name, value]) => [name, CHANGING.has(name) ? value : frozen(value)])
      )
    );
  }
  return exported;
}

/** Classes and functions frozen with all that they lead to; tables of them (nd, F, ...) as copies, quicker than modules. */
function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return harden(value);
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, part]) => [name, frozen(part)])));
}

/** Classes that no export names and that lesson code meets in objects: of calls, elements, errors and generators. */
function freezeWhatIsReached(): void {
  const { config, random, F, Variable } = engine;
  const y = F.exp(new Variable(engine.nd.zeros([1])));
  for (const object of [y.creator, y.data.storage, random]) harden(Object.getPrototypeOf(object));
  for (const type of Object.values(errors)) harden(type);
  // Their fields change; no others come, and the generator keeps its parts.
  Object.seal(config);
  Object.seal(random);
  for (const [name, part] of Object.entries<unknown>({ ...random }))
    if (typeof part === 'object' && part !== null) {
      Object.defineProperty(random, name, { writable: false });
      harden(Object.getPrototypeOf(part));
      Object.seal(part);
      for (const [inner, words] of Object.entries<unknown>({ ...part }))
        if (ArrayBuffer.isView(words)) Object.defineProperty(part, inner, { writable: false });
    }
}

/** The engine as a fresh run finds it. */
export function resetEngine(seed: number): void {
  engine.config.enableBackprop = true;
  engine.config.train = true;
  engine.random.seed(seed);
}

export function randomStates(math: SeededMath): RandomStates {
  return {
    read: () => ({ default: engine.random.getState(), math: math.state() }),
    write(state) {
      const saved = state as { default: RandomSnapshot; math: number[] };
      engine.random.setState(saved.default);
      math.restore(saved.math);
    }
  };
}
