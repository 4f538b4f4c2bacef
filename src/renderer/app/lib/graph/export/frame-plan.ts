/**
 * Which frames an animation consists of: event after event, each for as long as the stage shows it. Where nothing flies
 * one frame stands for the whole event, so that hours of the same picture are never drawn. Pure.
 * Not here: drawing the frames.
 */
import type { TraceEvent } from '@engine/trace/events.ts';
import { activityOf } from '../picture/activity.ts';
import { settledAt } from '../picture/moment.ts';
import type { Picture } from '../picture/picture.ts';
import { durationOf } from '../playback/playback.svelte.ts';

export interface Frame {
  cursor: number;
  progress: number;
  /** Seconds. */
  at: number;
  duration: number;
}

export interface PlanOptions {
  /** As the timeline's speed. */
  speed: number;
  /** Frames a second where something moves. */
  rate: number;
  /** Nothing flies: one frame an event. */
  still: boolean;
}

/** How long the last picture stays. */
const REST = 1.5;

export function framePlan(
  events: readonly TraceEvent[],
  pictureAt: (cursor: number) => Picture,
  { speed, rate, still }: PlanOptions
): Frame[] {
  const frames: Frame[] = [];
  let at = 0;
  const add = (cursor: number, progress: number, duration: number): void => {
    frames.push({ cursor, progress, at, duration });
    at += duration;
  };
  add(0, 1, 0.5 / speed);
  for (const [index, event] of events.entries()) {
    const seconds = durationOf(event) / 1000 / speed;
    const moves = activityOf(event, pictureAt(index + 1)).pulses.length > 0 || !settledAt(event, 0);
    const count = still || !moves ? 1 : Math.max(Math.round(seconds * rate), 1);
    for (let n = 0; n < count; n++) add(index + 1, count === 1 ? 1 : n / count, seconds / count);
  }
  add(events.length, 1, REST);
  return frames;
}
