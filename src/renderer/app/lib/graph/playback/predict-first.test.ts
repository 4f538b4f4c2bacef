import { describe, expect, it } from 'vitest';
import { Playback, type Clock } from './playback.svelte.ts';
import { agreement, PredictFirst, questionAt } from './predict-first.svelte.ts';
import { STEP_SEVEN } from '../picture/step-seven.fixture.ts';

/** A clock whose frames are longer than any event. */
class Frames implements Clock {
  #callbacks: ((now: number) => void)[] = [];
  #now = 0;
  request(callback: (now: number) => void): number {
    return this.#callbacks.push(callback);
  }
  cancel(): void {
    this.#callbacks = [];
  }
  run(): void {
    for (let callback = this.#callbacks.shift(); callback; callback = this.#callbacks.shift())
      callback((this.#now += 1e6));
  }
}

function started() {
  const clock = new Frames();
  const playback = new Playback(clock);
  playback.load(STEP_SEVEN);
  return { clock, playback, predict: new PredictFirst(playback) };
}

describe('prediction before reveal', () => {
  it('asks for values and gradients that functions yield, and for nothing else', () => {
    const asked = STEP_SEVEN.flatMap((_, cursor) => questionAt(STEP_SEVEN, cursor) ?? []);
    expect(asked.map(({ what, target, from }) => [what, target, from])).toEqual([
      ['value', 2, 3],
      ['value', 4, 5],
      ['value', 6, 7],
      ['gradient', 4, 7],
      ['gradient', 2, 5],
      ['gradient', 1, 3]
    ]);
  });

  it('waits while playing, and goes on after the answer', () => {
    const { clock, playback, predict } = started();
    predict.turn(true);
    playback.play();
    clock.run();
    expect([playback.cursor, playback.playing]).toEqual([1, false]);
    expect(predict.question).toMatchObject({ what: 'value', target: 2, answer: 0.25 });
    predict.answer(0.25);
    expect(predict.verdict).toMatchObject({ digits: 4, guess: 0.25 });
    clock.run();
    expect(playback.cursor).toBe(3);
    expect(predict.question?.answer).toBeCloseTo(1.284, 3);
  });

  it('waits when one steps, reveals without a guess, and forgets a question that was left', () => {
    const { playback, predict } = started();
    predict.turn(true);
    playback.seek(1);
    playback.stepForward();
    expect(playback.cursor).toBe(1);
    predict.answer(null);
    expect([playback.cursor, predict.verdict, predict.question]).toEqual([2, null, null]);
    playback.seek(3);
    playback.stepForward();
    expect(predict.question).not.toBeNull();
    playback.seek(6);
    expect(predict.question).toBeNull();
  });

  it('is out of the way when off', () => {
    const { clock, playback } = started();
    playback.play();
    clock.run();
    expect(playback.atEnd).toBe(true);
  });

  it('counts digits that agree', () => {
    // 3.297 to three digits is 3.30.
    expect([3.297, 3.3, 3.2974426, 3.21, 30, -3.297].map((guess) => agreement(guess, 3.297442541400256))).toEqual([
      4, 3, 4, 1, 0, 0
    ]);
    expect([agreement(0, 0), agreement(0.1, 0)]).toEqual([4, 0]);
  });
});
