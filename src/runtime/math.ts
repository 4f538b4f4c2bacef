/**
 * The `Math` of lesson code: the engine's exact exp, log, sin, cos and tanh, and a `random` with a seed, whose state
 * travels with checkpoints. Not here: NumPy's random numbers (`random` of the engine).
 */
import { cos, exp, log, sin, tanh } from '../engine/ndarray/maths.ts';

export interface SeededMath {
  math: Math;
  state(): number[];
  restore(state: readonly number[]): void;
}

export function createMath(seed: number): SeededMath {
  const words = new Uint32Array([seed, seed ^ 0x9e3779b9, seed ^ 0x243f6a88, 1]);
  const random = (): number => {
    const high = nextWord(words) >>> 5;
    const low = nextWord(words) >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  };
  // The first numbers after seeding are alike for seeds that are alike.
  for (let i = 0; i < 16; i++) nextWord(words);
  const own = Object.entries({ exp, log, sin, cos, tanh, random }).map(
    ([name, value]) => [name, { value: Object.freeze(value) }] as const
  );
  const math = Object.create(Object.prototype, {
    ...Object.getOwnPropertyDescriptors(Math),
    ...Object.fromEntries(own)
  }) as Math;
  return {
    math: Object.freeze(math),
    state: () => [...words],
    restore: (state) => words.set(state.slice(0, words.length))
  };
}

/** sfc32, a small generator with a counter. */
function nextWord(s: Uint32Array): number {
  const [a = 0, b = 0, c = 0, counter = 0] = s;
  const out = (a + b + counter) >>> 0;
  s[3] = counter + 1;
  s[0] = b ^ (b >>> 9);
  s[1] = c + (c << 3);
  s[2] = ((c << 21) | (c >>> 11)) + out;
  return out;
}
