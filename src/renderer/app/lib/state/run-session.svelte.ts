/**
 * The one running cell, seen from the page: asks the engine to run it and collects what it says (console, trace events,
 * metrics, plots, progress, notices, checks, error). Lives at the app's root, so a training run goes on while other
 * screens are shown. Not here: playback of the trace (lib/graph), drawing (lib/charts), what is stored (runs).
 */
import type { CheckResult, LearnerError, MetricRow, NoticeCode, Plot, RunConfig } from '@runtime/cell-events.ts';
import type { Observation } from '@runtime/observation.ts';
import type { SourcePlace, TraceEvent } from '@engine/trace/events.ts';
import type { Api } from '@ipc/contract.ts';
import type { Device, RunEvent, RunRequest } from '@ipc/engine.ts';
import type { FailureData } from '@ipc/errors.ts';
import type { CheckpointId, RunId } from '@ipc/ids.ts';
import type { Part } from '../graph/playback/parts.ts';
import { addObserved, NOTHING_OBSERVED, type Observed } from '../training/observed.ts';
import { addMetrics, type MetricSeries } from './metrics.ts';
import { TraceHistory } from './trace-history.svelte.ts';

export type SessionStatus = 'idle' | 'starting' | 'running' | 'paused' | 'finished' | 'failed' | 'stopped';

export interface ConsoleLine {
  /** Counts up within a run; a key for lists. */
  id: number;
  level: 'log' | 'warn' | 'error';
  text: string;
  at: SourcePlace | null;
}

export interface RunNotice {
  code: NoticeCode;
  detail: string;
}

/** The run and step that a run goes on from. */
export interface Origin {
  run: RunId;
  title: string;
  step: number;
}

const CONSOLE_LIMIT = 2000;
/** Curves and figures are drawn at most this often: a fast loop logs far more than anybody can see. */
const DRAW_EVERY_MS = 200;

export class RunSession {
  status = $state<SessionStatus>('idle');
  /** What runs or ran last. */
  request = $state.raw<RunRequest | null>(null);
  /** What the events belong to: a check leaves them as they are. */
  traced = $state.raw<RunRequest | null>(null);
  /** The traces of the runs before. */
  readonly history = new TraceHistory();
  /** Where a continued run comes from. */
  origin = $state.raw<Origin | null>(null);
  device = $state.raw<{ device: Device; name: string } | null>(null);
  run = $state.raw<RunId | null>(null);
  config = $state.raw<RunConfig>({});
  resumable = $state(false);
  recording = $state(false);
  console = $state.raw<readonly ConsoleLine[]>([]);
  /** What happened on the graph, from the beginning; bounded by the engine. */
  events = $state.raw<readonly TraceEvent[]>([]);
  /** The last steps of a training, as far as they have been told. */
  lastSteps = $state.raw<readonly TraceEvent[]>([]);
  /** Which of the two is played. */
  part = $state<Part>('first');
  metrics = $state.raw<readonly MetricSeries[]>([]);
  plots = $state.raw<readonly Plot[]>([]);
  /** Histograms, ratios, samples and confusion counts of the training. */
  observed = $state.raw<Observed>(NOTHING_OBSERVED);
  progress = $state.raw<{ step: number; total: number | null; seconds: number } | null>(null);
  notices = $state.raw<readonly RunNotice[]>([]);
  checks = $state.raw<readonly CheckResult[]>([]);
  error = $state.raw<LearnerError | null>(null);
  /** Why the engine ended the cell, or could not run it. */
  ended = $state.raw<{ reason: 'memory' | 'crashed' | 'stopped'; detail: string } | null>(null);
  failure = $state.raw<FailureData | null>(null);
  checkpoint = $state.raw<{ id: CheckpointId; step: number } | null>(null);
  seconds = $state<number | null>(null);
  /** Rises with every run; a key for what belongs to one run. */
  count = $state(0);

  readonly #api: Api;
  #close: (() => void) | null = null;
  #lines = 0;
  // What has come since the last drawing.
  #rows: MetricRow[] = [];
  #observations: Observation[] = [];
  #figures: Readonly<Record<string, Plot>> = {};
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(api: Api) {
    this.#api = api;
  }

  get active(): boolean {
    return this.status === 'starting' || this.status === 'running' || this.status === 'paused';
  }

  /** Seconds that are left, as far as one can say; null when unknown. */
  get secondsLeft(): number | null {
    const now = this.progress;
    const done = (now?.step ?? 0) - (this.origin?.step ?? 0);
    if (!this.active || !now || now.total === null || done <= 0) return null;
    return (now.seconds / done) * Math.max(0, now.total - now.step);
  }

  /** Runs a cell or a check; resolves when it has ended, however it did. Resolves at once while one runs. */
  start(request: RunRequest, origin: Origin | null = null): Promise<void> {
    if (this.active) return Promise.resolve();
    this.#close?.();
    this.#reset(request);
    this.origin = origin;
    return new Promise((resolve) => {
      const done = () => {
        this.#draw();
        if (this.active) this.status = 'stopped';
        resolve();
      };
      this.#close = this.#api.engine.run(request, {
        event: (event) => this.#take(event),
        end: done,
        failed: (failure) => {
          this.#draw();
          this.failure = failure;
          this.status = 'failed';
          done();
        }
      });
    });
  }

  control(action: 'pause' | 'resume' | 'step' | 'checkpoint' | 'stop'): Promise<null> {
    return this.#api.engine.control({ action });
  }

  #reset(request: RunRequest): void {
    this.#draw();
    this.request = request;
    this.status = 'starting';
    this.device = this.run = this.progress = this.error = this.ended = this.failure = null;
    this.checkpoint = this.seconds = null;
    this.config = {};
    this.resumable = this.recording = false;
    this.console = this.notices = this.checks = [];
    // A check leaves the picture of the cell's run alone.
    if (request.purpose === 'cell') {
      if (this.traced)
        this.history.keep({
          lesson: this.traced.lesson,
          entry: this.traced.entry,
          run: this.count,
          events: this.events
        });
      this.traced = request;
      this.events = this.lastSteps = [];
      this.part = 'first';
      this.metrics = this.plots = [];
      this.observed = NOTHING_OBSERVED;
      this.count += 1;
    }
    this.#lines = 0;
  }

  #drawSoon(): void {
    this.#timer ??= setTimeout(() => this.#draw(), DRAW_EVERY_MS);
  }

  #draw(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#rows.length > 0) this.metrics = addMetrics(this.metrics, this.#rows);
    if (this.#observations.length > 0) this.observed = addObserved(this.observed, this.#observations);
    for (const figure of Object.values(this.#figures)) {
      const at = this.plots.findIndex((plot) => plot.id === figure.id);
      this.plots = at < 0 ? [...this.plots, figure] : this.plots.with(at, figure);
    }
    this.#rows = [];
    this.#observations = [];
    this.#figures = {};
  }

  #take(event: RunEvent): void {
    switch (event.kind) {
      case 'started':
        this.status = 'running';
        this.device = { device: event.device, name: event.deviceName };
        return;
      case 'recorded':
        this.run = event.run;
        return;
      case 'recording':
        this.recording = true;
        this.config = event.config;
        this.resumable = event.resumable;
        if (event.total !== null) this.progress = { step: this.origin?.step ?? 0, total: event.total, seconds: 0 };
        return;
      case 'checkpointed':
        this.checkpoint = { id: event.checkpoint, step: event.step };
        return;
      case 'ended':
        this.ended = { reason: event.reason, detail: event.detail };
        this.status = event.reason === 'stopped' ? 'stopped' : 'failed';
        return;
      case 'console':
        this.console = [
          ...this.console,
          { id: this.#lines++, level: event.level, text: event.text, at: event.at }
        ].slice(-CONSOLE_LIMIT);
        return;
      case 'trace':
        if (this.request?.purpose === 'cell') this.events = [...this.events, ...event.events];
        return;
      case 'last-steps':
        this.lastSteps = event.first ? event.events : [...this.lastSteps, ...event.events];
        return;
      case 'metrics':
        this.#rows.push(...event.rows);
        this.#drawSoon();
        return;
      case 'plot':
        this.#figures = { ...this.#figures, [event.plot.id]: event.plot };
        this.#drawSoon();
        return;
      case 'progress':
        this.progress = { step: event.step, total: event.total, seconds: event.seconds };
        return;
      case 'paused':
        this.#draw();
        this.status = 'paused';
        return;
      case 'resumed':
        this.status = 'running';
        return;
      case 'notice':
        if (!this.notices.some((one) => one.code === event.code && one.detail === event.detail))
          this.notices = [...this.notices, { code: event.code, detail: event.detail }];
        return;
      case 'observed':
        this.#observations.push(...event.observations);
        this.#drawSoon();
        return;
      case 'data':
        // Kept with the run; its page reads it from the store.
        return;
      case 'check':
        this.checks = event.results;
        return;
      case 'error':
        this.error = event.error;
        return;
      case 'finished':
        this.#draw();
        this.status = event.status;
        this.seconds = event.seconds;
        return;
      default:
        event satisfies never;
    }
  }
}
