/**
 * Which arrays of a chain of functions are held, function by function: what the figure of step 18 draws. It counts the
 * data of x and of every result, and their gradients, once after each function; what a single function needs while it
 * runs is left out. Pure.
 */

/** Everything; everything but gradients that have been used; no links, so no way back. */
export const KEEPING = ['all', 'no-gradients', 'no-links'] as const;
export type Keeping = (typeof KEEPING)[number];

/** What is held of x (index 0) and of the result of each function (index 1 and on). */
export interface Held {
  data: boolean[];
  grads: boolean[];
}

/** Numbers in one array of the chain, and its bytes: float64, so a megabyte. */
export const NUMBERS = 131_072;
export const BYTES = NUMBERS * 8;

/** Forward through every function, then back through every one. */
export const momentsOf = (functions: number): number => 2 * functions;

export function heldAt(functions: number, moment: number, keeping: Keeping): Held {
  const done = Math.min(moment, functions);
  const undone = Math.max(0, moment - functions);
  const last = functions - undone;
  const variables = Array.from({ length: functions + 1 }, (_, index) => index);
  return {
    // Without links only the names x and the latest result hold anything.
    data: variables.map((index) => (keeping === 'no-links' ? index === 0 || index === done : index <= done)),
    grads: variables.map(
      (index) => undone > 0 && keeping !== 'no-links' && (keeping === 'all' ? index >= last : index === last)
    )
  };
}

export function bytesOf({ data, grads }: Held): number {
  return [...data, ...grads].filter(Boolean).length * BYTES;
}
