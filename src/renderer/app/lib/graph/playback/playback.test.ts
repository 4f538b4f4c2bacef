import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { Playback, type Clock } from './playback.svelte.ts';
import { STEP_SEVEN } from '../picture/step-seven.fixture.ts';

/** A clock that moves by hand: each frame is `milliseconds` after the last one. */
class FakeClock implements Clock {
  now = 0;
  #callback: ((now: number) => void) | null = null;
  get waiting(): boolean {
    return this.#callback !== null;
  }
  request(callback: (now: number) => void): number {
    this.#callback = callback;
    return 1;
  }
  cancel(): void {
    this.#callback = null;
  }
  frame(milliseconds: number): void {
    this.now += milliseconds;
    const callback = this.#callback;
    this.#callback = null;
    callback?.(this.now);
  }
}

function started(): { clock: FakeClock; playback: Playback } {
  const clock = new FakeClock();
  const playback = new Playback(clock);
  playback.load(STEP_SEVEN);
  return { clock, playback };
}

describe('Playback', () => {
  it('plays all events to the end and stops there', () => {
    const { clock, playback } = started();
    playback.play();
    const seen: number[] = [];
    for (let frame = 0; frame < 2000 && clock.waiting; frame++) {
      clock.frame(16);
      if (seen.at(-1) !== playback.cursor) seen.push(playback.cursor);
    }
    expect(seen).toEqual(STEP_SEVEN.map((_, index) => index + 1));
    expect(playback.playing).toBe(false);
    expect(playback.progress).toBe(1);
    expect(clock.waiting).toBe(false);
  });

  it('jumps from mark to mark, and beyond the last to the ends', () => {
    const { playback } = started();
    const cursors = playback.marks.map(({ cursor }) => cursor);
    expect(cursors).toEqual([8, 16, 17]);
    const visited = (by: 1 | -1) =>
      Array.from({ length: 4 }, () => {
        playback.seekMark(by);
        return playback.cursor;
      });
    expect(visited(1)).toEqual([8, 16, 17, 17]);
    expect(visited(-1)).toEqual([16, 8, 0, 0]);
  });

  it('needs half the time at double speed', () => {
    const time = (speed: number) => {
      const { clock, playback } = started();
      playback.setSpeed(speed);
      playback.play();
      while (clock.waiting) clock.frame(1);
      return clock.now;
    };
    expect(time(1) / time(2)).toBeCloseTo(2, 1);
    expect(time(0.25) / time(1)).toBeCloseTo(4, 1);
  });

  it('steps forward with movement and back without', () => {
    const { clock, playback } = started();
    playback.stepForward();
    expect([playback.cursor, playback.progress]).toEqual([1, 0]);
    clock.frame(16);
    clock.frame(10_000);
    expect([playback.progress, clock.waiting]).toEqual([1, false]);
    playback.stepForward();
    playback.stepBack();
    expect([playback.cursor, playback.progress, clock.waiting]).toEqual([1, 1, false]);
    playback.toStart();
    playback.stepBack();
    expect(playback.cursor).toBe(0);
    playback.toEnd();
    playback.stepForward();
    expect(playback.cursor).toBe(STEP_SEVEN.length);
  });

  it('pauses when somebody drags, and keeps within the stream', () => {
    const { playback } = started();
    playback.play();
    playback.seek(400);
    expect([playback.cursor, playback.playing]).toEqual([STEP_SEVEN.length, false]);
    playback.seek(-3);
    expect(playback.cursor).toBe(0);
    playback.setSpeed(100);
    expect(playback.speed).toBe(4);
  });

  it('starts again from the end, and waits there while more is to come', () => {
    const { clock, playback } = started();
    playback.toEnd();
    playback.play();
    expect(playback.cursor).toBe(0);
    playback.toEnd();
    playback.streaming = true;
    playback.play();
    clock.frame(16);
    expect([playback.cursor, playback.playing]).toEqual([STEP_SEVEN.length, true]);
    playback.append([STEP_SEVEN[0]!]);
    clock.frame(16);
    expect(playback.cursor).toBe(STEP_SEVEN.length + 1);
  });

  it('marks where backward starts and ends and where something is printed', () => {
    const { playback } = started();
    flushSync();
    expect(playback.marks).toEqual([
      { cursor: 8, kind: 'backward-started' },
      { cursor: 16, kind: 'backward-finished' },
      { cursor: 17, kind: 'printed' }
    ]);
  });

  it('points to the code line of the current event', () => {
    const { playback } = started();
    playback.seek(2);
    expect(playback.cellPlace?.line).toBe(4);
    expect(playback.picture.nodes.size).toBe(2);
    expect(playback.finalPicture.nodes.size).toBe(7);
    expect(playback.event).toBe(STEP_SEVEN[1]);
  });
});
