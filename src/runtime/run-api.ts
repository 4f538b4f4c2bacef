/**
 * `run` of lesson code: `run.config` declares settings, `run.steps` is the loop that can be paused, stepped and
 * resumed, `run.log` records values, `run.data`, `run.samples` and `run.confusion` record what a training saw and gave.
 * Not here: checkpoints (loop-checkpoints.ts), how metrics travel (metrics.ts), observing by itself (observer.ts).
 */
import { kernelSettings } from '../engine/backends/wasm/settings.ts';
import type { CellEvent, CellRequest, RunConfig } from './cell-events.ts';
import { CONTROL, CONTROL_STATE } from './control.ts';
import { StopSignal } from './errors.ts';
import { hashData, type Sha256 } from './data-hash.ts';
import { LoopCheckpoints, type CheckpointHost, type CheckpointWishes } from './loop-checkpoints.ts';
import { Metrics } from './metrics.ts';
import { Observer } from './observer.ts';
import type { Regions } from './observation.ts';
import { RegionObserver } from './regions.ts';
import { isResumable, load, type Trained } from './run-state.ts';
import { toArray } from './shapes.ts';
import { Shown, type SampleWords } from './shown.ts';
import type { LoopTrace } from './trace-session.ts';

type StepOptions = Trained & CheckpointWishes;

export interface RunHost extends CheckpointHost {
  emit: (event: CellEvent) => void;
  /** Hashes data sets and has trainings observed; null where nothing is recorded, which then costs nothing. */
  sha256: Sha256 | null;
  trace: LoopTrace;
}

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
  readonly #shown: Shown;
  /** What `run.data` was given, the last first. */
  readonly #data: { name: string; data: unknown }[] = [];
  /** True while a model is asked on the quiet: what it prints was not meant for anybody. */
  looking = false;
  /** A checkpoint leaves after the rows of the steps before it: what goes on from it has a curve without a gap. */
  readonly #afterMetrics: CheckpointHost;
  #best: { name: string; checkpoints: LoopCheckpoints } | null = null;

  constructor(host: RunHost, request: CellRequest) {
    this.#host = host;
    this.#request = request;
    this.#metrics = new Metrics(host.emit, host.now);
    this.#afterMetrics = {
      ...host,
      checkpoint: (data) => {
        this.#metrics.flush();
        host.checkpoint(data);
      }
    };
    this.#shown = new Shown(host.emit, host.now);
  }

  /** What lesson code sees. */
  api(): object {
    return Object.freeze({
      config: (values: RunConfig) => this.config(values),
      steps: (count: number, trained: StepOptions = {}) => this.steps(count, trained),
      log: (values: Record<string, unknown>) => this.log(values),
      data: (arrays: unknown, name = 'data') => this.data(arrays, String(name)),
      samples: (name: string, inputs: unknown, words: SampleWords = {}) =>
        this.#show(name, (at) => this.#shown.samples(at, inputs, words)),
      confusion: (name: string, labels: unknown, predicted: unknown, classes?: readonly string[]) =>
        this.#show(name, (at) => this.#shown.confusion(at, labels, predicted, classes))
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
    this.#recordOutside('run.log');
    if (!this.#metrics.log(values, this.#step)) this.#host.trace.notFinite();
    const best = this.#best;
    if (best && best.name in values) best.checkpoints.logged(toArray(values[best.name])?.item() ?? NaN);
  }

  /** Says which data a run sees, so that runs can be told apart by it: run.data({ x, t }). */
  data(arrays: unknown, name: string): void {
    this.checkStop();
    this.#recordOutside('run.data');
    if (this.#host.sha256 === null) return;
    this.#data.unshift({ name: name.slice(0, 200), data: arrays });
    const hash = hashData(name, arrays, this.#host.sha256);
    if (hash === null) throw new TypeError('run.data: give arrays by name, for example run.data({ x, t })');
    this.#host.emit({ kind: 'data', ...hash });
  }

  steps(count: number, given: StepOptions | null): Iterable<number> {
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
    this.#shown.flush();
    this.#metrics.flush();
  }

  #loop(count: number, trained: StepOptions): Iterator<number> {
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
    const checkpoints = new LoopCheckpoints(this.#afterMetrics, trained, trained, canResume);
    this.#best = trained.best === undefined ? null : { name: trained.best, checkpoints };
    const observer = this.#observe(trained);
    const regions = this.#observeRegions(trained);
    let single = false;
    const end = (): IteratorResult<number> => {
      if (next > start) checkpoints.save(next, 'end');
      return close();
    };
    const close = (): IteratorResult<number> => {
      checkpoints.close(next);
      this.#host.trace.loopEnded();
      this.#best = null;
      this.#step = null;
      if (next > start) this.#look(() => regions?.last(offset + next, this.#metrics.seconds()));
      this.#offset = offset + next;
      this.#metrics.progress(offset + next, first ? count : null);
      this.#metrics.flush();
      return { done: true, value: undefined };
    };
    let given = false;
    return {
      next: () => {
        if (given) {
          observer?.afterStep(offset + next);
          next += 1;
        }
        given = false;
        if (next >= count) return end();
        this.#metrics.progress(offset + next, first ? count : null);
        checkpoints.before(next, start);
        single = this.#obey(offset + next, single, next, checkpoints);
        observer?.beforeStep();
        this.#host.trace.step(offset + next, count - next);
        // Not before the first step: layers make their weights when they are called first, from the training's random numbers.
        if (next > start) this.#look(() => regions?.look(offset + next, this.#metrics.seconds()));
        this.#step = offset + next;
        given = true;
        return { done: false, value: next };
      },
      return: () => {
        // `break` or an error, which look alike here: only a cell that ends well keeps this state.
        if (given) next += 1;
        given = false;
        this.#broken = () => checkpoints.save(next, 'end');
        return close();
      }
    };
  }

  /** Does what the control block says before a step; true when this step is a single one. */
  #obey(step: number, wasSingle: boolean, own: number, checkpoints: LoopCheckpoints): boolean {
    const { control } = this.#host;
    const { STATE } = CONTROL;
    if (wasSingle) Atomics.compareExchange(control, STATE, CONTROL_STATE.STEP, CONTROL_STATE.PAUSE);
    let state = Atomics.load(control, STATE);
    if (state === CONTROL_STATE.PAUSE) {
      this.#metrics.flush();
      this.#host.trace.paused();
      this.#host.emit({ kind: 'paused', step });
      while ((state = Atomics.load(control, STATE)) === CONTROL_STATE.PAUSE) {
        checkpoints.asked(own);
        Atomics.wait(control, STATE, CONTROL_STATE.PAUSE, PAUSE_SLICE_MS);
      }
      if (state === CONTROL_STATE.RUN) this.#host.emit({ kind: 'resumed', step });
    }
    if (state === CONTROL_STATE.STOP) {
      checkpoints.save(own, 'auto');
      checkpoints.close(own);
      this.#metrics.flush();
      this.stopped = true;
      throw new StopSignal();
    }
    return state === CONTROL_STATE.STEP;
  }

  /** Only where a run is recorded somewhere. Hashes what the loader deals. */
  #observe(trained: Trained): Observer | null {
    const { sha256, emit, now } = this.#host;
    if (sha256 === null) return null;
    const { loader } = trained;
    const dataset = typeof loader === 'object' && loader !== null && 'dataset' in loader ? loader.dataset : null;
    const hash = dataset === null ? null : hashData('loader', dataset, sha256);
    if (hash) emit({ kind: 'data', ...hash });
    return new Observer(trained, emit, now, () => this.#metrics.seconds());
  }

  #observeRegions(trained: Trained): RegionObserver | null {
    if (this.#host.sha256 === null) return null;
    const { loader } = trained;
    const dataset = typeof loader === 'object' && loader !== null && 'dataset' in loader ? loader.dataset : null;
    return RegionObserver.of(trained, [...this.#data, { name: 'loader', data: dataset }], this.#host);
  }

  #look(at: () => Regions | null | undefined): void {
    this.looking = true;
    try {
      const found = this.#host.trace.unwatched(at);
      if (found) this.#host.emit({ kind: 'observed', observations: [found] });
    } finally {
      this.looking = false;
    }
  }

  #show(name: unknown, show: (at: { name: string; step: number; time: number }) => void): void {
    this.checkStop();
    if (typeof name !== 'string' || name === '' || name.length > 200)
      throw new TypeError('run.samples and run.confusion: the name comes first, a text of at most 200 letters.');
    this.#recordOutside('run.samples');
    show({ name, step: this.#step ?? 0, time: this.#metrics.seconds() });
  }

  #recordOutside(what: string): void {
    if (this.#recording) return;
    this.#record(null, false);
    this.#notResumable(`${what} outside of run.steps`);
  }

  #record(total: number | null, resumable: boolean): void {
    this.#recording = true;
    const { seed } = this.#request;
    const kernels = kernelSettings();
    this.#host.emit({ kind: 'recording', config: { ...this.#config }, seed, total, resumable, kernels });
  }

  #notResumable(detail: string): void {
    this.#host.emit({ kind: 'notice', code: 'not-resumable', detail });
  }
}
