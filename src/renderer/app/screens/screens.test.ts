// @vitest-environment happy-dom
// The screens over a client that answers from memory: what a user clicks, and what is asked of main for it.
import { flushSync, mount, tick, unmount, type Component } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTranslator } from '@i18n/index.ts';
import type { RunDetail } from '@ipc/runs.ts';
import { DEFAULT_SETTINGS } from '@ipc/settings.ts';
import { gradOf, ratioOf } from '../lib/training/sample-observations.ts';
import HomeScreen from './home/HomeScreen.svelte';
import RunScreen from './runs/RunScreen.svelte';
import RunsScreen from './runs/RunsScreen.svelte';
import { sampleCheckpoint, sampleCurve, sampleDetail } from './runs/sample-runs.ts';
import SettingsScreen from './settings/SettingsScreen.svelte';

const state = vi.hoisted((): { app: unknown } => ({ app: null }));
vi.mock('../lib/state/context.ts', () => ({ getApp: () => state.app }));

const lesson = {
  id: 'backward-by-itself',
  stage: '1-x',
  book: 7,
  minutes: 10,
  title: { en: 'Backward', ko: '역전파' }
};

function fakeApp(runs: RunDetail[], language: 'en' | 'ko' = 'en') {
  const calls = {
    list: ({ deleted }: { deleted: boolean }) =>
      Promise.resolve(runs.filter((run) => (run.deletedAt !== null) === deleted)),
    get: ({ run }: { run: string }) => Promise.resolve(runs.find((one) => one.id === run)),
    curves: ({ runs: ids }: { runs: string[] }) => Promise.resolve(ids.map((id) => sampleCurve(id, [3, 2, 1]))),
    remove: ({ runs: ids }: { runs: string[] }) => {
      runs = runs.map((run) => (ids.includes(run.id) ? { ...run, deletedAt: '2026-03-02T00:00:00Z' } : run));
      return Promise.resolve(null);
    },
    restore: ({ runs: ids }: { runs: string[] }) => {
      runs = runs.map((run) => (ids.includes(run.id) ? { ...run, deletedAt: null } : run));
      return Promise.resolve(null);
    },
    purge: vi.fn(({ runs: ids }: { runs: string[] }) => {
      runs = runs.filter((run) => !ids.includes(run.id) || run.deletedAt === null);
      return Promise.resolve(ids.length);
    }),
    tag: vi.fn(({ run: id, tags }: { run: string; tags: string[] }) => {
      runs = runs.map((run) => (run.id === id ? { ...run, tags } : run));
      return Promise.resolve(null);
    }),
    recolor: vi.fn(({ run: id, color }: { run: string; color: number | null }) => {
      runs = runs.map((run) => (run.id === id ? { ...run, color } : run));
      return Promise.resolve(null);
    }),
    tags: () => Promise.resolve(['baseline', 'deep']),
    views: () => Promise.resolve([]),
    observations: ({ kind }: { kind: string }) =>
      Promise.resolve(
        kind === 'ratio' ? [1, 2].map((step) => ratioOf('W1', step, 1e-3)) : [1, 2].map((step) => gradOf('W1', step, 1))
      ),
    verdict: vi.fn(() => Promise.resolve({ kind: 'identical' })),
    rename: vi.fn(() => Promise.resolve(null)),
    note: vi.fn(() => Promise.resolve(null))
  };
  const app = {
    api: {
      runs: calls,
      backups: { list: () => Promise.resolve([]) },
      datasets: { watch: () => () => undefined },
      lessons: { list: () => Promise.resolve({ stages: [], lessons: [lesson], progress: [] }) }
    },
    handIns: { phase: 'closed' },
    classPacks: { list: [], found: null, isLocked: () => false, presetsOf: () => [] },
    settings: { value: DEFAULT_SETTINGS, set: vi.fn(() => Promise.resolve()) },
    t: createTranslator(language),
    language,
    theme: 'light',
    session: { active: false, run: null, failure: null, start: vi.fn(() => Promise.resolve()) },
    navigate: vi.fn(),
    report: vi.fn(),
    info: {
      version: '0.1.0',
      electron: '33',
      chromium: '130',
      standIn: true,
      platform: 'linux',
      cpu: 'A processor',
      cores: 2,
      dataFolder: '/data',
      interactiveMs: 1234
    },
    gpu: { available: true, name: 'SwiftShader', software: true }
  };
  state.app = app;
  return app;
}

let component: Record<string, unknown> | null = null;
async function show<P extends Record<string, unknown>>(screen: Component<P>, props: P): Promise<void> {
  component = mount(screen, { target: document.body, props });
  await settle();
}
/** Lets answered promises arrive and what depends on them be drawn. */
async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await tick();
  flushSync();
}
afterEach(async () => {
  if (component) await unmount(component);
  component = null;
  document.body.replaceChildren();
});

const texts = (selector: string) =>
  [...document.querySelectorAll(selector)].map((one) => one.textContent?.trim() ?? '');
const button = (name: string) =>
  [...document.querySelectorAll('button')].find(
    (one) => one.textContent?.trim() === name || one.getAttribute('aria-label') === name
  )!;
const click = async (element: HTMLElement) => {
  element.click();
  await settle();
};

describe('HomeScreen', () => {
  it('offers the lesson to start with, and is honest about steps that are not written', async () => {
    fakeApp([]);
    await show(HomeScreen, {});
    expect(document.querySelector('a.continue')?.getAttribute('href')).toBe('#/lesson/backward-by-itself');
    expect(document.querySelectorAll('a.tile')).toHaveLength(1);
    expect(document.querySelectorAll('.tile.unwritten')).toHaveLength(59);
    expect(document.body.textContent).toContain('Nothing has been trained yet');
  });
});

describe('RunsScreen', () => {
  it('compares the selected runs', async () => {
    const app = fakeApp([sampleDetail('a'), sampleDetail('b'), sampleDetail('c')]);
    await show(RunsScreen, {});
    expect(button('Compare').disabled).toBe(true);
    const boxes = document.querySelectorAll<HTMLInputElement>('tbody input');
    await click(boxes[0]!);
    await click(boxes[1]!);
    await click(button('Compare'));
    expect(app.navigate).toHaveBeenCalledWith({ screen: 'compare', runs: ['a', 'b'] });
  });

  it('moves a run to the bin and takes it back', async () => {
    fakeApp([sampleDetail('a'), sampleDetail('b')]);
    await show(RunsScreen, {});
    await click(button('Move “Run a” to the bin'));
    expect(texts('tbody th a')).toEqual(['Run b']);
    await click(button('Undo'));
    expect(texts('tbody th a')).toEqual(['Run a', 'Run b']);
  });

  it('renames in place', async () => {
    const app = fakeApp([sampleDetail('a')]);
    await show(RunsScreen, {});
    await click(button('Rename “Run a”'));
    const field = document.querySelector<HTMLInputElement>('tbody input[maxlength]')!;
    field.value = ' Better ';
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await settle();
    expect(app.api.runs.rename).toHaveBeenCalledExactlyOnceWith({ run: 'a', title: 'Better' });
  });

  it('deletes for good only what was confirmed, and says what goes', async () => {
    const deletedAt = '2026-03-02T00:00:00Z';
    const app = fakeApp([
      sampleDetail('a'),
      sampleDetail('b', { deletedAt, checkpoints: 3 }),
      sampleDetail('c', { deletedAt })
    ]);
    await show(RunsScreen, {});
    await click(document.querySelector<HTMLElement>('#runs-panel-tab-bin')!);
    await click(button('Empty the bin …'));
    expect(texts('dialog[open] li')).toEqual(['Run b', 'Run c']);
    expect(document.querySelector('dialog[open]')?.textContent).toContain('Runs: 2');
    expect(document.querySelector('dialog[open]')?.textContent).toContain('checkpoints: 3');
    await click([...document.querySelectorAll<HTMLElement>('dialog[open] footer button')].at(0));
    expect(app.api.runs.purge).not.toHaveBeenCalled();
    await click(button('Empty the bin …'));
    await click([...document.querySelectorAll<HTMLElement>('dialog[open] footer button')].at(1));
    expect(app.api.runs.purge).toHaveBeenCalledExactlyOnceWith({ runs: ['b', 'c'] });
    expect(document.body.textContent).toContain('The bin is empty.');
  });

  it('filters by what is typed under a column', async () => {
    fakeApp([sampleDetail('a', { seed: 1 }), sampleDetail('b', { seed: 20, tags: ['deep'] })]);
    await show(RunsScreen, {});
    await click(button('Filter columns'));
    const type = async (name: string, value: string) => {
      const field = document.querySelector<HTMLInputElement>(`input[aria-label="Filter: ${name}"]`)!;
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await settle();
    };
    await type('Seed', '<5');
    expect(texts('tbody th a')).toEqual(['Run a']);
    await type('Tags', 'deep');
    expect(texts('tbody th a')).toEqual([]);
    await type('Seed', '');
    expect(texts('tbody th a')).toEqual(['Run b']);
    await type('Status', 'FINI');
    expect(texts('tbody th a')).toEqual(['Run b']);
  });

  it('gives a run a colour from its row, and takes it back', async () => {
    const app = fakeApp([sampleDetail('a')]);
    await show(RunsScreen, {});
    await click(button('Colour, tags and notes of “Run a”'));
    const choice = (name: string) => document.querySelector<HTMLInputElement>(`dialog[open] ${name}`)!;
    expect(choice('.automatic input').checked).toBe(true);
    await click(choice('[aria-label="Violet"]'));
    expect(app.api.runs.recolor).toHaveBeenLastCalledWith({ run: 'a', color: 4 });
    expect(document.querySelector<SVGElement>('tbody svg.swatch')!.style.color).toBe('var(--run-4)');
    await click(choice('.automatic input'));
    expect(app.api.runs.recolor).toHaveBeenLastCalledWith({ run: 'a', color: null });
  });

  it('tags a run from its row', async () => {
    const app = fakeApp([sampleDetail('a', { tags: ['old'] })]);
    await show(RunsScreen, {});
    await click(button('Colour, tags and notes of “Run a”'));
    const field = document.querySelector<HTMLInputElement>('dialog[open] input[list]')!;
    field.value = ' new , old';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await settle();
    expect(app.api.runs.tag).toHaveBeenCalledExactlyOnceWith({ run: 'a', tags: ['new', 'old'] });
    expect(texts('td.tags')).toEqual(['new, old']);
  });

  it('has only some of three hundred rows, and says how many there are', async () => {
    fakeApp(Array.from({ length: 300 }, (_, i) => sampleDetail(`run${i}`)));
    await show(RunsScreen, {});
    expect(document.querySelectorAll('tr[aria-rowindex]').length).toBeLessThan(60);
    expect(document.querySelector('table')?.getAttribute('aria-rowcount')).toBe('301');
  });

  it('says by which column it is sorted', async () => {
    fakeApp([sampleDetail('a', { seed: 1 }), sampleDetail('b', { seed: 2 })]);
    await show(RunsScreen, {});
    await click(button('Seed'));
    expect(texts('th[aria-sort=descending]')).toEqual(['Seed']);
    expect(texts('tbody th a')).toEqual(['Run b', 'Run a']);
  });

  it('says what to do when there are none', async () => {
    fakeApp([], 'ko');
    await show(RunsScreen, {});
    expect(document.body.textContent).toContain('아직 실행 기록이 없습니다');
  });
});

describe('RunScreen', () => {
  it('shows curve, code, origin and the places to continue from', async () => {
    const run = sampleDetail('b', { parent: 'a', checkpointList: [sampleCheckpoint('c1', 'b', 5000)] });
    fakeApp([sampleDetail('a'), run]);
    await show(RunScreen, { run: run.id });
    expect(texts('nav li a')).toEqual(['Runs', 'Run a']);
    expect(document.querySelector('td.action a')?.getAttribute('href')).toBe(
      '#/lesson/a-neural-network?resume=c1&run=b'
    );
    expect(document.querySelector('pre')?.textContent).toContain('const lr = 0.2;');
    expect(document.querySelectorAll('.legend li')).toHaveLength(1);
  });

  it('shows what was observed of its layers', async () => {
    const observed = [
      { kind: 'histogram', name: 'W1', count: 2 },
      { kind: 'ratio', name: 'W1', count: 2 }
    ];
    const run = sampleDetail('a', { observed });
    fakeApp([run]);
    await show(RunScreen, { run: run.id });
    expect(texts('figcaption strong')).toEqual(
      expect.arrayContaining(['Size of a step against size of the weights', 'W1: values', 'W1: gradients'])
    );
    expect(document.querySelector('[aria-label^="W1: gradients"]')?.getAttribute('aria-valuetext')).toContain(
      'step 2: mean 0, std 1, from −3 to 3'
    );
  });

  it('runs again what was recorded', async () => {
    const run = sampleDetail('a', { config: { lr: 0.5 }, seed: 7 });
    const app = fakeApp([run]);
    await show(RunScreen, { run: run.id });
    await click(button('Run again'));
    expect(app.session.start).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ again: 'a', files: run.files, config: { lr: 0.5 }, seed: 7, resume: null })
    );
  });

  it('shows both values where a repetition differs first', async () => {
    const verdict = { kind: 'differs', name: 'loss', step: 1200, was: 0.25, is: 0.5 };
    const run = sampleDetail('b', { again: { run: 'a', verdict } });
    const app = fakeApp([sampleDetail('a'), run]);
    await show(RunScreen, { run: run.id });
    const told = document.querySelector('[data-verdict=differs]');
    expect(told?.textContent).toContain('“loss” differs first at step 1,200: it was 0.25, now it is 0.5.');
    expect(told?.querySelector('a')?.getAttribute('href')).toBe('#/run/a');
    expect(app.api.runs.verdict).not.toHaveBeenCalled();
  });

  it('has the verdict made where a repetition has ended without one', async () => {
    const run = sampleDetail('b', { again: { run: 'a', verdict: null } });
    const app = fakeApp([sampleDetail('a'), run]);
    await show(RunScreen, { run: run.id });
    expect(app.api.runs.verdict).toHaveBeenCalledExactlyOnceWith({ run: 'b', original: 'a' });
    expect(document.querySelector('[data-verdict=identical]')).not.toBeNull();
  });

  it('keeps what is typed into the notes when the screen is left', async () => {
    const app = fakeApp([sampleDetail('a')]);
    await show(RunScreen, { run: sampleDetail('a').id });
    const field = document.querySelector('textarea')!;
    field.value = 'Too slow.';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await unmount(component!);
    component = null;
    expect(app.api.runs.note).toHaveBeenCalledExactlyOnceWith({ run: 'a', notes: 'Too slow.' });
  });
});

describe('SettingsScreen', () => {
  it('changes at once, and calls a software adapter one', async () => {
    const app = fakeApp([]);
    await show(SettingsScreen, {});
    await click(document.querySelector<HTMLInputElement>('input[value=ko]')!);
    expect(app.settings.set).toHaveBeenCalledWith({ language: 'ko' });
    await click(document.querySelector<HTMLInputElement>('input[value="1"]')!);
    expect(app.settings.set).toHaveBeenCalledWith({ threads: 1 });
    expect(document.body.textContent).toContain('SwiftShader is a software adapter');
    expect(document.body.textContent).toContain('/data');
  });

  it('refuses an interval that is not a whole number of seconds in range', async () => {
    const app = fakeApp([]);
    await show(SettingsScreen, {});
    const field = document.querySelector<HTMLInputElement>('input[type=number]')!;
    field.value = '0';
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(app.settings.set).not.toHaveBeenCalled();
    expect(document.querySelector('[role=alert]')?.textContent).toContain('from 1 to 3600');
  });
});
