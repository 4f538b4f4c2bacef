/**
 * What the cases that train have in common: a network is a step that can be repeated, and each contender has a network
 * of its own that starts from the same numbers. Checked are the losses of the first steps against the same lesson code
 * in float64 on the plain backend, which shares no kernel with any contender. Not here: the networks (cases/).
 */
import { usingBackend } from '@engine/backends/current.ts';
import { nd, type NDArray } from '@engine/index.ts';
import { lesson } from './lesson.ts';
import type { Contender } from './measure.ts';

/** One step of training; its loss. */
export type Step = () => number | Promise<number>;
/** Arrays by name: the parameters at the start, and the data. */
export type Arrays = Readonly<Record<string, NDArray>>;

export const RATE = 0.01;
/** A wrong gradient or update shows in the loss after it. */
const CHECKED_STEPS = 3;
/** Losses in float32 against float64, relative. */
const TOLERANCE = 1e-4;

/** A network that is trained on and on, and a new one for the check. */
export async function training(make: () => Step | Promise<Step>): Promise<Pick<Contender, 'run' | 'answer'>> {
  return { run: await make(), answer: async () => firstLosses(await make()) };
}

/** Lesson code that offers a step, as a network with arrays of its own. */
export const lessonTraining = (source: string, arrays: Arrays): Promise<Pick<Contender, 'run' | 'answer'>> =>
  training(() => lessonStep(source, arrays, 'float32'));

/** The losses that every contender must come to. */
export async function expectedLosses(source: string, arrays: Arrays): Promise<number[]> {
  const step = await lessonStep(source, arrays, 'float64');
  return usingBackend('plain', () => Array.from({ length: CHECKED_STEPS }, step));
}

/** Throws a sentence where a loss is not as expected. */
export function checkLosses(name: string, losses: unknown, expected: readonly number[]): void {
  const found = Array.from(losses as ArrayLike<number>);
  for (const [i, wanted] of expected.entries())
    if (!(Math.abs((found[i] ?? NaN) - wanted) <= TOLERANCE * wanted))
      throw new Error(`${name}: the loss of step ${i + 1} is ${found[i]}, expected ${wanted}`);
}

async function lessonStep(source: string, arrays: Arrays, dtype: 'float32' | 'float64'): Promise<() => number> {
  const own = Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [name, array.astype(array.dtype === 'float32' ? dtype : array.dtype)])
  );
  const step = await lesson<() => { item(): number | boolean }>(source, { ...own, lr: RATE });
  return () => Number(step().item());
}

async function firstLosses(step: Step): Promise<number[]> {
  const losses: number[] = [];
  for (let k = 0; k < CHECKED_STEPS; k++) losses.push(await step());
  return losses;
}

/** Weights as DeZero scales them. */
export const scaled = (drawn: NDArray, inputs: number): NDArray => drawn.mul(Math.sqrt(1 / inputs)).astype('float32');

export const zeros = (length: number): NDArray => nd.zeros(length, 'float32');

/** The classes 0 to 9 in turn, of the dtype that MNIST's labels have: int32 would make the gradients float64. */
export const classes = (count: number): NDArray =>
  nd.array(
    Array.from({ length: count }, (_, i) => i % 10),
    'uint8'
  );

/** The numbers of an array for a peer. */
export const numbers = (array: NDArray | undefined): Float32Array => array?.elements() as Float32Array;
