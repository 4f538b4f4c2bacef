/**
 * Runs cells for the page, one at a time: prepares the request (a resumed run's comes from the store), gives it to an
 * engine process, and marks in the store what runs and what hung. Not here: the life of one cell (cell-session.ts).
 */
import os from 'node:os';
import * as v from 'valibot';
import type { GpuInfo, RunEvent, RunRequest } from '@ipc/engine.ts';
import type { AssetFolders } from '@ipc/engine-process.ts';
import type { Sink } from '@ipc/envelope.ts';
import { AppError } from '@ipc/errors.ts';
import type { LessonId, RunId } from '@ipc/ids.ts';
import type { RunSummary } from '@ipc/runs.ts';
import { Settings } from '@ipc/settings.ts';
import type { Notice } from '@ipc/app.ts';
import type { CellRequest } from '@runtime/cell-events.ts';
import type { AskStore } from '../store-client/store-client.ts';
import { CellSession, type SessionEnd } from './cell-session.ts';
import { EngineProcess } from './engine-process.ts';
import type { GpuWindow } from './gpu-window.ts';
import { kernelsOf } from './kernel-record.ts';
import { EnginePool } from './pool.ts';
import { Recording } from './recording.ts';
import { judge } from './judge.ts';
import { titleOfContinued, titleOfRun } from './run-title.ts';
import { memoryOf, watchMemory } from './watchdog.ts';

/** How long quitting waits for a last checkpoint. */
const LAST_CHECKPOINT_MS = 1500;
/** A process that keeps more than this after a cell is replaced, so that the next one starts with room. */
const KEPT_BYTES = 2 ** 30;

export interface EngineHostParts {
  file: string;
  assets: AssetFolders;
  store: AskStore;
  gpu: GpuWindow;
  /** Settles when the page can be used; the GPU is not looked for before. */
  interactive: Promise<void>;
  environment: Record<string, string>;
  /** The lesson's title in the user's language. */
  titleOf(lesson: LessonId, entry: string): Promise<string>;
  /** 'from step 500' in the user's language. */
  fromStep(step: string): string;
  notify(notice: Notice): void;
  report: (message: string) => void;
}

interface Prepared {
  request: CellRequest;
  /** The run that is continued. */
  parent: Pick<RunSummary, 'id' | 'title' | 'lesson'> | null;
  /** The run that is repeated. */
  original: Pick<RunSummary, 'id' | 'title' | 'lesson'> | null;
}

/** The cell that runs or is being prepared; `stopped` settles when Stop is pressed, which may be before it runs. */
interface Busy {
  session: CellSession | null;
  stopped: Promise<null>;
  stop: () => void;
}

const STOPPED_EARLY: SessionEnd = {
  hung: false,
  reason: 'stopped',
  last: { kind: 'ended', reason: 'stopped', detail: 'before it began' }
};

export class EngineHost {
  readonly #parts: EngineHostParts;
  readonly #pool: EnginePool<EngineProcess>;
  /** What runs; null while it is being prepared. */
  #busy: Busy | null = null;
  #closing = false;

  constructor(parts: EngineHostParts) {
    this.#parts = parts;
    this.#pool = new EnginePool(() => new EngineProcess(parts.file, parts.assets, parts.report));
  }

  /** A cell runs or is about to. */
  get busy(): boolean {
    return this.#busy !== null;
  }

  warmUp(): Promise<void> {
    return this.#pool.warmUp();
  }

  async gpu(): Promise<GpuInfo> {
    await this.#parts.interactive;
    return this.#parts.gpu.info();
  }

  run(request: RunRequest, sink: Sink<RunEvent>): void {
    if (this.#busy || this.#closing)
      throw new AppError('busy', 'Another cell runs. Stop it, or wait until it has finished.');
    const busy = (this.#busy = newBusy());
    void this.#run(request, sink, busy)
      .then(
        ({ last }) =>
          () => {
            sink.send(last);
            sink.end();
          },
        (error: unknown) => () => sink.fail(AppError.from(error).toData())
      )
      .then((tell) => {
        // The next cell may come when the page hears of the end.
        this.#busy = null;
        tell();
        if (!this.#closing) void this.#pool.warmUp();
      });
  }

  control(action: 'pause' | 'resume' | 'step' | 'checkpoint' | 'stop'): void {
    if (!this.#busy) return;
    if (action === 'stop') this.#busy.stop();
    else this.#busy.session?.control(action);
  }

  /** The page that watched has gone (a crash, a reload): nobody could stop what runs, so it ends, after a last checkpoint. */
  async abandon(): Promise<void> {
    const busy = this.#busy;
    if (busy?.session) await busy.session.stopWithCheckpoint(LAST_CHECKPOINT_MS);
    else busy?.stop();
  }

  /** Ends what runs, after a last checkpoint, and all processes. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.abandon();
    await this.#pool.close();
  }

  async #run(asked: RunRequest, sink: Sink<RunEvent>, busy: Busy): Promise<SessionEnd> {
    const { store } = this.#parts;
    const settings = await this.#settings();
    const { request, parent, original } = await this.#prepare(asked, settings);
    const lesson = (parent ?? original)?.lesson ?? asked.lesson;
    const mark = { lesson, file: request.entry };
    await this.#quietly(store.ask('codeMarkRunning', mark));
    let hung = false;
    try {
      const process = await Promise.race([this.#pool.take(), busy.stopped]);
      if (!process) return STOPPED_EARLY;
      const { device, deviceName } = await this.#device(request.device, process, sink);
      sink.send({ kind: 'started', device, deviceName });
      const recording =
        request.purpose === 'check'
          ? null
          : new Recording(
              store,
              {
                lesson,
                title: original?.title ?? (await this.#title(asked, parent, request)),
                entry: request.entry,
                files: request.files,
                device,
                deviceName,
                environment: this.#parts.environment,
                parent: parent?.id ?? null,
                parentCheckpoint: parent ? asked.resume : null,
                again: original?.id ?? null
              },
              { last: settings.checkpointKeepLast, every: settings.checkpointKeepEvery },
              {
                recorded: (run: RunId) => sink.send({ kind: 'recorded', run }),
                checkpointed: (checkpoint, step) => {
                  sink.send({ kind: 'checkpointed', checkpoint, step });
                  busy.session?.checkpointed();
                },
                failed: (error) => this.#storeFailed(error)
              }
            );
      const session = (busy.session = new CellSession({ process, sink, recording, watchMemory }));
      session.run({ ...request, device }, settings.checkpointSeconds);
      void busy.stopped.then(() => session.control('stop'));
      if (this.#closing) session.control('stop');
      const end = await session.done;
      ({ hung } = end);
      const run = recording?.run ?? null;
      if (run && original) await this.#quietly(judge(store, run, original.id));
      if (memoryOf(process.pid) > KEPT_BYTES) void process.kill();
      if (end.reason === 'crashed') this.#parts.notify({ code: 'engine-restarted', detail: request.entry });
      return end;
    } finally {
      await this.#quietly(store.ask('codeMarkEnded', { ...mark, hung }));
    }
  }

  async #prepare(asked: RunRequest, { language, threads }: Settings): Promise<Prepared> {
    const { entry, files, purpose, device, trace, seed, config, resume, framework, leaves = [] } = asked;
    if (asked.again) return await this.#prepareAgain(asked.again, asked, language);
    if (resume === null)
      return {
        request: {
          ...{ entry, files, purpose, device, trace, seed, config, resume: null, framework, language, leaves },
          ...(threads > 0 ? { kernels: { threads } } : {})
        },
        parent: null,
        original: null
      };
    const { run, step, reason, state, arrays } = await this.#parts.store.ask('checkpointLoad', { id: resume });
    const before = await this.#parts.store.ask('runGet', { run });
    if (!before.resumable)
      throw new AppError('cannot-resume', 'This run cannot be continued: its loop is not one of run.steps.');
    return {
      request: {
        entry: before.entry,
        files: before.files,
        purpose: 'cell',
        device: before.device,
        kernels: kernelsOf(before.environment),
        trace,
        seed: before.seed ?? seed,
        config: before.config,
        resume: { step, reason, state, arrays },
        framework: 'engine',
        language
      },
      parent: before,
      original: null
    };
  }

  /** The whole run once more, as it was recorded. */
  async #prepareAgain(run: RunId, { trace, seed }: RunRequest, language: CellRequest['language']): Promise<Prepared> {
    const original = await this.#parts.store.ask('runGet', { run });
    if (original.parent !== null)
      throw new AppError('cannot-resume', 'This run went on from a checkpoint; run again the one that it came from.');
    const { entry, files, device, config } = original;
    const kernels = kernelsOf(original.environment);
    const common = { kernels, purpose: 'cell', trace, resume: null, framework: 'engine', language } as const;
    return {
      request: { entry, files, device, config, seed: original.seed ?? seed, ...common },
      parent: null,
      original
    };
  }

  async #title(asked: RunRequest, parent: Prepared['parent'], { entry, resume }: CellRequest): Promise<string> {
    const parts = this.#parts;
    if (parent) return titleOfContinued(parent.title, resume?.step ?? 0, (step) => parts.fromStep(step));
    return titleOfRun(await parts.titleOf(asked.lesson, entry), asked.config);
  }

  /** The device that will be used; connects the process to the GPU when that is wanted. */
  async #device(
    wanted: RunRequest['device'],
    process: EngineProcess,
    sink: Sink<RunEvent>
  ): Promise<{ device: RunRequest['device']; deviceName: string }> {
    const cpu = { device: 'cpu' as const, deviceName: os.cpus()[0]?.model.trim() ?? os.arch() };
    if (wanted === 'cpu') return cpu;
    const { gpu } = this.#parts;
    const info = await gpu.info();
    if (!info.available) {
      sink.send({ kind: 'notice', code: 'gpu-unavailable', detail: info.reason });
      this.#parts.notify({ code: 'gpu-unavailable', detail: info.reason });
      return cpu;
    }
    if (!gpu.isCurrent(process.gpuConnection)) {
      const made = gpu.connect();
      if (made) process.send({ kind: 'gpu' }, [made.port]);
      process.gpuConnection = made?.connection ?? null;
    }
    return { device: 'gpu', deviceName: info.name };
  }

  async #settings(): Promise<Settings> {
    try {
      return v.parse(Settings, await this.#parts.store.ask('settingsGet', null));
    } catch {
      return v.parse(Settings, {});
    }
  }

  /** A cell runs even where its marks cannot be written. */
  async #quietly(task: Promise<unknown>): Promise<void> {
    try {
      await task;
    } catch (error) {
      this.#storeFailed(AppError.from(error));
    }
  }

  #storeFailed(error: AppError): void {
    const code = error.code === 'disk-full' ? 'disk-full' : 'store-read-only';
    this.#parts.notify({ code, detail: error.message });
  }
}

function newBusy(): Busy {
  let stop: () => void = () => undefined;
  const stopped = new Promise<null>((resolve) => (stop = () => resolve(null)));
  return { session: null, stopped, stop };
}
