// @vitest-environment happy-dom
// The list of kept views over a client that answers from memory.
import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { createTranslator } from '@i18n/index.ts';
import type { View } from '@ipc/runs.ts';
import { KeptViews } from '../compare/kept-views.svelte.ts';
import RunViews from './RunViews.svelte';

const state = vi.hoisted((): { app: unknown } => ({ app: null }));
vi.mock('../../lib/state/context.ts', () => ({ getApp: () => state.app }));

function viewOf(id: string, name: string): View {
  return { id, name, runs: ['a', 'b'], options: '{"logY":true}', at: '2026-03-01T10:00:00Z' } as unknown as View;
}

/** As main keeps them. */
function fakeApi(kept: Map<string, View>) {
  return {
    runs: {
      views: () => Promise.resolve([...kept.values()]),
      saveView: (view: View) => Promise.resolve(kept.set(view.id, { ...view, at: '2026-03-02T10:00:00Z' }) && null),
      removeView: ({ id }: { id: string }) => Promise.resolve(kept.delete(id) && null)
    }
  };
}

let component: Record<string, unknown> | null = null;
afterEach(async () => {
  if (component) await unmount(component);
  component = null;
  document.body.replaceChildren();
});
async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await tick();
  flushSync();
}
const names = () => [...document.querySelectorAll('tbody th')].map((one) => one.textContent?.trim());
const press = async (label: string) => {
  const all = [...document.querySelectorAll('button')];
  all.find((one) => one.getAttribute('aria-label') === label || one.textContent?.trim() === label)!.click();
  await settle();
};

async function show(kept: Map<string, View>): Promise<void> {
  state.app = { t: createTranslator('en'), language: 'en', report: vi.fn() };
  const views = new KeptViews(fakeApi(kept) as never);
  await views.load();
  component = mount(RunViews, { target: document.body, props: { views } });
  await settle();
}

it('lists views by name, and leads to the comparison with its options', async () => {
  await show(new Map([viewOf('v2', 'seeds'), viewOf('v1', 'learning rates')].map((view) => [view.id, view])));
  expect(names()).toEqual(['learning rates', 'seeds']);
  expect(document.querySelector('tbody a')!.getAttribute('href')).toBe('#/compare?runs=a,b&view=v1');
});

it('renames a view in place', async () => {
  const kept = new Map([['v1', viewOf('v1', 'before')]]);
  await show(kept);
  await press('Rename “before”');
  const field = document.querySelector('input')!;
  field.value = 'after';
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  await settle();
  expect(names()).toEqual(['after']);
  expect(kept.get('v1')).toMatchObject({ name: 'after', runs: ['a', 'b'], options: '{"logY":true}' });
});

it('deletes a view and brings it back whole', async () => {
  const kept = new Map([['v1', viewOf('v1', 'mine')]]);
  await show(kept);
  await press('Delete “mine”');
  expect(kept.size).toBe(0);
  expect(document.body.textContent).toContain('No kept views yet.');
  await press('Undo');
  expect(names()).toEqual(['mine']);
  expect(kept.get('v1')).toMatchObject({ runs: ['a', 'b'], options: '{"logY":true}' });
});
