/**
 * A helper thread's whole life: it computes chunks of jobs until it is told to end or is terminated, which may happen at
 * any time. After work it looks for more for a moment, as the next operation of a training step follows at once and
 * waking a sleeper takes 80 to 100 us; then it sleeps and costs nothing.
 */
import { drain, ENDED, type RunChunk, SLEEPERS, TICKET } from './control.ts';

/** What a helper gets to start with; all of it can be posted to a thread. */
export interface HelperStart {
  readonly memory: object;
  /** Compiled modules, in the order of KERNEL_SETS; null where this engine lacks the set. */
  readonly modules: readonly (object | null)[];
  /** From 1; the caller is 0. */
  readonly thread: number;
}

/** What the host of a helper provides. */
export interface HelperHost {
  now(): number;
  instantiate(module: object, imports: object): object;
}

const LOOK_MS = 1;
/** Looks at the ticket between two looks at the clock. */
const LOOKS = 64;

export function help({ memory, modules, thread }: HelperStart, host: HelperHost): void {
  const words = new Int32Array((memory as { buffer: SharedArrayBuffer }).buffer);
  const instances: RunChunk[] = [];
  const runChunk = (set: number) =>
    (instances[set] ??= (host.instantiate(modules[set] ?? {}, { env: { memory } }) as { runChunk: RunChunk }).runChunk);
  while (Atomics.load(words, ENDED) === 0) {
    const seen = drain(words, thread, runChunk);
    if (changes(words, seen, host)) continue;
    Atomics.add(words, SLEEPERS, 1);
    Atomics.wait(words, TICKET, seen);
    Atomics.sub(words, SLEEPERS, 1);
  }
}

/** Whether a job comes soon. */
function changes(words: Int32Array, seen: number, host: HelperHost): boolean {
  const until = host.now() + LOOK_MS;
  do {
    for (let i = 0; i < LOOKS; i++) if (Atomics.load(words, TICKET) !== seen) return true;
  } while (host.now() < until);
  return false;
}
