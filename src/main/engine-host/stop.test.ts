import { beforeEach, expect, it } from 'vitest';
import { LONGEST_MS, SILENCE_MS, StopEscalation } from './stop.ts';

let now: number;
let timers: { at: number; task: () => void }[];
let log: string[];
let stop: StopEscalation;

function advance(to: number): void {
  for (;;) {
    const next = timers.filter((timer) => timer.at <= to).sort((a, b) => a.at - b.at)[0];
    if (!next) break;
    timers = timers.filter((timer) => timer !== next);
    now = next.at;
    next.task();
  }
  now = to;
}

beforeEach(() => {
  now = 1000;
  timers = [];
  log = [];
  stop = new StopEscalation({
    ask: () => log.push(`ask ${now - 1000}`),
    kill: () => log.push(`kill ${now - 1000}`),
    now: () => now,
    after: (milliseconds, task) => {
      const timer = { at: now + milliseconds, task };
      timers.push(timer);
      return () => (timers = timers.filter((one) => one !== timer));
    }
  });
});

it('asks at once, and kills a process that stays silent, well below a second', () => {
  stop.start();
  stop.start();
  advance(1000 + 999);
  expect(log).toEqual(['ask 0', `kill ${SILENCE_MS}`]);
  expect(SILENCE_MS).toBeLessThan(900);
});

it('kills nothing when the cell has ended', () => {
  stop.start();
  advance(1300);
  stop.done();
  advance(60_000);
  expect(log).toEqual(['ask 0']);
});

it('waits longer for one that is saving its last checkpoint, but not for ever', () => {
  stop.start();
  for (let at = 500; at < 60_000; at += 500) {
    advance(1000 + at);
    stop.alive();
  }
  expect(log).toEqual(['ask 0', `kill ${LONGEST_MS}`]);
});

it('does nothing before it was started', () => {
  stop.alive();
  stop.done();
  advance(10_000);
  expect(log).toEqual([]);
  expect(stop.begun).toBe(false);
});
