/**
 * The engine as lesson code sees it (module 'dezero'), made safe to hand out: what is shared between runs is frozen,
 * what must change (random state, settings) is put back before each run. Not here: `run` and `plot`.
 */
import * as engine from '../engine/index.ts';
import type { RandomSnapshot } from '../engine/ndarray/random.ts';
import type { Exports } from './link.ts';
import type { SeededMath } from './math.ts';
import type { RandomStates } from './run-state.ts';

let frozen = false;

/** Freezes the engine's classes and tables, so that no cell changes them for the next one. */
export function freezeEngine(): void {
  if (frozen) return;
  frozen = true;
  for (const [name, value] of Object.entries(engine)) {
    if (typeof value === 'function') {
      Object.freeze(value);
      if (typeof value.prototype === 'object') Object.freeze(value.prototype);
    } else if (!CHANGING.has(name) && typeof value === 'object' && value !== null) {
      for (const part of Object.values(value))
        if (typeof part === 'function') {
          Object.freeze(part);
          const { prototype } = part as { prototype?: unknown };
          if (typeof prototype === 'object' && prototype !== null) Object.freeze(prototype);
        }
      Object.freeze(value);
    }
  }
}

/** Exports whose own fields change while code runs. */
const CHANGING = new Set(['config', 'random']);

export function engineExports(): Exports {
  return Object.fromEntries(Object.entries(engine));
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
