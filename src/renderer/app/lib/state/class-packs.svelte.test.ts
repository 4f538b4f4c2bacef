/** The packs of a class as the window knows them: previewed, added, what they lock and offer, let go. */
import { expect, it, vi } from 'vitest';
import type { ClassPackSummary, PackId } from '@ipc/class-packs.ts';
import type { Api } from '@ipc/contract.ts';
import { ClassPacksState, isPackFile } from './class-packs.svelte.ts';

const pack = {
  id: '0123456789abcdef',
  title: { en: 'Class 7b', ko: '7반' },
  settings: { theme: 'projector' },
  presets: [
    { lesson: 'a', name: { en: 'One', ko: '하나' }, config: { lr: 1 } },
    { lesson: 'b', name: { en: 'Two', ko: '둘' }, config: {} }
  ]
} as unknown as ClassPackSummary;

function fakeMain(inspected: object) {
  const classPacks = {
    list: () => Promise.resolve([]),
    inspect: vi.fn(() => Promise.resolve(inspected)),
    add: vi.fn(() => Promise.resolve([pack])),
    discard: vi.fn(() => Promise.resolve(null)),
    remove: vi.fn(() => Promise.resolve([]))
  };
  const packs = { begin: () => Promise.resolve({ ok: true, upload: 'u' }), part: () => Promise.resolve(null) };
  return { classPacks, state: new ClassPacksState({ classPacks, packs } as unknown as Api) };
}
const file = new File([new Uint8Array(3)], 'friday.dzpack');

it('previews a file, adds it, locks its settings and offers its presets until it is removed', async () => {
  const { state, classPacks } = fakeMain({ ok: true, token: 't', known: false, pack });
  await state.open(file);
  expect(state.found).toMatchObject({ ok: true, token: 't' });
  expect(state.isLocked('theme')).toBe(false);
  await state.add();
  expect(classPacks.add).toHaveBeenCalledWith({ token: 't' });
  expect([state.found, state.isLocked('theme'), state.isLocked('motion')]).toEqual([null, true, false]);
  expect(state.presetsOf('a').map(({ name }) => name.en)).toEqual(['One']);
  await state.remove('0123456789abcdef' as PackId);
  expect([state.isLocked('theme'), state.presetsOf('a')]).toEqual([false, []]);
});

it('shows one file after the other, however soon the next one comes', async () => {
  const { state, classPacks } = fakeMain({ ok: false, file: 'friday.dzpack', problem: 'too-large', detail: '' });
  await state.open(file);
  const second = state.open(file);
  const third = state.show({ ok: false, file: 'opened.dzpack', problem: 'damaged', detail: '' });
  expect(classPacks.inspect).toHaveBeenCalledTimes(1);
  await state.close();
  await second;
  expect([state.found?.ok, classPacks.inspect.mock.calls.length]).toEqual([false, 2]);
  await state.close();
  await third;
  expect([state.found, classPacks.inspect.mock.calls.length]).toMatchObject([{ file: 'opened.dzpack' }, 2]);
});

it('lets go of what was previewed and not added; what was refused adds nothing', async () => {
  const good = fakeMain({ ok: true, token: 't', known: false, pack });
  await good.state.open(file);
  await good.state.close();
  expect(good.classPacks.discard).toHaveBeenCalledWith({ token: 't' });
  const bad = fakeMain({ ok: false, file: 'friday.dzpack', problem: 'too-large', detail: '' });
  await bad.state.open(file);
  await bad.state.add();
  expect(bad.classPacks.add).not.toHaveBeenCalled();
  expect(isPackFile({ name: 'Run.dzrun' })).toBe(false);
});
