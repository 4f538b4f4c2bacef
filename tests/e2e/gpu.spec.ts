/** The GPU by the app's own path: page, main, engine process, hidden page and back. SwiftShader stands in for a card. */
import type { ElectronApplication, Page } from '@playwright/test';
import type { Bridge } from '../../src/ipc/contract.ts';
import type { RunEvent } from '../../src/ipc/engine.ts';
import type { StreamMessage } from '../../src/ipc/envelope.ts';
import { FALLBACK, FUNCTIONS, MANY_ARRAYS, PARITY, STEP_43 } from './gpu-cells.ts';
import { expect, freshFolder, launch, test } from './launch.ts';

type Device = 'cpu' | 'gpu';

/** Runs a cell by the bridge of the page and gathers what it tells. */
function runCell(page: Page, code: string, device: Device, config: Record<string, number> = {}): Promise<RunEvent[]> {
  const request = {
    lesson: 'a-neural-network',
    entry: 'cells/1.ts',
    files: { 'cells/1.ts': code },
    purpose: 'cell',
    device,
    trace: false,
    seed: 0,
    config,
    resume: null,
    framework: 'engine'
  };
  return page.evaluate(
    (input) =>
      new Promise<RunEvent[]>((resolve, reject) => {
        const { dezero } = window as unknown as { dezero: Bridge };
        const events: RunEvent[] = [];
        dezero.subscribe('engine:run', input, (raw) => {
          const message = raw as StreamMessage;
          if (message.kind === 'events') {
            events.push(...(message.events as RunEvent[]));
            // Seen by the test that has to wait for the training.
            if (events.some(({ kind }) => kind === 'metrics')) document.title = 'training';
          } else if (message.kind === 'end') resolve(events);
          else reject(new Error(message.error.message));
        });
      }),
    request
  );
}

const of = <K extends RunEvent['kind']>(events: RunEvent[], kind: K): Extract<RunEvent, { kind: K }>[] =>
  events.filter((event): event is Extract<RunEvent, { kind: K }> => event.kind === kind);
const lines = (events: RunEvent[]): string[] => of(events, 'console').map(({ text }) => text);
const losses = (events: RunEvent[]): number[] =>
  of(events, 'metrics').flatMap(({ rows }) => rows.map(({ value }) => value));
const notices = (events: RunEvent[]): string[] => of(events, 'notice').map(({ code, detail }) => `${code} ${detail}`);
const failures = (events: RunEvent[]): string[] => of(events, 'error').map(({ error }) => error.message);

/** The largest distance of two prints of the same array, relative to numbers of 1 and more. */
function distance(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => text.split(' ').map(Number));
  if (x?.length !== y?.length) return Infinity;
  return Math.max(
    0,
    ...(x ?? []).map((value, i) => {
      const other = y?.[i] ?? NaN;
      return Object.is(value, other) || value === other ? 0 : Math.abs(value - other) / Math.max(1, Math.abs(value));
    })
  );
}

/** Lines of two prints that differ by more than float32 explains. */
function differences(cpu: RunEvent[], gpu: RunEvent[], tolerance: number): string[] {
  const got = lines(gpu);
  return lines(cpu).flatMap((line, i) => {
    const [name, shape, numbers = ''] = line.split(' | ');
    const [otherName, otherShape, others = ''] = (got[i] ?? '').split(' | ');
    if (name === otherName && shape === otherShape && distance(numbers, others) < tolerance) return [];
    const other = others.split(' ');
    const at = numbers.split(' ').findIndex((text, k) => !(distance(text, other[k] ?? '') < tolerance));
    return [
      `${name} ${shape}, element ${at}: ${numbers.split(' ')[at]} but on the GPU ${otherName} ${otherShape} ${other[at]}`
    ];
  });
}

test('every operation gives on the GPU what it gives on the CPU', async ({ page }) => {
  const cpu = await runCell(page, PARITY, 'cpu');
  const gpu = await runCell(page, PARITY, 'gpu');
  expect([...failures(cpu), ...failures(gpu), ...notices(gpu)]).toEqual([]);
  expect(lines(cpu).length).toBeGreaterThan(600);
  expect(lines(gpu).length).toBe(lines(cpu).length);
  expect(differences(cpu, gpu, 2e-5)).toEqual([]);
});

test('functions, gradients and optimizers give on the GPU what they give on the CPU', async ({ page }) => {
  const cpu = await runCell(page, FUNCTIONS, 'cpu');
  const gpu = await runCell(page, FUNCTIONS, 'gpu');
  expect([...failures(cpu), ...failures(gpu)]).toEqual([]);
  expect(lines(cpu).length).toBeGreaterThan(50);
  expect(differences(cpu, gpu, 1e-4)).toEqual([]);
});

test('arrays that nobody can reach any more leave the GPU while a cell runs', async ({ app, page }) => {
  const before = await gpuMegabytes(app);
  // 800 arrays of 1 MB.
  const running = runCell(page, MANY_ARRAYS, 'gpu');
  let most = 0;
  let ended = false;
  void running.finally(() => (ended = true));
  await expect
    .poll(
      async () => {
        most = Math.max(most, await gpuMegabytes(app));
        return ended;
      },
      { timeout: 60_000, intervals: [100] }
    )
    .toBe(true);
  const events = await running;
  expect(failures(events)).toEqual([]);
  expect(lines(events)).toEqual(['converged', 'kept']);
  expect(most - before).toBeLessThan(600);
});

test('what the GPU has no kernel for is computed on the CPU and said once', async ({ page }) => {
  const events = await runCell(page, FALLBACK, 'gpu');
  expect(failures(events)).toEqual([]);
  expect(notices(events)).toEqual(['op-on-cpu argmax', 'op-on-cpu concatenate']);
  expect(lines(events).at(-1)).toBe('[8, 5]');
});

test('step 43 trains on the GPU as on the CPU', async ({ page }) => {
  const cpu = losses(await runCell(page, STEP_43, 'cpu'));
  const events = await runCell(page, STEP_43, 'gpu');
  expect(failures(events)).toEqual([]);
  expect(notices(events)).toEqual([]);
  expect(of(events, 'started')[0]).toMatchObject({ device: 'gpu' });
  const gpu = losses(events);
  expect(gpu.length).toBe(200);
  gpu.forEach((loss, i) => expect(Math.abs(loss - (cpu[i] ?? NaN)) / (cpu[i] ?? NaN), `step ${i}`).toBeLessThan(1e-3));
  expect(lines(events).at(-1)).toMatch(/^float32 \[.*\]$/);
  const seconds = of(events, 'finished')[0]?.seconds ?? NaN;
  test.info().annotations.push({ type: 'time', description: `${((seconds / 200) * 1000).toFixed(2)} ms a step` });
});

test('without a GPU that is said once, and the CPU computes', async () => {
  const { app, page } = await launch(freshFolder(), { DEZERO_GPU: 'off' });
  const events = await runCell(page, STEP_43, 'gpu', { steps: 3 });
  await app.close();
  expect(failures(events)).toEqual([]);
  expect(notices(events)).toHaveLength(1);
  expect(notices(events)[0]).toMatch(/^gpu-unavailable /);
  expect(losses(events)).toHaveLength(3);
});

test('a page with the GPU that dies ends the cell with a sentence, and the next cell has a new one', async ({
  app,
  page
}) => {
  const running = runCell(page, STEP_43, 'gpu', { steps: 100_000 });
  await expect.poll(() => page.evaluate(() => document.title)).toBe('training');
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().includes('gpu.html'))
      ?.webContents.forcefullyCrashRenderer()
  );
  const events = await running;
  expect(of(events, 'error')[0]?.error.name).toBe('DeviceLostError');
  expect(failures(events)[0]).toContain('switch the device to CPU');
  const again = await runCell(page, STEP_43, 'gpu', { steps: 5 });
  expect([...failures(again), ...notices(again)]).toEqual([]);
  expect(losses(again)).toHaveLength(5);
});

/** Memory of the process that stands for the graphics card. */
const gpuMegabytes = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ app: main }) =>
    main
      .getAppMetrics()
      .filter(({ type }) => type === 'GPU')
      .reduce((sum, { memory }) => sum + memory.workingSetSize / 1024, 0)
  );
