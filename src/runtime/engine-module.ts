/**
 * The engine as lesson code sees it (module 'dezero'), made safe to hand out: what is shared between runs is frozen,
 * what must change (random state, settings) is put back before each run. Not here: `run` and `plot`.
 */
import * as engine from '../engine/index.ts';
import type { RandomSnapshot } from '../engine/ndarray/random.ts';
import type { Exports } from './link.ts';
import type { SeededMath } from './math.ts';
import type { RandomStates } from './run-state.ts';

/** Exports whose own fields change while code runs. */
const CHANGING = new Set(['config', 'random']);
let exported: Exports | null = null;

/** What 'dezero' exports; frozen at the first call, so that no cell changes it for the next one. */
export function engineExports(): Exports {
  return (exported ??= Object.freeze(
    Object.fromEntries(
      Object.entries(engine).map(([name, value]) => [name, CHANGING.has(name) ? value : frozen(value)])
    )
  ));
}

/** Classes and functions frozen; tables of them (nd, F, ...) as frozen copies, which are quicker to read than modules. */
function frozen(value: unknown): unknown {
  if (typeof value === 'function') {
    const { prototype } = value as { prototype?: unknown };
    if (typeof prototype === 'object' && prototype !== null) Object.freeze(prototype);
    return Object.freeze(value);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, part]) => [name, frozen(part)])));
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
