/**
 * NumPy as a peer: one Python process for the whole benchmark, told by lines of JSON what to run (numpy_peer.py). It
 * keeps to one thread and has the clock, so nothing of the conversation is timed. Where there is no python3 with numpy,
 * the contenders say so and nothing fails.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ClockName } from '../clock.ts';
import type { Absent, Contender } from '../measure.ts';
import { NUMPY, PYTHON_DEZERO } from '../names.ts';

/** The libraries that multiply matrices for NumPy each listen to another name. */
const ONE_THREAD = Object.fromEntries(
  ['OPENBLAS', 'OMP', 'MKL', 'BLIS', 'VECLIB_MAXIMUM', 'NUMEXPR'].map((name) => [`${name}_NUM_THREADS`, '1'])
);

interface Question {
  name: string;
  args: Record<string, unknown>;
  /** How often it runs; 0 asks for the result instead of the time. */
  times: number;
  clock: ClockName;
}

interface Answer {
  /** What went wrong. */
  error?: string;
  milliseconds?: number;
  /** Bytes of a row-major array as base64. */
  data?: string;
  dtype?: 'float32' | 'float64';
  /** The first line: who is there, and why Python DeZero is not. */
  version?: string;
  noDezero?: string | null;
}

let child: ChildProcessWithoutNullStreams | null = null;
let lines: AsyncIterator<string> | null = null;
let reason = 'NumPy was not started';
let noDezero: string | null = reason;

/**
 * Starts it where it is there.
 * @param script numpy_peer.py
 * @returns its version, or null
 */
export async function startNumpy(script: string): Promise<string | null> {
  child = spawn('python3', [script], { env: { ...process.env, ...ONE_THREAD } });
  // Without listeners a missing python3 would end the benchmark; the reason comes from the line that does not come.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  let said = '';
  child.stderr.on('data', (chunk) => (said = String(chunk).trim().split('\n').at(-1) ?? ''));
  lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  try {
    const first = await next();
    noDezero = first.noDezero ?? null;
    return first.version ?? null;
  } catch {
    reason = `python3 with numpy is not there${said === '' ? '' : ` (${said})`}`;
    noDezero = reason;
    child = null;
    return null;
  }
}

export function endNumpy(): void {
  child?.stdin.end();
}

/** The case `name` of numpy_peer.py with its arguments as a contender. */
export function numpy(name: string, args: Record<string, unknown> = {}): Contender | Absent {
  return child === null ? { name: NUMPY, absent: reason } : asked(NUMPY, name, args);
}

/** A case of it that runs in Python DeZero. */
export function pythonDezero(name: string, args: Record<string, unknown>): Contender | Absent {
  return noDezero === null ? asked(PYTHON_DEZERO, name, args) : { name: PYTHON_DEZERO, absent: noDezero };
}

function asked(contender: string, name: string, args: Record<string, unknown>): Contender {
  return {
    name: contender,
    run: () => ask({ name, args, times: 1, clock: 'wall' }),
    async answer() {
      const { data = '', dtype } = await ask({ name, args, times: 0, clock: 'wall' });
      const { buffer } = Uint8Array.from(Buffer.from(data, 'base64'));
      return dtype === 'float32' ? new Float32Array(buffer) : new Float64Array(buffer);
    },
    sample: async (count, clock) => (await ask({ name, args, times: count, clock })).milliseconds ?? NaN
  };
}

async function ask(request: Question): Promise<Answer> {
  child?.stdin.write(`${JSON.stringify(request)}\n`);
  const answer = await next();
  if (answer.error !== undefined) throw new Error(`NumPy, ${request.name}: ${answer.error}`);
  return answer;
}

async function next(): Promise<Answer> {
  const line = await lines?.next();
  if (!line || line.done === true) throw new Error('NumPy has ended');
  return JSON.parse(line.value) as Answer;
}
