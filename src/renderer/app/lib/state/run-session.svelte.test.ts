import { describe, expect, test } from 'vitest';
import type { Api } from '@ipc/contract.ts';
import type { RunEvent, RunRequest } from '@ipc/engine.ts';
import type { FailureData } from '@ipc/errors.ts';
import type { LessonId } from '@ipc/ids.ts';
import { addMetrics } from './metrics.ts';
import { ratioOf } from '../training/sample-observations.ts';
import { RunSession } from './run-session.svelte.ts';

const request: RunRequest = {
  lesson: 'step-43' as LessonId,
  entry: 'cells/1-train.ts',
  files: {},
  purpose: 'cell',
  device: 'cpu',
  trace: true,
  seed: 0,
  config: {},
  resume: null,
  framework: 'engine'
};

/** A session whose engine the test plays. */
function session() {
  let on: { event(event: RunEvent): void; end?(): void; failed?(failure: FailureData): void } | undefined;
  const api = {
    engine: {
      run: (_request: unknown, listener: typeof on) => {
        on = listener;
        return () => undefined;
      }
    }
  } as unknown as Api;
  return {
    session: new RunSession(api),
    send: (...events: RunEvent[]) => events.forEach((event) => on?.event(event)),
    end: () => on?.end?.(),
    fail: (failure: FailureData) => on?.failed?.(failure)
  };
}

const started: RunEvent = { kind: 'started', device: 'cpu', deviceName: 'Processor' };
const finished: RunEvent = { kind: 'finished', status: 'finished', seconds: 2 };

describe('RunSession', () => {
  test('gathers what is observed, and begins anew with the next cell but not with a check', async () => {
    const { session: one, send, end } = session();
    const steps = () => one.observed.ratios.get('W1')?.map(({ step }) => step) ?? [];
    const first = one.start(request);
    send(started, { kind: 'observed', observations: [ratioOf('W1', 0, 0.1)] });
    send({ kind: 'observed', observations: [ratioOf('W1', 5, 0.1)] }, finished);
    end();
    await first;
    expect(steps()).toEqual([0, 5]);
    const check = one.start({ ...request, purpose: 'check' });
    send(started, finished);
    end();
    await check;
    expect(steps()).toEqual([0, 5]);
    void one.start(request);
    expect(steps()).toEqual([]);
  });

  test('collects what a run says and resolves at its end', async () => {
    const { session: one, send, end } = session();
    const done = one.start(request);
    expect(one.status).toBe('starting');
    send(
      started,
      {
        kind: 'recording',
        config: { lr: 0.2 },
        seed: 0,
        total: 100,
        resumable: true,
        kernels: { set: 'strict', threads: 1 }
      },
      { kind: 'console', level: 'log', text: '0.8', at: null },
      { kind: 'metrics', rows: [{ name: 'loss', step: 0, value: 0.8, time: 0 }] },
      { kind: 'progress', step: 25, total: 100, seconds: 2 }
    );
    expect(one.status).toBe('running');
    expect(one.secondsLeft).toBe(6);
    send({ kind: 'paused', step: 25 });
    expect(one.status).toBe('paused');
    send({ kind: 'resumed', step: 25 }, finished);
    end();
    await done;
    expect(one.status).toBe('finished');
    expect(one.active).toBe(false);
    expect(one.config).toEqual({ lr: 0.2 });
    expect(one.console.map((line) => line.text)).toEqual(['0.8']);
    expect(one.metrics).toEqual([{ name: 'loss', x: [0], y: [0.8], time: [0] }]);
    expect(one.secondsLeft).toBeNull();
  });

  test('a plot with the same id takes the place of the earlier one', async () => {
    const { session: one, send, end } = session();
    const done = one.start(request);
    const plot = { id: 'fit', title: 'a', xLabel: '', yLabel: '', series: [] };
    send(started, { kind: 'plot', plot }, { kind: 'plot', plot: { ...plot, title: 'b' } }, finished);
    end();
    await done;
    expect(one.plots.map((each) => each.title)).toEqual(['b']);
  });

  test('keeps the picture of the run while a check runs', async () => {
    const { session: one, send, end } = session();
    let done = one.start(request);
    send(started, { kind: 'trace', events: [{ kind: 'printed', at: null, cell: null, text: '1' }] }, finished);
    end();
    await done;
    done = one.start({ ...request, entry: 'check.ts', purpose: 'check' });
    send(started, { kind: 'check', results: [{ title: 'a', ok: true, message: '' }] }, finished);
    end();
    await done;
    expect(one.events).toHaveLength(1);
    expect(one.checks).toHaveLength(1);
  });

  test('a run that could not start is a failure', async () => {
    const { session: one, fail } = session();
    const done = one.start(request);
    fail({ code: 'busy', message: 'Another cell runs.' });
    await done;
    expect(one.status).toBe('failed');
    expect(one.failure?.code).toBe('busy');
  });

  test('a run that main ended says why', async () => {
    const { session: one, send, end } = session();
    const done = one.start(request);
    send(started, { kind: 'ended', reason: 'memory', detail: '2 GB' });
    end();
    await done;
    expect(one.status).toBe('failed');
    expect(one.ended).toEqual({ reason: 'memory', detail: '2 GB' });
  });
});

test('a step that comes again replaces what was there from it on', () => {
  const row = (step: number, value: number) => ({ name: 'loss', step, value, time: step });
  const before = addMetrics([], [row(0, 3), row(1, 2), row(2, 1)]);
  const after = addMetrics(before, [row(1, 9)]);
  expect(after).toEqual([{ name: 'loss', x: [0, 1], y: [3, 9], time: [0, 1] }]);
  expect(before[0]?.x).toEqual([0, 1, 2]);
});
