/**
 * The control words at the start of the kernels' memory, by which threads share a job, and what every thread does with
 * them: claim a chunk, compute it, until none is left. One word holds how many chunks are left together with the job's
 * number; a chunk is claimed by lowering it, so each is computed once, and a job's words are read after a claim only,
 * when they cannot change before that chunk is done. Not here: starting helpers and waiting for them (threads.ts).
 */

/** Indices of 32-bit words, 128 bytes apart, so that threads do not fight over a cache line. */
export const TICKET = 0;
/** Chunks that are not done. */
export const PENDING = 32;
/** Helpers that sleep until the ticket changes. */
export const SLEEPERS = 64;
/** 1: helpers end. */
export const ENDED = 96;
/** Which kernel set, what kind, then the words of the kind. */
export const SET = 128;
export const KIND = 129;
export const JOB = 130;

/** The ticket's lower bits hold the chunks that are left, the others the job's number. */
const LEFT_BITS = 12;
const LEFT = (1 << LEFT_BITS) - 1;
export const MOST_CHUNKS = LEFT;

/** Computes a chunk of a kind, with the words of the job at an address, as a thread. */
export type RunChunk = (kind: number, job: number, index: number, thread: number) => void;

/** The ticket of the next job. */
export function nextTicket(words: Int32Array, chunks: number): number {
  return (((Atomics.load(words, TICKET) >> LEFT_BITS) + 1) << LEFT_BITS) | chunks;
}

/** Computes chunks until none is left; gives the ticket that said so. */
export function drain(words: Int32Array, thread: number, runChunk: (set: number) => RunChunk): number {
  for (;;) {
    const ticket = Atomics.load(words, TICKET);
    const left = ticket & LEFT;
    if (left === 0) return ticket;
    if (Atomics.compareExchange(words, TICKET, ticket, ticket - 1) !== ticket) continue;
    runChunk(words[SET] ?? 0)(words[KIND] ?? 0, JOB * 4, left - 1, thread);
    if (Atomics.sub(words, PENDING, 1) === 1) Atomics.notify(words, PENDING);
  }
}
