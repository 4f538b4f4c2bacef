/**
 * Interleaved measuring: every contender runs in every round, so that what else the machine does hits all of them alike.
 * A contender is checked before it is timed. Reported are medians and the ratios between them; absolute times are noise.
 * Not here: what is measured (cases/), what it should be (targets.ts).
 */
import { CLOCKS, type ClockName } from './clock.ts';

export interface Contender {
  name: string;
  /** Runs the work once; what it gives, or its promise, is checked. */
  run(): unknown;
  /** What is checked instead, where one run says too little (the losses of a few steps of training). */
  answer?(): unknown;
  /** The contender's own check, instead of the case's. Throws a sentence. */
  check?(result: unknown): void;
  /** Before and after each sample, not timed: settings, a busy core. */
  before?(): void;
  after?(): void;
  /** Milliseconds of `count` runs in all, where another process has the clock. */
  sample?(count: number, clock: ClockName): Promise<number>;
  /** It computes on several threads, of which the time of the processor says nothing. */
  parallel?: true;
  /** Operations of one run, where they are not the case's. */
  flops?: number;
  /** That it cannot do this is a result too: then its error is reported and the others go on. */
  mayFail?: true;
}

/** Somebody who belongs here and cannot run; the reason is a sentence without a full stop. */
export interface Absent {
  name: string;
  absent: string;
}

export interface BenchCase {
  name: string;
  /** Floating-point operations of one run, for GFLOP/s; null where that says nothing. */
  flops: number | null;
  /** Bytes read and written by one run, for GB/s. */
  bytes?: number;
  /** The first is the project; ratios are relative to it. */
  contenders: (Contender | Absent)[];
  /** Throws a sentence when a result is wrong. */
  check(name: string, result: unknown): void;
  dispose?(): void;
}

/** What a file of cases/ exports as `cases`; a generator makes each case when its turn comes. */
export type Cases = () => Iterable<BenchCase> | Promise<Iterable<BenchCase>>;

export interface Measured {
  case: string;
  contender: string;
  /** Why there are no figures; null where there are. */
  absent: string | null;
  /** Milliseconds of one run: the median, and between which a quarter of the rounds lies below and above. */
  milliseconds: number | null;
  quartiles: readonly [number, number] | null;
  /** 1e9 floating-point operations, or bytes, a second. */
  gflops: number | null;
  gigabytes: number | null;
  /** How many times as long as the project this contender takes; 1 for the project itself. */
  ratio: number | null;
}

/** A sample repeats the work until it has taken at least this long. */
const SAMPLE_MS = 100;
/** One run in so many comes before it. */
const FIRST = 5;
const MOST_RUNS = 1000;
/** A contender warms up for so long: code is compiled, threads are there, kernels have chosen their tiles. */
const WARM_MS = 2000;
/** Who would take longer than this in all sits rounds out, but for a few: a ratio of 50 needs no ninth sample. */
const MOST_MS = 4000;
const FEWEST_ROUNDS = 3;

export interface How {
  rounds: number;
  clock: ClockName;
}

export async function measure(of: BenchCase, how: How): Promise<Measured[]> {
  const { rounds } = how;
  const absent = new Map<string, string>();
  const able: Contender[] = [];
  for (const contender of of.contenders) {
    if ('absent' in contender) {
      absent.set(contender.name, contender.absent);
      continue;
    }
    if (contender.parallel && how.clock === 'processor') {
      absent.set(contender.name, 'the time of the processor says nothing about threads');
      continue;
    }
    try {
      await check(of, contender);
    } catch (error) {
      if (contender.mayFail !== true) throw error;
      absent.set(contender.name, firstLine(error));
      continue;
    }
    able.push(contender);
  }
  const running: Running[] = [];
  for (const contender of able) running.push(await tried(contender, how));
  for (let round = 0; round < rounds; round++)
    for (let k = 0; k < running.length; k++) {
      // Each round begins with the next one, so that nobody always follows the same neighbour.
      const one = running[(round + k) % running.length];
      if (one && takesPart(round, one.rounds, rounds))
        one.samples.push((await sample(one.contender, one.runs, how.clock)) / one.runs);
    }
  of.dispose?.();
  const first = running.find(({ contender }) => contender.name === of.contenders[0]?.name);
  const own = first ? quantile(first.samples, 0.5) : null;
  return of.contenders.map(({ name }): Measured => {
    const one = running.find(({ contender }) => contender.name === name);
    const nothing = { milliseconds: null, quartiles: null, gflops: null, gigabytes: null, ratio: null };
    if (!one) return { case: of.name, contender: name, absent: absent.get(name) ?? 'did not run', ...nothing };
    const milliseconds = quantile(one.samples, 0.5);
    const flops = one.contender.flops ?? of.flops;
    return {
      case: of.name,
      contender: name,
      absent: null,
      milliseconds,
      quartiles: [quantile(one.samples, 0.25), quantile(one.samples, 0.75)],
      gflops: flops === null ? null : flops / milliseconds / 1e6,
      gigabytes: of.bytes === undefined ? null : of.bytes / milliseconds / 1e6,
      // Other work than the case's has a speed, but no ratio of times.
      ratio: own === null || one.contender.flops !== undefined ? null : milliseconds / own
    };
  });
}

interface Running {
  contender: Contender;
  /** Runs in a sample. */
  runs: number;
  /** Rounds in which it takes part. */
  rounds: number;
  /** Milliseconds of one run. */
  samples: number[];
}

/** How much is a sample, found out once the code is warm: the first runs of anything say little. */
async function tried(contender: Contender, { rounds, clock }: How): Promise<Running> {
  const runsFor = (once: number): number =>
    Math.max(1, Math.min(MOST_RUNS, Math.ceil(SAMPLE_MS / Math.max(once, 1e-3))));
  let warm = await sample(contender, 1, clock);
  for (let spent = warm; spent < WARM_MS;) {
    const next = runsFor(warm);
    const took = await sample(contender, next, clock);
    warm = took / next;
    spent += took;
  }
  const runs = runsFor(warm);
  const affordable = Math.max(FEWEST_ROUNDS, Math.floor(MOST_MS / (warm * runs)));
  return { contender, runs, rounds: Math.min(rounds, affordable), samples: [] };
}

/** Spreads `own` rounds evenly over `all`. */
const takesPart = (round: number, own: number, all: number): boolean =>
  Math.floor(((round + 1) * own) / all) > Math.floor((round * own) / all);

async function check(of: BenchCase, contender: Contender): Promise<void> {
  contender.before?.();
  const result = await (contender.answer ?? contender.run).call(contender);
  contender.after?.();
  if (contender.check) contender.check(result);
  else of.check(contender.name, result);
}

/** Milliseconds of `count` runs, after some that do not count: whoever had the cores and caches before has them no more. */
async function sample(contender: Contender, count: number, clock: ClockName): Promise<number> {
  contender.before?.();
  const first = Math.floor(count / FIRST);
  if (first > 0) await timed(contender, first, clock);
  const milliseconds = await timed(contender, count, clock);
  contender.after?.();
  return milliseconds;
}

async function timed(contender: Contender, count: number, clock: ClockName): Promise<number> {
  if (contender.sample) return contender.sample(count, clock);
  const now = CLOCKS[clock];
  const started = now();
  for (let i = 0; i < count; i++) {
    const result = contender.run();
    if (result instanceof Promise) await result;
  }
  return now() - started;
}

/** The value below which the given part of the samples lies, between neighbours in proportion. */
export function quantile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const low = sorted[Math.floor(at)] ?? NaN;
  return low + ((sorted[Math.ceil(at)] ?? NaN) - low) * (at - Math.floor(at));
}

const firstLine = (error: unknown): string =>
  ((error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '').replace(/\.$/, '');
