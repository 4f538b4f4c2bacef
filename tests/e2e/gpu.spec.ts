/** The GPU by the app's own path: page, main, engine process, hidden page and back. SwiftShader stands in for a card. */
import type { Page } from '@playwright/test';
import type { Bridge } from '../../src/ipc/contract.ts';
import type { RunEvent } from '../../src/ipc/engine.ts';
import type { StreamMessage } from '../../src/ipc/envelope.ts';
import { FALLBACK, PARITY, STEP_43 } from './gpu-cells.ts';
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
    resume: null
  };
  return page.evaluate(
    (input) =>
      new Promise<RunEvent[]>((resolve, reject) => {
        const { dezero } = window as unknown as { dezero: Bridge };
        const events: RunEvent[] = [];
        dezero.subscribe('engine:run', input, (raw) => {
          const message = raw as StreamMessage;
          if (message.kind === 'events') events.push(...(message.events as RunEvent[]));
          else if (message.kind === 'end') resolve(events);
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

test('every operation gives on the GPU what it gives on the CPU', async ({ page }) => {
  const cpu = await runCell(page, PARITY, 'cpu');
  const gpu = await runCell(page, PARITY, 'gpu');
  expect(failures(cpu)).toEqual([]);
  expect(failures(gpu)).toEqual([]);
  expect(notices(gpu)).toEqual([]);
  const expected = lines(cpu);
  const got = lines(gpu);
  expect(got.length).toBe(expected.length);
  expect(expected.length).toBeGreaterThan(600);
  const wrong = expected.flatMap((line, i) => {
    const [name, shape, numbers = ''] = line.split(' | ');
    const [otherName, otherShape, others = ''] = (got[i] ?? '').split(' | ');
    if (name === otherName && shape === otherShape && distance(numbers, others) < 2e-5) return [];
    return [
      `${name} ${shape}: ${numbers.slice(0, 200)} but on the GPU ${otherName} ${otherShape} ${others.slice(0, 200)}`
    ];
  });
  expect(wrong).toEqual([]);
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
