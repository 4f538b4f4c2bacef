// @vitest-environment happy-dom
// The section over a client that answers from memory: what is offered in each state, and what is asked of main.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { createTranslator } from '@i18n/index.ts';
import { DATA_SET_PROBLEMS, type DataSetState } from '@ipc/datasets.ts';
import DataSets from './DataSets.svelte';

const state = vi.hoisted((): { app: unknown } => ({ app: null }));
vi.mock('../../lib/state/context.ts', () => ({ getApp: () => state.app }));

const absent: DataSetState = {
  id: 'cifar10',
  address: 'https://example.org/cifar.tar.gz',
  downloadBytes: 170_052_171,
  installed: null,
  partial: 0,
  work: null,
  problem: null
};

let component: Record<string, unknown> | null = null;
function show(language: 'en' | 'ko' = 'en') {
  const told: { event: (states: DataSetState[]) => void }[] = [];
  const datasets = {
    watch: (_input: null, on: { event: (states: DataSetState[]) => void }) => {
      told.push(on);
      return () => undefined;
    },
    download: vi.fn(() => Promise.resolve(null)),
    takeFile: vi.fn(() => Promise.resolve({ chosen: true })),
    cancel: vi.fn(() => Promise.resolve(null)),
    remove: vi.fn(() => Promise.resolve(null))
  };
  state.app = { api: { datasets }, t: createTranslator(language), language, report: vi.fn() };
  component = mount(DataSets, { target: document.body });
  flushSync();
  const tell = (change: Partial<DataSetState>): void => {
    told[0]?.event([{ ...absent, ...change }]);
    flushSync();
  };
  tell({});
  return { datasets, tell };
}
afterEach(async () => {
  if (component) await unmount(component);
  component = null;
  document.body.replaceChildren();
});

const words = (): string => document.body.textContent.replaceAll('\u00a0', ' ');
const buttons = (): (string | undefined)[] =>
  [...document.querySelectorAll('article button')].map((one) => one.textContent?.trim());
const press = (name: string): void => {
  [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === name)?.click();
  flushSync();
};

it('offers a download or a file for what is absent', () => {
  const { datasets } = show();
  expect(words()).toContain('Download from example.org, about 170 MB.');
  expect(buttons()).toEqual(['Download', 'From a file…']);
  press('Download');
  press('From a file…');
  expect([datasets.download.mock.calls, datasets.takeFile.mock.calls]).toEqual([
    [[{ id: 'cifar10' }]],
    [[{ id: 'cifar10' }]]
  ]);
});

it('tells how far a download is, and ends it', () => {
  const { datasets, tell } = show();
  tell({ work: { kind: 'download', done: 85_000_000, total: 170_052_171, secondsLeft: 124.2 } });
  expect(words()).toContain('85.0 MB of 170 MB');
  expect(words()).toContain('2 min 5 s left');
  expect(document.querySelector('progress')?.value).toBe(85_000_000);
  expect(buttons()).toEqual(['Cancel']);
  press('Cancel');
  expect(datasets.cancel).toHaveBeenCalledWith({ id: 'cifar10' });
  tell({ partial: 85_000_000 });
  expect(buttons()).toEqual(['Continue download', 'From a file…', 'Remove']);
});

it('asks before it removes', () => {
  const { datasets, tell } = show();
  tell({ installed: 184_380_000 });
  expect(words()).toContain('On this computer · 184 MB');
  expect(buttons()).toEqual(['Remove']);
  press('Remove');
  expect(datasets.remove).not.toHaveBeenCalled();
  [...document.querySelectorAll<HTMLButtonElement>('dialog footer button')].at(-1)?.click();
  expect(datasets.remove).toHaveBeenCalledWith({ id: 'cifar10' });
});

it('has a sentence for everything that can go wrong, in both languages', async () => {
  for (const language of ['en', 'ko'] as const) {
    const { tell } = show(language);
    for (const code of DATA_SET_PROBLEMS) {
      tell({ problem: { code, detail: 'the detail' } });
      const sentence = document.querySelector('[role=alert]')?.textContent ?? '';
      expect(sentence.trim()).not.toMatch(/^$|datasets\./);
    }
    if (component) await unmount(component);
    component = null;
  }
});
