/**
 * A class pack: previewed, added, its lesson learnt, its preset used, its setting locked, and removed again. Its check and its
 * cells run only where the learner runs them.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { classPack } from '../../src/main/packs/testing/class-pack.ts';
import { axe, expect, freshFolder, picture, test } from './launch.ts';
import * as learner from './learner.ts';

const header = (page: Page, nth: number) => page.locator('header select').nth(nth);
async function look(page: Page, name: string): Promise<void> {
  for (const [language, theme] of [
    ['ko', 'dark'],
    ['en', 'light']
  ] as const) {
    await page.evaluate(
      (patch) =>
        (globalThis as unknown as { dezero: { call(channel: string, input: unknown): Promise<unknown> } }).dezero.call(
          'settings:set',
          patch
        ),
      { language, theme }
    );
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    expect(await axe(page), `${name} ${language}`).toEqual([]);
    await picture(page, `${name}-${language}-${theme}`);
  }
}

test('a class pack is previewed, added, used and removed', async ({ page }) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 1366, height: 768 });
  const files = freshFolder();
  fs.writeFileSync(path.join(files, 'friday.dzpack'), classPack({ manifest: { settings: { theme: 'dark' } } }));
  fs.writeFileSync(path.join(files, 'wrong.dzpack'), classPack({ more: { 'run.sh': new Uint8Array(3) } }));
  await page.getByTestId('continue').waitFor();
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  const packs = page.getByTestId('class-packs');
  const dialog = page.getByRole('dialog');

  await test.step('what does not fit is refused with the reason', async () => {
    await page.getByTestId('class-pack-file').setInputFiles(path.join(files, 'wrong.dzpack'));
    await expect(dialog.getByRole('alert')).toContainText('run.sh belongs to no lesson');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
  });

  await test.step('nothing is added before the preview is accepted', async () => {
    await page.getByTestId('class-pack-file').setInputFiles(path.join(files, 'friday.dzpack'));
    await expect(dialog).toContainText('Ms Kim');
    await expect(dialog).toContainText('theme = dark');
    await look(page, 'class-pack');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await dialog.getByRole('button', { name: 'Add this pack' }).click();
    await expect(dialog).toHaveCount(0);
  });

  await test.step('its setting is locked, its lesson is behind the course and works', async () => {
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(header(page, 1)).toBeDisabled();
    await expect(page.getByRole('radio', { name: 'Light' })).toBeDisabled();
    await packs.scrollIntoViewIfNeeded();
    await packs.locator('summary').click();
    await picture(page, 'class-packs-en-dark');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('link', { name: 'Home', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Class 7b' })).toBeVisible();
    await picture(page, 'home-with-pack');
    await learner.openLesson(page, 'friday');
    await learner.goSection(page, 2);
    await learner.run(page);
    await expect(learner.by(page, 'run-bar')).toHaveAttribute('data-status', 'finished');
  });

  await test.step('its preset fills in the values of a lesson of the course', async () => {
    await learner.openLesson(page, 'a-neural-network');
    await learner.goSection(page, 5);
    await page.getByRole('tab', { name: /3 train/ }).click();
    await learner.startRun(page);
    await page.getByRole('tab', { name: 'Values' }).click();
    const values = learner.by(page, 'values');
    await values.getByRole('button', { name: 'Too fast' }).click();
    await expect(values.getByLabel('lr')).toHaveValue('5');
    await expect(values.getByLabel('steps')).toHaveValue('300');
  });

  await test.step('it goes, and the own setting is back', async () => {
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await packs.getByRole('button', { name: 'Remove “Class 7b”…' }).click();
    await packs.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(packs.getByRole('button', { name: /Remove/ })).toHaveCount(0);
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await expect(header(page, 1)).toBeEnabled();
  });
  fs.rmSync(files, { recursive: true, force: true });
});
