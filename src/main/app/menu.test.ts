import { expect, it } from 'vitest';
import { ACTIONS } from '@ipc/actions.ts';
import { createTranslator, TEXTS } from '@i18n/index.ts';
import { menuTemplate } from './menu.ts';

const build = (language: 'en' | 'ko', onAction: (id: string) => void = () => undefined) =>
  menuTemplate({ translate: createTranslator(language), onAction, mac: false, developer: false });
const items = (language: 'en' | 'ko', onAction?: (id: string) => void) =>
  build(language, onAction).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));

it('has every action once, with a text of its own in both languages', () => {
  for (const language of ['en', 'ko'] as const) {
    const found = items(language).filter(({ id }) => id !== undefined);
    expect(found.map(({ id }) => id).sort()).toEqual(ACTIONS.map(({ id }) => id).sort());
    for (const { label } of items(language)) if (label !== undefined) expect(label).not.toMatch(/^(action|menu)\./);
  }
  expect(Object.keys(TEXTS.ko)).toEqual(expect.arrayContaining(ACTIONS.map(({ label }) => label)));
});

it('says which action was chosen, and no shortcut is used twice', () => {
  const chosen: string[] = [];
  items('en', (id) => chosen.push(id)).forEach((item) =>
    item.click?.(undefined as never, undefined, undefined as never)
  );
  expect(chosen.sort()).toEqual(ACTIONS.map(({ id }) => id).sort());
  const shortcuts = ACTIONS.map(({ accelerator }) => accelerator).filter((one) => one !== ('' as string));
  expect(new Set(shortcuts).size).toBe(shortcuts.length);
});
