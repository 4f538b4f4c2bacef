/**
 * Prediction before reveal, for any cell: before an event that yields one number the playback waits, asks for it, and
 * says how near the answer was. Hooks into the playback's gate. Not here: the questions of lessons (predictions.svelte.ts).
 */
import type { TraceEvent } from '@engine/trace/events.ts';
import type { Activity } from '../picture/activity.ts';
import type { Playback } from './playback.svelte.ts';
import { lightQuestion } from '../why/why-view.ts';

export interface Question {
  /** The cursor before the event. */
  cursor: number;
  what: 'value' | 'gradient';
  target: number;
  /** The function that yields it. */
  from: number;
  answer: number;
}

export interface Verdict {
  question: Question;
  guess: number;
  /** Leading digits that agree when both are rounded, 0 to 4. */
  digits: number;
}

export class PredictFirst {
  /** Whether questions are asked. */
  on = $state(false);
  verdict = $state.raw<Verdict | null>(null);
  #asked = $state.raw<Question | null>(null);
  /** The cursor whose event was let through. */
  #passed = -1;
  #wasPlaying = false;
  readonly #playback: Playback;
  /** The open question; one that was left by a jump is none. */
  readonly question: Question | null = $derived.by(() =>
    this.on && this.#asked?.cursor === this.#playback.cursor ? this.#asked : null
  );

  /** What the stage lights up while a question is open: the function, and a question mark where the answer will be. */
  readonly light: Activity | null = $derived.by(() => {
    const { question } = this;
    if (!question) return null;
    const { target, from, what } = question;
    return lightQuestion(target, from, what === 'value' ? 'forward' : 'backward');
  });

  constructor(playback: Playback) {
    this.#playback = playback;
    playback.gate = (cursor) => this.#holds(cursor);
  }

  turn(on: boolean): void {
    this.on = on;
    this.verdict = this.#asked = null;
    this.#passed = -1;
    // From the end there is nothing left to predict.
    if (on && this.#playback.atEnd) this.#playback.toStart();
  }

  /** A guess, or null to see it without one; the event then happens. */
  answer(guess: number | null): void {
    const { question } = this;
    if (!question) return;
    this.verdict = guess === null ? null : { question, guess, digits: agreement(guess, question.answer) };
    this.#asked = null;
    this.#passed = question.cursor;
    if (this.#wasPlaying) this.#playback.play();
    else this.#playback.stepForward();
  }

  #holds(cursor: number): boolean {
    if (!this.on || this.#passed === cursor) return false;
    const question = questionAt(this.#playback.events, cursor);
    if (!question) return false;
    this.verdict = null;
    this.#asked = question;
    this.#wasPlaying = this.#playback.playing;
    return true;
  }
}

/** What the event at `cursor` yields, where it is one finite number that a function computed. */
export function questionAt(events: readonly TraceEvent[], cursor: number): Question | null {
  const event = events[cursor];
  if (event?.kind === 'gradient' && event.from !== null) {
    const answer = only(event.after.values);
    return answer === null ? null : { cursor, what: 'gradient', target: event.target, from: event.from, answer };
  }
  if (event?.kind !== 'variable' || event.role !== 'intermediate') return null;
  const answer = only(event.value?.values ?? null);
  // The function is told of right after what it made.
  const maker = events
    .slice(cursor + 1, cursor + 9)
    .find((one) => one.kind === 'function' && one.outputs.includes(event.id));
  return answer === null || maker?.kind !== 'function'
    ? null
    : { cursor, what: 'value', target: event.id, from: maker.id, answer };
}

const only = (values: readonly number[] | null): number | null => {
  const [first, second] = values ?? [];
  return first !== undefined && second === undefined && Number.isFinite(first) ? first : null;
};

/** To how many significant digits two numbers agree, at most four, which is what the stage shows. */
export function agreement(guess: number, answer: number): number {
  for (let digits = 4; digits >= 1; digits--)
    if (Number(guess.toPrecision(digits)) === Number(answer.toPrecision(digits))) return digits;
  return 0;
}
