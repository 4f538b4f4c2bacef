/**
 * Interleaved measuring: every contender runs in every round, so that what else the machine does hits all of them alike.
 * A contender is checked before it is timed. Reported are medians and the ratios between them; absolute times are noise.
 */
export interface Contender {
  name: string;
  /** Runs the work once; what it returns is handed to the case's check. */
  run(): unknown;
}

export interface BenchCase {
  name: string;
  /** Floating-point operations of one run, for GFLOP/s; null where that says nothing. */
  flops: number | null;
  contenders: Contender[];
  /** Throws a sentence when a result is wrong. */
  check(name: string, result: unknown): void;
  dispose?(): void;
}

export interface Measured {
  case: string;
  contender: string;
  /** Median milliseconds of one run. */
  milliseconds: number;
  gflops: number | null;
  /** How many times faster the project is than this contender; 1 for the project itself. */
  ratio: number;
}

const ROUNDS = 9;
/** A sample repeats the work until it has taken at least this long. */
const SAMPLE_MS = 20;

/** The first contender is the project; ratios are relative to it. */
export function measure(of: BenchCase): Measured[] {
  for (const contender of of.contenders) of.check(contender.name, contender.run());
  const repeats = of.contenders.map((contender) => {
    const started = performance.now();
    contender.run();
    const once = performance.now() - started;
    return Math.max(1, Math.min(1000, Math.ceil(SAMPLE_MS / Math.max(once, 1e-3))));
  });
  const samples: number[][] = of.contenders.map(() => []);
  for (let round = 0; round < ROUNDS; round++)
    for (const [k, contender] of of.contenders.entries()) {
      const count = repeats[k] ?? 1;
      const started = performance.now();
      for (let i = 0; i < count; i++) contender.run();
      samples[k]?.push((performance.now() - started) / count);
    }
  of.dispose?.();
  const medians = samples.map(median);
  const own = medians[0] ?? NaN;
  return of.contenders.map((contender, k) => {
    const milliseconds = medians[k] ?? NaN;
    return {
      case: of.name,
      contender: contender.name,
      milliseconds,
      gflops: of.flops === null ? null : of.flops / milliseconds / 1e6,
      ratio: milliseconds / own
    };
  });
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}
