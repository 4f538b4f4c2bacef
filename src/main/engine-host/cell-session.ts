/**
 * One cell that runs in an engine process: passes its events to the sink and the recording, and ends it however it ends,
 * by itself, by Stop, by the watchdog, or with its process. `done` settles once everything is written.
 */
import type { CellRequest } from '@runtime/cell-events.ts';
import type { FromEngineProcess, ToEngineProcess } from '@ipc/engine-process.ts';
import type { RunEvent } from '@ipc/engine.ts';
import type { Sink } from '@ipc/envelope.ts';
import type { RunStatus } from '@ipc/runs.ts';
import { CheckpointParts } from './checkpoint-parts.ts';
import type { ProcessListener } from './engine-process.ts';
import type { Recording } from './recording.ts';
import { StopEscalation } from './stop.ts';

/** Events are acknowledged to the process in groups, and not while the page has this many still to take. */
const ACK_EVENTS = 16;
const BACKLOG = 128;
const BACKLOG_CHECK_MS = 20;

export interface SessionProcess {
  readonly pid: number | undefined;
  send(message: ToEngineProcess): void;
  listen(listener: ProcessListener | null): void;
  kill(): Promise<void>;
}

export interface SessionParts {
  process: SessionProcess;
  sink: Sink<RunEvent>;
  /** null: this cell is not recorded (a check). */
  recording: Recording | null;
  watchMemory: (pid: number | undefined, tooMuch: (used: number, limit: number) => void) => () => void;
}

/** How a session ended; `hung`: not by itself. The host sends `last` to the page once the next cell may come. */
export interface SessionEnd {
  hung: boolean;
  reason: 'finished' | 'stopped' | 'memory' | 'crashed';
  last: RunEvent;
}

type Ended = Extract<RunEvent, { kind: 'ended' }>;

export class CellSession {
  readonly done: Promise<SessionEnd>;
  readonly #parts: SessionParts;
  readonly #checkpoint = new CheckpointParts();
  readonly #stop: StopEscalation;
  readonly #started = performance.now();
  #settle: (end: SessionEnd) => void = () => undefined;
  #endWatch: () => void = () => undefined;
  #taken = 0;
  #ackTimer: NodeJS.Timeout | null = null;
  #error: string | null = null;
  #over = false;
  #checkpointListeners: (() => void)[] = [];

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.done = new Promise((resolve) => (this.#settle = resolve));
    this.#stop = new StopEscalation({
      ask: () => parts.process.send({ kind: 'control', action: 'stop' }),
      kill: () => this.#end({ kind: 'ended', reason: 'stopped', detail: 'its process was ended' }, 'kill'),
      now: () => performance.now(),
      after: (milliseconds, task) => {
        const timer = setTimeout(task, milliseconds);
        return () => clearTimeout(timer);
      }
    });
  }

  run(request: CellRequest, checkpointSeconds: number): void {
    const { process, watchMemory } = this.#parts;
    process.listen({
      message: (message) => this.#onMessage(message),
      exit: () => this.#end({ kind: 'ended', reason: 'crashed', detail: 'its process ended' }, 'keep')
    });
    this.#endWatch = watchMemory(process.pid, (used, limit) => {
      const detail = `${Math.round(used / 2 ** 20)} of at most ${Math.round(limit / 2 ** 20)} MB`;
      this.#end({ kind: 'ended', reason: 'memory', detail }, 'kill');
    });
    process.send({ kind: 'run', request, checkpointSeconds });
  }

  control(action: Extract<ToEngineProcess, { kind: 'control' }>['action']): void {
    if (action === 'stop') this.#stop.start();
    else this.#parts.process.send({ kind: 'control', action });
  }

  /** Stops after one more checkpoint, where the cell makes one in time. */
  async stopWithCheckpoint(milliseconds: number): Promise<void> {
    const saved = new Promise<void>((resolve) => this.#checkpointListeners.push(resolve));
    this.control('last-checkpoint');
    await Promise.race([saved, this.done, new Promise((resolve) => setTimeout(resolve, milliseconds))]);
    this.control('stop');
    await this.done;
  }

  #onMessage(message: FromEngineProcess): void {
    if (this.#over) return;
    switch (message.kind) {
      case 'ready':
        return;
      case 'event':
        return this.#onEvent(message.event);
      case 'checkpoint':
      case 'part':
        return this.#onCheckpoint(message);
      case 'worker-terminated':
        return this.#end({ kind: 'ended', reason: 'stopped', detail: 'its thread was ended' }, 'keep');
      case 'worker-failed': {
        const reason = message.memory ? 'memory' : 'crashed';
        return this.#end({ kind: 'ended', reason, detail: message.message }, 'keep');
      }
      default:
        message satisfies never;
    }
  }

  #onEvent(event: Extract<FromEngineProcess, { kind: 'event' }>['event']): void {
    const { sink, recording } = this.#parts;
    this.#taken += 1;
    this.#acknowledge();
    switch (event.kind) {
      case 'recording':
        recording?.start(event);
        break;
      case 'metrics':
        recording?.metrics(event.rows);
        break;
      case 'observed':
        recording?.observed(event.observations);
        break;
      case 'data':
        recording?.data({ name: event.name, sha256: event.sha256, rows: event.rows });
        break;
      case 'trace':
        recording?.trace(event.events);
        break;
      case 'last-steps':
        recording?.lastSteps(event.first, event.events);
        break;
      case 'error':
        this.#error = `${event.error.name}: ${event.error.message}`;
        break;
      case 'finished':
        return void this.#finish(event.status, event.seconds, {
          hung: false,
          reason: event.status === 'stopped' ? 'stopped' : 'finished',
          last: event
        });
      default:
    }
    sink.send(event);
  }

  #onCheckpoint(message: Extract<FromEngineProcess, { kind: 'checkpoint' | 'part' }>): void {
    this.#stop.alive();
    try {
      const data =
        message.kind === 'checkpoint' ? this.#checkpoint.begin(message) : this.#checkpoint.add(message.bytes);
      if (data) this.#parts.recording?.checkpoint(data);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.#end({ kind: 'ended', reason: 'crashed', detail }, 'kill');
      return;
    }
    this.#parts.process.send({ kind: 'part-received' });
  }

  /** Called by the host when the recording has a checkpoint on disk. */
  checkpointed(): void {
    for (const listener of this.#checkpointListeners.splice(0)) listener();
  }

  #acknowledge(): void {
    if (this.#ackTimer) return;
    const backlog = this.#parts.sink.backlog?.() ?? 0;
    if (backlog <= BACKLOG && this.#taken >= ACK_EVENTS) {
      this.#parts.process.send({ kind: 'events-received', count: this.#taken });
      this.#taken = 0;
      return;
    }
    if (this.#taken === 0 || this.#over) return;
    this.#ackTimer = setTimeout(() => {
      this.#ackTimer = null;
      if ((this.#parts.sink.backlog?.() ?? 0) <= BACKLOG && this.#taken > 0) {
        this.#parts.process.send({ kind: 'events-received', count: this.#taken });
        this.#taken = 0;
      }
      this.#acknowledge();
    }, BACKLOG_CHECK_MS);
  }

  /** Ended from outside: nothing more will come, or is listened to. */
  #end(event: Ended, process: 'kill' | 'keep'): void {
    if (this.#over) return;
    // A crash right after Stop is what Stop asked for.
    const ended = event.reason === 'crashed' && this.#stop.begun ? { ...event, reason: 'stopped' as const } : event;
    const status: RunStatus = ended.reason === 'stopped' ? 'stopped' : 'failed';
    this.#error ??= ended.reason === 'stopped' ? null : `${ended.reason}: ${ended.detail}`;
    if (process === 'kill') void this.#parts.process.kill();
    const seconds = (performance.now() - this.#started) / 1000;
    void this.#finish(status, seconds, { hung: true, reason: ended.reason, last: ended });
  }

  async #finish(status: RunStatus, seconds: number, end: SessionEnd): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    this.#stop.done();
    this.#endWatch();
    if (this.#ackTimer) clearTimeout(this.#ackTimer);
    const { process, recording } = this.#parts;
    process.listen(null);
    if (this.#taken > 0) process.send({ kind: 'events-received', count: this.#taken });
    await recording?.finish(status, seconds, this.#error);
    this.#settle(end);
  }
}
