/**
 * Jobs as the thread sees it that needs them done: it publishes one, computes chunks like every helper, and waits for
 * those that helpers have claimed. A helper that is busy elsewhere delays nothing, as chunks that nobody claimed are
 * the caller's; one that dies with a chunk in hand is noticed, and everything is computed again without helpers.
 * Kinds are those of kernels/jobs.as.ts.
 */
import { currentHost } from '../../host.ts';
import { drain, ENDED, JOB, KIND, nextTicket, PENDING, SET, SLEEPERS, TICKET } from './control.ts';
import { abandonMemory, kernelMemory, kernelModule, kernels } from './instance.ts';
import { kernelSettings } from './settings.ts';
import { hasSet, KERNEL_SETS } from './webassembly.ts';
import { memory } from './workspace.ts';

export const JOB_KINDS = {
  matmul32: 0,
  matmul64: 1,
  frame32: 2,
  frame64: 3,
  convolve32: 4,
  convolve64: 5,
  kernelGradient32: 6,
  kernelGradient64: 7,
  functions: 8,
  lstm32: 9,
  lstm64: 10
} as const;
export type JobKind = keyof typeof JOB_KINDS;

/** How long the caller looks for the end of the last chunks before it sleeps. */
const LOOK_MS = 0.2;
const LOOKS = 64;
/** So many sleeps without progress mean that a helper is gone. They are counted, since a laptop may have slept itself. */
const SLEEP_MS = 100;
const SLEEPS = 20;

/** Small jobs that follow each other within this time are worth waking helpers. */
const NEXT_MS = 0.2;
/** A helper that is not awake by then was woken in vain. */
const WAKE_MS = 1;
/**
 * How long small jobs do without helpers after one was woken in vain, or kept the caller waiting, as something else has its
 * core: twice as long each time, and less again with each job for which one is awake.
 */
const PAUSE_MS = [2, 200] as const;
const RECOVERY = 0.99;

let helpers = 0;
/** When a small job ended last, and until when they stay on one thread. */
let lastSmall = -Infinity;
let aloneUntil = -Infinity;
let pause: number = PAUSE_MS[0];
/** When helpers were woken for small jobs that have not found one awake since. */
let wokenAt: number | null = null;
let lost = false;

class HelpersLost extends Error {}

/** How many threads compute jobs now; starts helpers that are missing. */
export function jobThreads(): number {
  const { threads } = kernelSettings();
  const host = currentHost().threads;
  if (threads === 1 || host === undefined || lost) return 1;
  while (helpers < threads - 1) {
    const modules = KERNEL_SETS.map((set) => (hasSet(set) ? kernelModule(set) : null));
    host.start({ memory: kernelMemory(), modules, thread: ++helpers });
  }
  return threads;
}

/** How many threads compute a job of at most so many chunks; `wake`: it is worth waking helpers. */
export function threadsFor(chunks: number, wake: boolean): number {
  if (chunks < 2) return 1;
  return wake ? jobThreads() : threadsForSmall(chunks);
}

/**
 * How many threads compute a job that is too small to wait for a helper to wake: those that are awake. Where such jobs come
 * thick and fast it wakes helpers for the next ones.
 */
function threadsForSmall(chunks: number): number {
  const now = currentHost().now();
  const soon = now - lastSmall < NEXT_MS;
  if (now < aloneUntil) return 1;
  const words = memory().int32;
  const awake = helpers - Atomics.load(words, SLEEPERS);
  if (awake > 0) {
    wokenAt = null;
    pause = Math.max(PAUSE_MS[0], pause * RECOVERY);
    return Math.min(chunks, 1 + awake, jobThreads());
  }
  if (wokenAt === null) {
    if (!soon || jobThreads() === 1) return 1;
    Atomics.notify(words, TICKET, chunks - 1);
    wokenAt = now;
  } else if (now > wokenAt + WAKE_MS) {
    wokenAt = null;
    stayAlone(now);
  }
  return 1;
}

function stayAlone(now: number): void {
  aloneUntil = now + pause;
  pause = Math.min(2 * pause, PAUSE_MS[1]);
}

/** How many threads may be given chunks, each with a place of its own: those of an earlier setting do not go away. */
export function jobPlaces(): number {
  return 1 + helpers;
}

/**
 * Computes all chunks of a job, whose words are numbers of the kind's own. To be called within `computing`. `shared`:
 * threads may help; then jobThreads() must have been called before jobPlaces(). `wake`: also those that sleep. `meanwhile`:
 * what else the caller has to do, while others have begun.
 */
export function runJob(
  kind: JobKind,
  chunks: number,
  job: readonly number[],
  shared = true,
  wake = true,
  meanwhile?: () => void
): void {
  runChunks(kind, chunks, job, shared, wake, meanwhile);
  if (!wake) lastSmall = currentHost().now();
}

function runChunks(
  kind: JobKind,
  chunks: number,
  job: readonly number[],
  shared: boolean,
  wake: boolean,
  meanwhile?: () => void
): void {
  const words = memory().int32;
  const { runChunk } = kernels();
  words.set(job, JOB);
  if (!shared || chunks === 1 || jobThreads() === 1) {
    meanwhile?.();
    for (let i = 0; i < chunks; i++) runChunk(JOB_KINDS[kind], JOB * 4, i, 0);
    return;
  }
  words[SET] = KERNEL_SETS.indexOf(kernelSettings().set);
  words[KIND] = JOB_KINDS[kind];
  Atomics.store(words, PENDING, chunks);
  Atomics.store(words, TICKET, nextTicket(words, chunks));
  if (wake && Atomics.load(words, SLEEPERS) > 0) Atomics.notify(words, TICKET, chunks - 1);
  meanwhile?.();
  drain(words, 0, () => runChunk);
  if (!othersEnd(words, !wake)) {
    Atomics.store(words, ENDED, 1);
    abandonMemory();
    lost = true;
    throw new HelpersLost();
  }
}

/** Computes what needs jobs, from its operands on; once more where helpers were lost on the way. */
export function computing<T>(compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof HelpersLost)) throw error;
    return compute();
  }
}

/** Waits until no chunk is pending; false where one never ends. A small job should not have to wait. */
function othersEnd(words: Int32Array, small: boolean): boolean {
  const host = currentHost();
  if (Atomics.load(words, PENDING) === 0) return true;
  const until = host.now() + LOOK_MS;
  do {
    for (let i = 0; i < LOOKS; i++) if (Atomics.load(words, PENDING) === 0) return true;
  } while (host.now() < until);
  if (small) stayAlone(until);
  let sleeps = 0;
  for (let pending = Atomics.load(words, PENDING); pending !== 0;) {
    Atomics.wait(words, PENDING, pending, SLEEP_MS);
    const next = Atomics.load(words, PENDING);
    sleeps = next === pending ? sleeps + 1 : 0;
    if (sleeps === SLEEPS) return false;
    pending = next;
  }
  return true;
}
