/**
 * The time of the graph stage: which event is the current one, and how far its movement has come.
 *
 * One Playback belongs to one run of a cell; it is created by the screen and handed to stage, timeline, inspector and
 * table. The clock is injected, so tests step it by hand. Not here: what an event does to the picture (`reducer.ts`).
 */
import type { SourcePlace, TraceEvent } from '@engine/trace/events.ts';
import type { Picture } from '../picture/picture.ts';
import { Replay } from '../picture/reducer.ts';

/** requestAnimationFrame, or a test's own. */
export interface Clock {
  request(callback: (milliseconds: number) => void): number;
  cancel(handle: number): void;
}

export interface Mark {
  /** The cursor at which the marked event has just happened. */
  cursor: number;
  kind: 'backward-started' | 'backward-finished' | 'parameter-updated' | 'printed' | 'plotted' | 'step-started';
  /** Of a training loop. */
  step?: number;
}

export const SPEEDS = [0.25, 0.5, 1, 2, 4] as const;

/** Milliseconds that an event takes at speed 1. */
const DURATION: Record<TraceEvent['kind'], number> = {
  variable: 450,
  function: 1000,
  'variable-changed': 450,
  'backward-started': 700,
  'function-popped': 600,
  gradient: 1200,
  'gradient-released': 350,
  'backward-finished': 500,
  'parameter-updated': 800,
  printed: 500,
  plotted: 400,
  'step-started': 300
};

export const frameClock: Clock = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => {
    cancelAnimationFrame(handle);
  }
};

export class Playback {
  /** What happened, append-only. */
  events = $state.raw<readonly TraceEvent[]>([]);
  /** Events 0 to cursor-1 have happened. */
  cursor = $state(0);
  playing = $state(false);
  /** 0.25 to 4. */
  speed = $state(1);
  /** More events may come: playing waits at the end instead of stopping. */
  streaming = $state(false);
  /** How far the movement of the current event is, 0 to 1; 1 when it rests. */
  progress = $state(1);

  /** Asked before each event that would happen by itself or by a step: true holds the playback where it is. */
  gate: ((cursor: number) => boolean) | null = null;

  readonly length = $derived(this.events.length);
  readonly picture: Picture = $derived.by(() => this.#pictures(this.cursor));
  /** The complete graph, which is what the layout is made for. */
  readonly finalPicture: Picture = $derived.by(() => this.#finals(this.events.length));
  readonly event: TraceEvent | null = $derived(this.events[this.cursor - 1] ?? null);
  /** Where the current event comes from: in the cell, else where it happened. */
  readonly cellPlace: SourcePlace | null = $derived(this.event?.cell ?? null);
  readonly sourcePlace: SourcePlace | null = $derived(this.event?.at ?? null);
  readonly marks: readonly Mark[] = $derived(marksOf(this.events));
  readonly atStart = $derived(this.cursor === 0);
  readonly atEnd = $derived(this.cursor === this.events.length);

  readonly #clock: Clock;
  readonly #replay = new Replay();
  readonly #final = new Replay();
  #frame: number | null = null;
  #before: number | null = null;

  constructor(clock: Clock = frameClock) {
    this.#clock = clock;
  }

  /** Replaces the stream, for example by a stored one; the cursor goes to the start. */
  load(events: readonly TraceEvent[]): void {
    this.clear();
    this.events = [...events];
  }

  append(more: readonly TraceEvent[]): void {
    if (more.length > 0) this.events = [...this.events, ...more];
  }

  /** Takes over a stream that has grown; the cursor stays. */
  follow(events: readonly TraceEvent[]): void {
    this.events = events;
  }

  clear(): void {
    this.pause();
    this.#rest();
    this.events = [];
    this.cursor = 0;
  }

  /** Plays from the cursor, and from the start when it is at the end. */
  play(): void {
    if (this.playing) return;
    if (this.atEnd && !this.streaming) this.seek(0);
    this.playing = true;
    this.#run();
  }

  pause(): void {
    this.playing = false;
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  /** One event on, with its movement. */
  stepForward(): void {
    this.pause();
    if (this.atEnd || this.gate?.(this.cursor)) return;
    this.#advance();
    this.#run();
  }

  stepBack(): void {
    this.seek(this.cursor - 1);
  }

  /** Jumps; nothing moves. */
  seek(cursor: number): void {
    this.pause();
    this.#rest();
    this.cursor = Math.min(Math.max(Math.round(cursor), 0), this.events.length);
  }

  toStart(): void {
    this.seek(0);
  }

  toEnd(): void {
    this.seek(this.events.length);
  }

  /** To the next mark (1) or the one before (-1); to the end or the start when there is none. */
  seekMark(by: 1 | -1): void {
    const ahead = this.marks.find((mark) => mark.cursor > this.cursor);
    const behind = this.marks.findLast((mark) => mark.cursor < this.cursor);
    this.seek(by === 1 ? (ahead?.cursor ?? this.length) : (behind?.cursor ?? 0));
  }

  setSpeed(speed: number): void {
    this.speed = Math.min(Math.max(speed, 0.25), 4);
  }

  /** The picture at any cursor, for example the one before the current event. */
  pictureAt(cursor: number): Picture {
    return this.#pictures(cursor);
  }

  /** Stops the clock; call it when the screen goes. */
  destroy(): void {
    this.pause();
    this.#rest();
  }

  #pictures(cursor: number): Picture {
    this.#replay.setEvents(this.events);
    return this.#replay.at(cursor);
  }

  #finals(cursor: number): Picture {
    this.#final.setEvents(this.events);
    return this.#final.at(cursor);
  }

  #advance(): void {
    this.cursor += 1;
    this.progress = 0;
  }

  #run(): void {
    this.#frame ??= this.#clock.request((now) => {
      this.#tick(now);
    });
  }

  #rest(): void {
    if (this.#frame !== null) this.#clock.cancel(this.#frame);
    this.#frame = null;
    this.#before = null;
    this.progress = 1;
  }

  #tick(now: number): void {
    this.#frame = null;
    const passed = this.#before === null ? 0 : Math.max(now - this.#before, 0);
    this.#before = now;
    if (this.progress < 1 && this.event) {
      const step = (passed * this.speed) / durationOf(this.event);
      this.progress = Math.min(this.progress + step, 1);
    } else if (this.playing && !this.atEnd) {
      if (this.gate?.(this.cursor)) this.playing = false;
      else this.#advance();
    } else if (!this.streaming && this.atEnd) this.playing = false;
    if (this.playing || this.progress < 1) this.#run();
    else this.#before = null;
  }
}

/** A computed variable is followed by the function that computed it, which is what is worth seeing; a name is not. */
export function durationOf(event: TraceEvent): number {
  if (event.kind === 'variable-changed' && event.value === undefined) return 120;
  return event.kind === 'variable' && event.role === 'intermediate' ? 250 : DURATION[event.kind];
}

function marksOf(events: readonly TraceEvent[]): Mark[] {
  const marks: Mark[] = [];
  events.forEach((event, index) => {
    const { kind } = event;
    switch (kind) {
      case 'backward-started':
      case 'backward-finished':
      case 'parameter-updated':
      case 'printed':
      case 'plotted':
      case 'step-started': {
        // A row of updates is one mark.
        const last = marks.at(-1);
        if (kind === 'parameter-updated' && last?.kind === kind && last.cursor === index) last.cursor = index + 1;
        else marks.push({ cursor: index + 1, kind, ...(kind === 'step-started' && { step: event.step }) });
        return;
      }
      default:
    }
  });
  return marks;
}
