/**
 * `run` of lesson code: `run.config` declares settings, `run.steps` is the loop that can be paused, stepped and
 * resumed, `run.log` records values. Not here: what a checkpoint holds (run-state.ts), how metrics travel (metrics.ts).
 */
import type { CellEvent, CellRequest, CheckpointData, RunConfig } from './cell-events.ts';
import { CONTROL, CONTROL_STATE } from './control.ts';
import { StopSignal } from './errors.ts';
import { Metrics } from './metrics.ts';
import { isResumable, load, save, type RandomStates, type Trained } from './run-state.ts';

export interface RunHost {
  emit: (event: CellEvent) => void;
  checkpoint(data: CheckpointData): void;
  control: Int32Array;
  now: () => number;
  checkpointSeconds: number;
  random: RandomStates;
  /** A loop has done so many steps that drawing the following ones would only cost. */
  cutTrace(): void;
}

/** Steps of a loop whose graph is traced. */
const TRACED_STEPS = 3;
/** How long a step may go on after Stop. */
const STOP_PATIENCE_MS = 300;
/** How long a paused cell sleeps before it looks for a checkpoint that was asked for. */
const PAUSE_SLICE_MS = 200;

export class RunSession {
  /** True once the cell was asked to stop, also where lesson code caught the signal. */
  stopped = false;
  readonly #host: RunHost;
  readonly #request: CellRequest;
  readonly #metrics: Metrics;
  #config: RunConfig = {};
  #declared = false;
  #recording = false;
  #loops = 0;
  /** Steps done by earlier loops of this cell. */
  #offset = 0;
  #step: number | null = null;
  #stopSeen: number | null = null;
  /** Stores the state of a loop that was left by `break`. */
  #broken: (() => void) | null = null;

  constructor(host: RunHost, request: CellRequest) {
    this.#host = host;
    this.#request = request;
    this.#metrics = new Metrics(host.emit, host.now);
  }

  /** What lesson code sees. */
  api(): object {
    return Object.freeze({
      config: (values: RunConfig) => this.config(values),
      steps: (count: number, trained: Trained = {}) => this.steps(count, trained),
      log: (values: Record<string, unknown>) => this.log(values)
    });
  }

  config(declared: RunConfig): RunConfig {
    if (typeof declared !== 'object' || declared === null)
      throw new TypeError('run.config: give names and values, for example run.config({ lr: 0.2 })');
    const values: RunConfig = {};
    for (const [name, value] of Object.entries(declared)) {
      if (!['number', 'string', 'boolean'].includes(typeof value))
        throw new TypeError(`run.config: ${name} must be a number, a text or true/false.`);
      if (typeof value === 'number' && !Number.isFinite(value))
        throw new RangeError(`run.config: ${name} must be a finite number; got ${value}.`);
      const given = this.#request.config[name];
      values[name] = given !== undefined && typeof given === typeof value ? given : value;
    }
    this.#config = { ...this.#config, ...values };
    this.#declared = true;
    return values;
  }

  log(values: Record<string, unknown>): void {
    this.checkStop();
    if (typeof values !== 'object' || values === null)
      throw new TypeError('run.log: give names and values, for example run.log({ loss })');
    if (!this.#recording) {
      this.#record(null, false);
      this.#notResumable('run.log outside of run.steps');
    }
    this.#metrics.log(values, this.#step);
  }

  steps(count: number, given: Trained | null): Iterable<number> {
    const trained = given ?? {};
    if (!Number.isInteger(count) || count < 0)
      throw new RangeError(`run.steps: the number of steps must be a whole number of 0 or more; got ${count}.`);
    return { [Symbol.iterator]: () => this.#loop(count, trained) };
  }

  /**
   * Throws where the cell was asked to stop. Called wherever lesson code calls the runtime. Within a loop that saves its
   * state the step may end first, unless it takes too long.
   */
  checkStop(): void {
    if (Atomics.load(this.#host.control, CONTROL.STATE) !== CONTROL_STATE.STOP) return;
    if (this.#step !== null) {
      const now = this.#host.now();
      this.#stopSeen ??= now;
      if (now - this.#stopSeen < STOP_PATIENCE_MS) return;
    }
    this.stopped = true;
    throw new StopSignal();
  }

  /** The end of the cell. */
  finish(well: boolean): void {
    if (well) this.#broken?.();
    if (this.#declared && !this.#recording) this.#record(null, false);
    this.#metrics.flush();
  }

  #loop(count: number, trained: Trained): Iterator<number> {
    this.#loops += 1;
    const first = this.#loops === 1;
    const canResume = first && isResumable(trained);
    if (!this.#recording) this.#record(first ? count : null, canResume);
    if (first && !canResume) this.#notResumable('run.steps was given no model or params');
    const offset = this.#offset;
    let next = 0;
    if (first && this.#request.resume) {
      load(this.#request.resume, trained, this.#host.random);
      next = this.#request.resume.step;
    }
    const start = next;
    let savedAt = this.#host.now();
    let savedStep = -1;
    let single = false;
    const store = (): void => {
      savedAt = this.#host.now();
      if (!canResume || savedStep === next) return;
      savedStep = next;
      this.#host.checkpoint(save(next, trained, this.#host.random));
    };
    const storeIfAsked = (): void => {
      const asked = Atomics.exchange(this.#host.control, CONTROL.CHECKPOINT, 0) === 1;
      if (asked || this.#host.now() - savedAt >= this.#host.checkpointSeconds * 1000) store();
    };
    const end = (): IteratorResult<number> => {
      if (next > start) store();
      return close();
    };
    const close = (): IteratorResult<number> => {
      this.#step = null;
      this.#offset = offset + next;
      this.#metrics.progress(offset + next, first ? count : null);
      this.#metrics.flush();
      return { done: true, value: undefined };
    };
    let given = false;
    return {
      next: () => {
        if (given) next += 1;
        given = false;
        if (next >= count) return end();
        this.#metrics.progress(offset + next, first ? count : null);
        storeIfAsked();
        single = this.#obey(offset + next, single, store, storeIfAsked);
        if (next - start === TRACED_STEPS) this.#host.cutTrace();
        this.#step = offset + next;
        given = true;
        return { done: false, value: next };
      },
      return: () => {
        // `break` or an error, which look alike here: only a cell that ends well keeps this state.
        if (given) next += 1;
        given = false;
        this.#broken = store;
        return close();
      }
    };
  }

  /** Does what the control block says before a step; true when this step is a single one. */
  #obey(step: number, wasSingle: boolean, store: () => void, storeIfAsked: () => void): boolean {
    const { control } = this.#host;
    const { STATE } = CONTROL;
    if (wasSingle) Atomics.compareExchange(control, STATE, CONTROL_STATE.STEP, CONTROL_STATE.PAUSE);
    let state = Atomics.load(control, STATE);
    if (state === CONTROL_STATE.PAUSE) {
      this.#metrics.flush();
      this.#host.emit({ kind: 'paused', step });
      while ((state = Atomics.load(control, STATE)) === CONTROL_STATE.PAUSE) {
        storeIfAsked();
        Atomics.wait(control, STATE, CONTROL_STATE.PAUSE, PAUSE_SLICE_MS);
      }
      if (state === CONTROL_STATE.RUN) this.#host.emit({ kind: 'resumed', step });
    }
    if (state === CONTROL_STATE.STOP) {
      store();
      this.#metrics.flush();
      this.stopped = true;
      throw new StopSignal();
    }
    return state === CONTROL_STATE.STEP;
  }

  #record(total: number | null, resumable: boolean): void {
    this.#recording = true;
    const { seed } = this.#request;
    this.#host.emit({ kind: 'recording', config: { ...this.#config }, seed, total, resumable });
  }

  #notResumable(detail: string): void {
    this.#host.emit({ kind: 'notice', code: 'not-resumable', detail });
  }
}
