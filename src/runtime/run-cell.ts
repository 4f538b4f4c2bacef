/**
 * Runs a cell or a check: reads the files, links them, runs them in a fresh sandbox and tells everything as events.
 * One runs at a time per thread; call `prepareThread` once before the first. The same code runs in the app, in the
 * headless runner and in tests. Not here: processes, storing.
 */
import type { Host } from '../engine/host.ts';
import type { CellEvent, CellRequest, CheckpointData } from './cell-events.ts';
import { createChecks, type Checks } from './check.ts';
import { createConsole } from './console.ts';
import { CONTROL, CONTROL_STATE } from './control.ts';
import { useDevice } from './device.ts';
import { engineExports, randomStates, resetEngine } from './engine-module.ts';
import { isA, StopSignal, toLearnerError } from './errors.ts';
import { compileProgram, runProgram, type Exports } from './link.ts';
import { createMath } from './math.ts';
import { currentPlace } from './places.ts';
import { createPlot } from './plot.ts';
import { RunSession } from './run-api.ts';
import { createSandbox, lockDown } from './sandbox.ts';
import { noTrace, startTrace } from './trace-session.ts';
import type { CompiledModule } from './transform/transform.ts';

/** The file that step 23 makes of the learner's framework. */
const OWN_PACKAGE = 'index.ts';

export interface RuntimeHost {
  emit(event: CellEvent): void;
  checkpoint(data: CheckpointData): void;
  /** CONTROL.LENGTH words of shared memory; a cell starts in the state that it finds there. */
  control: Int32Array;
  engineHost: Host;
  checkpointSeconds: number;
  /** SHA-256 in hexadecimal digits; absent where runs are not recorded: then data sets and trainings are not looked at. */
  sha256?(parts: readonly Uint8Array[]): string;
  /** Bytes that can still be reached, for the step about memory; absent where it cannot be measured. */
  heapUsed?(): number;
  /** Tells of rejected promises that nobody handles, until the function that it gives is called. */
  rejections?(told: (reason: unknown) => void): () => void;
}

export interface CellOutcome {
  status: 'finished' | 'failed' | 'stopped';
  seconds: number;
}

export interface Runtime {
  runCell(request: CellRequest): Promise<CellOutcome>;
}

/** Freezes this thread's built-ins and the engine. Everything that the thread imports must have been loaded before. */
export function prepareThread(): void {
  lockDown();
  engineExports();
}

export function createRuntime(host: RuntimeHost): Runtime {
  return { runCell: (request) => runCell(host, request) };
}

async function runCell(host: RuntimeHost, request: CellRequest): Promise<CellOutcome> {
  const now = (): number => host.engineHost.now();
  const began = now();
  const modules = new Map<string, CompiledModule>();
  let over = false;
  // What a cell left behind (a promise that nobody awaits) is not heard in the next one, and `tick` never wakes it.
  const emit = (event: CellEvent): void => {
    if (!over) host.emit(event);
  };
  const tracing = request.trace && request.purpose === 'cell';
  let restoreDevice = (): void => undefined;
  let trace = noTrace();
  let session: RunSession | null = null;
  let status: CellOutcome['status'] = 'finished';
  const unhandled: unknown[] = [];
  const endRejections = host.rejections?.((reason) => unhandled.push(reason));
  // What happened on the graph before something is told is told before it.
  const emitInOrder = (event: CellEvent): void => {
    trace.flush();
    emit(event);
  };
  try {
    resetEngine(request.seed);
    const math = createMath(request.seed);
    if (tracing) {
      const { entry, leaves, device } = request;
      trace = startTrace(emit, { sources: modules, cell: entry, leaves, lastSteps: device === 'cpu', now });
    }
    const run = (session = new RunSession(
      {
        emit: emitInOrder,
        checkpoint: (data) => {
          if (!over) host.checkpoint(data);
        },
        control: host.control,
        now,
        checkpointSeconds: host.checkpointSeconds,
        random: randomStates(math),
        sha256: host.sha256 && request.purpose === 'cell' ? (parts) => host.sha256?.(parts) ?? '' : null,
        trace
      },
      request
    ));
    restoreDevice = useDevice(request.device, request.kernels ?? {}, host.engineHost, emitInOrder);
    const checks: Checks | null = request.purpose === 'check' ? createChecks(request.language, modules) : null;
    const builtIn = modulesFor(run, checks, (plot) => {
      emitInOrder({ kind: 'plot', plot });
      trace.plotted(plot.id);
    });
    const own = request.framework === 'own' ? { entry: request.entry, file: OWN_PACKAGE } : null;
    compileProgram(
      request.entry,
      request.files,
      builtIn,
      (file) => ({ trace: tracing, names: file === request.entry }),
      modules,
      own
    );
    const sandbox = createSandbox({
      ...roomOf(host, () => over),
      Math: math.math,
      console: Object.freeze(
        createConsole({
          emit: (event) => {
            if (run.looking) return;
            emitInOrder(event);
            run.checkStop();
          },
          place: () => currentPlace(modules, request.entry).at,
          language: request.language,
          printed: (text) => trace.printed(text)
        })
      )
    });
    await runProgram(modules, sandbox, builtIn, trace.helpers, own);
    if (checks) emitInOrder({ kind: 'check', results: await checks.run() });
  } catch (error) {
    const stopped = isA(error, StopSignal) || session?.stopped === true;
    status = stopped ? 'stopped' : 'failed';
    if (!stopped) emitInOrder({ kind: 'error', error: toLearnerError(error, modules, request.language) });
  }
  if (session?.stopped === true || Atomics.load(host.control, CONTROL.STATE) === CONTROL_STATE.STOP) status = 'stopped';
  trace.finish();
  session?.finish(status === 'finished');
  restoreDevice();
  if (endRejections) {
    // They are told when nothing else is left to do; one that somebody awaited too late has failed all the same.
    await new Promise((done) => later(done, 0));
    endRejections();
    if (unhandled.length > 0 && status === 'finished') {
      status = 'failed';
      emit({ kind: 'error', error: toLearnerError(unhandled[0], modules, request.language) });
    }
  }
  const seconds = (now() - began) / 1000;
  emit({ kind: 'finished', status, seconds });
  over = true;
  return { status, seconds };
}

function modulesFor(
  run: RunSession,
  checks: Checks | null,
  onPlot: Parameters<typeof createPlot>[0]
): Readonly<Record<string, Exports>> {
  const dezero = Object.freeze({ ...engineExports(), run: run.api(), plot: createPlot(onPlot) });
  if (checks === null) return { dezero };
  return { dezero, check: Object.freeze({ ...checks.module }) };
}

const { setTimeout: later } = globalThis;

/** Globals of lesson code besides the language's own. Everything that is not named here does not exist. */
function roomOf(host: RuntimeHost, isOver: () => boolean): Record<string, unknown> {
  return {
    // Compartments do not get these by themselves. As lockdown has left them, and no cell changes them for the next one.
    Date: harden(Date),
    WeakRef: harden(WeakRef),
    FinalizationRegistry: harden(FinalizationRegistry),
    /** Lets what is waiting happen, memory collection among it; `await tick()`. */
    tick: Object.freeze(() => new Promise<void>((done) => later(() => (isOver() ? null : done()), 0))),
    heapUsed: Object.freeze(() => host.heapUsed?.() ?? NaN)
  };
}
