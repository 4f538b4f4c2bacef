/**
 * Copying bytes into and out of shared memory. V8's typed arrays do that word by word, as if every word were watched,
 * which takes two to three times as long as between other arrays. Node's `fill` by an array of the same length is one
 * plain copy, and takes any memory. Relies on Node, so it is tried out first: null where it does not work.
 */
import { Buffer } from 'node:buffer';

export type Copy = (to: Uint8Array, from: Uint8Array) => void;

export function createCopy(): Copy | null {
  const { fill } = Buffer.prototype as {
    fill: (this: Uint8Array, by: Uint8Array, from: number, to: number) => unknown;
  };
  const copy: Copy = (to, from) => void fill.call(to, from, 0, to.length);
  return works(copy) ? copy : null;
}

function works(copy: Copy): boolean {
  const from = Uint8Array.from({ length: 100 }, (_, i) => i);
  const to = new Uint8Array(new SharedArrayBuffer(100));
  try {
    copy(to.subarray(1, 99), from.subarray(2));
  } catch {
    // Typed arrays do it too.
    return false;
  }
  return to.every((value, i) => value === (i === 0 || i === 99 ? 0 : i + 1));
}
