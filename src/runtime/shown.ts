/**
 * What a cell shows of its training by itself: `run.samples(name, inputs, { labels, predicted })` and
 * `run.confusion(name, labels, predicted, classes)`. Of each name at most one is sent every EVERY_MS; the last one always
 * is. Not here: what is observed without being asked (observer.ts).
 */
import type { NDArray } from '../engine/ndarray/ndarray.ts';
import { EVERY_MS } from './budget.ts';
import type { CellEvent } from './cell-events.ts';
import type { Observation, SampleItem } from './observation.ts';
import { toArray } from './shapes.ts';

export const MOST_SAMPLES = 64;
export const MOST_SAMPLE_NUMBERS = 16_384;
export const MOST_CLASSES = 100;

export interface SampleWords {
  labels?: unknown;
  predicted?: unknown;
}

export class Shown {
  readonly #emit: (event: CellEvent) => void;
  readonly #now: () => number;
  readonly #sentAt = new Map<string, number>();
  readonly #waiting = new Map<string, Observation>();

  constructor(emit: (event: CellEvent) => void, now: () => number) {
    this.#emit = emit;
    this.#now = now;
  }

  samples(at: { name: string; step: number; time: number }, inputs: unknown, words: SampleWords): void {
    const array = toArray(inputs);
    if (array === null || array.ndim === 0)
      throw new TypeError('run.samples: give an array with a row for each sample, for example run.samples("test", x)');
    const count = Math.min(array.shape[0] ?? 0, MOST_SAMPLES);
    const shape = array.shape.slice(1);
    const each = shape.reduce((a, b) => a * b, 1);
    if (shape.length > 4 || each > MOST_SAMPLE_NUMBERS)
      throw new RangeError(`run.samples: a sample may have at most ${MOST_SAMPLE_NUMBERS} numbers; got ${each}.`);
    const labels = wordsOf('labels', words.labels);
    const predicted = wordsOf('predicted', words.predicted);
    const items = Array.from({ length: count }, (_, i): SampleItem => ({
      shape,
      data: array.get(i).toFlat(),
      label: labels?.[i] ?? null,
      predicted: predicted?.[i] ?? null
    }));
    this.#show({ kind: 'samples', ...at, items });
  }

  confusion(
    at: { name: string; step: number; time: number },
    labels: unknown,
    predicted: unknown,
    names: readonly string[] | undefined
  ): void {
    const actual = classesIn('labels', labels);
    const guessed = classesIn('predicted', predicted);
    if (actual.length !== guessed.length)
      throw new RangeError(
        `run.confusion: as many labels as predictions are needed; got ${actual.length} and ${guessed.length}.`
      );
    const count = names?.length ?? Math.max(0, ...actual, ...guessed) + 1;
    if (count > MOST_CLASSES) throw new RangeError(`run.confusion: at most ${MOST_CLASSES} classes; got ${count}.`);
    const counts = new Array<number>(count * count).fill(0);
    actual.forEach((row, i) => {
      const column = guessed[i] ?? 0;
      if (row >= count || column >= count)
        throw new RangeError(`run.confusion: there are ${count} classes, from 0; got class ${Math.max(row, column)}.`);
      const cell = row * count + column;
      counts[cell] = (counts[cell] ?? 0) + 1;
    });
    const classes = names ? names.map(String) : Array.from({ length: count }, (_, i) => String(i));
    this.#show({ kind: 'confusion', ...at, classes, counts });
  }

  /** At the end: what waited is sent. */
  flush(): void {
    const observations = [...this.#waiting.values()];
    this.#waiting.clear();
    if (observations.length > 0) this.#emit({ kind: 'observed', observations });
  }

  #show(observation: Observation): void {
    const key = `${observation.kind} ${observation.name}`;
    const now = this.#now();
    if (now - (this.#sentAt.get(key) ?? -Infinity) < EVERY_MS) {
      this.#waiting.set(key, observation);
      return;
    }
    this.#sentAt.set(key, now);
    this.#waiting.delete(key);
    this.#emit({ kind: 'observed', observations: [observation] });
  }
}

const flat = (array: NDArray): number[] => array.toFlat();

function wordsOf(what: string, value: unknown): string[] | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(String);
  const array = toArray(value);
  if (array === null) throw new TypeError(`run.samples: ${what} must be an array or a list of texts.`);
  return flat(array).map(String);
}

function classesIn(what: string, value: unknown): number[] {
  const numbers = Array.isArray(value) ? (value as number[]) : flatOf(what, value);
  const wrong = numbers.find((one) => !Number.isInteger(one) || one < 0);
  if (wrong !== undefined)
    throw new TypeError(`run.confusion: ${what} must be classes, whole numbers from 0; got ${String(wrong)}.`);
  return numbers;
}

function flatOf(what: string, value: unknown): number[] {
  const array = toArray(value);
  if (array === null) throw new TypeError(`run.confusion: ${what} must be an array or a list of classes.`);
  return flat(array);
}
