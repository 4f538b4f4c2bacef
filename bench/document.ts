/**
 * What a run of the benchmark asks for, answers, and writes down: the JSON that charts, the table and docs/performance.md
 * are made of.
 */
import type { KernelSettings } from '@engine/backends/wasm/settings.ts';
import type { ClockName } from './clock.ts';
import type { Measured } from './measure.ts';
import type { StepMemory } from './step-memory.ts';
import { TARGETS } from './targets.ts';
import { pooled, type TraceCost, type TraceSample } from './trace-samples.ts';
import { verdictOf, type Verdict } from './verdict.ts';

export interface Request {
  /** A file of cases, or what tracing costs, or the memory of a step: each in a process of its own. */
  what: 'cases' | 'trace' | 'memory';
  /** The file in cases/. */
  name: string;
  /** Of what tracing costs. */
  pairs: number;
  rounds: number;
  clock: ClockName;
  /** Where things are: TensorFlow.js's folder of WebAssembly, the Python script, the rest built for this run. */
  files: { peak: string; kernelThread: string; engine: string; untraced: string; tfjs: string; numpy: string };
}

export interface Answer {
  results: Measured[];
  traceSamples: TraceSample[];
  stepMemory: StepMemory | null;
  backend: string;
  /** What is in force unless a contender says otherwise. */
  engine: KernelSettings;
  /** Version of NumPy; null where it is not there. */
  numpy: string | null;
  v8: string;
  /** How many threads wanted to run, on average of a minute. */
  load: { before: number; after: number };
}

/** The machine and what ran on it. */
export interface Setting {
  date: string;
  machine: { cpu: string; cores: number; platform: string };
  electron: string;
  /** The runtime stands in for the official Electron. */
  standin: boolean;
  rounds: number;
  clock: ClockName;
  seconds: number;
  tfjs: string;
  jax: string;
}

export interface BenchDocument extends Setting, Omit<Answer, 'traceSamples'> {
  traceCosts: TraceCost[];
  rows: Verdict[];
}

/** @param answers of all processes; what is said of the machine is the first one's */
export function documentOf(setting: Setting, answers: readonly Answer[]): BenchDocument {
  const [answer] = answers;
  if (answer === undefined) throw new Error('nothing was measured');
  const results = answers.flatMap((one) => one.results);
  const traceCosts = pooled(answers.map(({ traceSamples }) => traceSamples).filter(({ length }) => length > 0));
  const stepMemory = answers.find((one) => one.stepMemory !== null)?.stepMemory ?? null;
  return {
    ...setting,
    ...answer,
    load: { before: answer.load.before, after: answers.at(-1)?.load.after ?? answer.load.after },
    results,
    traceCosts,
    stepMemory,
    rows: TARGETS.map((target) => verdictOf(target, results))
  };
}
