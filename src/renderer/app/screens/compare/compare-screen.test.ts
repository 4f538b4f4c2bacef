// @vitest-environment happy-dom
// The comparison over a client that answers from memory: what a user clicks, what is kept and what is written.
import { flushSync, mount, tick, unmount, type Component } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTranslator } from '@i18n/index.ts';
import type { RunDetail, View } from '@ipc/runs.ts';
import { sampleCurve, sampleDetail } from '../runs/sample-runs.ts';
import CompareScreen from './CompareScreen.svelte';

const state = vi.hoisted((): { app: unknown } => ({ app: null }));
vi.mock('../../lib/state/context.ts', () => ({ getApp: () => state.app }));

function fakeApp(runs: RunDetail[]) {
  const views: View[] = [];
  const written: string[] = [];
  const app = {
    views,
    written,
    api: {
      runs: {
        list: ({ deleted }: { deleted: boolean }) => Promise.resolve(deleted ? [] : runs),
        get: ({ run }: { run: string }) => Promise.resolve(runs.find((one) => one.id === run)),
        curves: ({ runs: ids }: { runs: string[] }) => Promise.resolve(ids.map((id) => sampleCurve(id, [3, 2, 1]))),
        bands: ({ runs: ids }: { runs: string[] }) =>
          Promise.resolve(
            ids.map((id) => {
              const { value, ...curve } = sampleCurve(id, [3, 2, 1]);
              return { ...curve, low: value, high: value, mean: value, nans: value.map(() => 0) };
            })
          ),
        views: () => Promise.resolve(views),
        saveView: (view: View) => {
          views.push(view);
          return Promise.resolve(null);
        },
        removeView: ({ id }: { id: string }) => {
          views.splice(
            views.findIndex((view) => view.id === id),
            1
          );
          return Promise.resolve(null);
        }
      },
      exports: {
        begin: () => Promise.resolve({ token: 'token' }),
        write: ({ part }: { part: Uint8Array }) => {
          written.push(new TextDecoder().decode(part));
          return Promise.resolve(null);
        },
        finish: () => Promise.resolve({ bytes: 0 }),
        cancel: () => Promise.resolve(null)
      }
    },
    t: createTranslator('en'),
    language: 'en',
    theme: 'light',
    navigate: vi.fn(),
    report: vi.fn()
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

describe('CompareScreen', () => {
  const select = async (name: string, value: string) => {
    const label = [...document.querySelectorAll('label')].find((one) => one.textContent?.trim().startsWith(name))!;
    const field = label.querySelector('select')!;
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
  };
  const runs = [sampleDetail('a'), sampleDetail('b', { config: { lr: 0.5 } })];
  const ids = runs.map((run) => run.id);

  it('lays curves over each other and shows only what differs', async () => {
    const app = fakeApp(runs);
    await show(CompareScreen, { runs: ids });
    expect(texts('ul.runs a')).toEqual(['Run a', 'Run b']);
    expect(texts('thead button')).toEqual(['Run', 'lr']);
    expect(texts('tbody td')).toEqual(['0.2', '0.5']);
    const byRate = document.querySelectorAll<HTMLButtonElement>('thead button')[1]!;
    await click(byRate);
    await click(byRate);
    expect(texts('tbody th')).toEqual(['Run b', 'Run a']);
    await click(button('Code'));
    expect(document.body.textContent).toContain('exactly the same code');
    await click(button('Take “Run b” out of the comparison'));
    expect(app.navigate).toHaveBeenCalledWith({ screen: 'compare', runs: ['a'] });
  });

  it('hides a run, shows one only, and groups by a parameter', async () => {
    fakeApp(runs);
    await show(CompareScreen, { runs: ids });
    await click(document.querySelector<HTMLInputElement>('input[aria-label="Show “Run a”"]')!);
    expect(texts('.count')).toEqual(['1 of 2 runs shown']);
    await click(button('Show only “Run a”'));
    expect(texts('.count')).toEqual(['1 of 2 runs shown']);
    await click(button('Show all'));
    await select('Group by', 'config.lr');
    expect(texts('.groups .name')).toEqual(['lr = 0.2, n = 1', 'lr = 0.5, n = 1']);
  });

  it('saves what is shown as CSV', async () => {
    const app = fakeApp(runs);
    await show(CompareScreen, { runs: ids });
    await click(button('CSV …'));
    expect(app.written.join('')).toBe(
      [
        'run,title,step,loss',
        ...ids.flatMap((id) => [3, 2, 1].map((y, i) => `${id},Run ${id},${i * 100},${y}`)),
        ''
      ].join('\r\n')
    );
  });

  it('keeps a view, opens it again, and takes back that it was deleted', async () => {
    const app = fakeApp(runs);
    await show(CompareScreen, { runs: ids });
    await click(document.querySelector<HTMLInputElement>('input[aria-label="Show “Run a”"]')!);
    await click(button('Keep this view …'));
    const field = document.querySelector<HTMLInputElement>('.views input')!;
    field.value = 'Rates';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
    await click(button('Keep'));
    await click(button('Show all'));
    await click(button('Delete view'));
    expect(app.views).toEqual([]);
    await click(button('Undo'));
    const views = document.querySelector<HTMLSelectElement>('select[aria-label="Kept views"]')!;
    views.value = views.options[1]!.value;
    views.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(texts('.count')).toEqual(['1 of 2 runs shown']);
    expect(app.navigate).toHaveBeenCalledWith({ screen: 'compare', runs: ids });
  });
});
