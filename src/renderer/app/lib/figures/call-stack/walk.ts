/**
 * The same backward walk over a chain, once as a method that calls itself and once as a loop over a list: what is on the
 * call stack and what is on the list after each step. Function k makes variable k out of variable k - 1; variable 0 is x.
 * The stack here is a small model with room for ROOM calls. Pure.
 */

/** Calls that fit on the stack of the picture. A real one has room for thousands. */
export const ROOM = 10;

export interface Moment {
  /** The variables whose backward has been called and has not returned, the first call first. */
  calls: readonly number[];
  recursion: 'calling' | 'returning' | 'finished' | 'broken';
  /** The last variable that the recursion has given a gradient. */
  recursionAt: number;
  /** Functions on the list. */
  waiting: readonly number[];
  loop: 'running' | 'finished';
  loopAt: number;
}

/** Every moment of both walks over a chain of that many functions, side by side. */
export function walkOf(depth: number): Moment[] {
  const breaks = depth + 1 > ROOM;
  const last = breaks ? Math.max(depth, ROOM + 1) : 2 * depth + 2;
  return Array.from({ length: last + 1 }, (_, step) => ({ ...recursionAfter(step, depth), ...loopAfter(step, depth) }));
}

/** Each step is one more call with its gradient, the last one that of x, which returns at once; then they return. */
function recursionAfter(step: number, depth: number): Pick<Moment, 'calls' | 'recursion' | 'recursionAt'> {
  const deepest = depth + 1;
  const open = step <= deepest ? step : 2 * deepest - step;
  const calls = Array.from({ length: Math.min(open, ROOM) }, (_, i) => depth - i);
  const recursionAt = depth - Math.min(step, depth, ROOM);
  if (open > ROOM) return { calls, recursion: 'broken', recursionAt };
  return { calls, recursion: step <= deepest ? 'calling' : open > 0 ? 'returning' : 'finished', recursionAt };
}

/** Each step takes a function from the list, calls its backward, and puts the creator of its input on the list. */
function loopAfter(step: number, depth: number): Pick<Moment, 'waiting' | 'loop' | 'loopAt'> {
  const loopAt = depth - Math.min(step, depth);
  return { waiting: loopAt > 0 ? [loopAt] : [], loop: loopAt > 0 ? 'running' : 'finished', loopAt };
}
