/**
 * What a run's page and the page of runs show besides curves: decision regions of a classifier of points, over the moments
 * of its training; a colour that somebody chose, in every chart; the list of kept comparisons.
 */
import type { Page } from '@playwright/test';
import { axe, expect, picture, test } from './launch.ts';
import * as learner from './learner.ts';

/** Two spirals are parted in a moment; slow enough, by its width, that there is more than one look at it. */
const SPIRALS = `import { D, M, F, random, optimizers, run } from 'dezero';
const [x, t] = D.getSpiral();
const model = new M.MLP([60, 60, 3]);
const optimizer = new optimizers.Adam(0.02).setup(model);
run.data({ x, t }, 'spirals');
for (const i of run.steps(600, { model, optimizer })) {
  const loss = F.softmaxCrossEntropy(model.call(x), t);
  model.clearGrads();
  loss.backward();
  optimizer.update();
  run.log({ loss });
}`;

const goTo = (page: Page, hash: string) => page.evaluate((to) => (location.hash = to), hash);
async function look(page: Page, language: string, theme: string): Promise<void> {
  await page.locator('header select').nth(0).selectOption(language);
  await page.locator('header select').nth(1).selectOption(theme);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

test('regions, colours and kept views', async ({ page }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 1366, height: 768 });
  await learner.openLesson(page, 'a-neural-network');
  await learner.goSection(page, 5);
  await page.getByRole('tab', { name: /3 train/ }).click();
  await learner.typeCode(page, SPIRALS);
  await learner.run(page);
  await learner.run(page);

  await goTo(page, '#/runs');
  const links = page.getByRole('table').getByRole('link');
  await expect(links).toHaveCount(2);

  await test.step('the regions at the end and at the beginning', async () => {
    await links.first().click();
    const regions = learner.by(page, 'training-regions');
    await expect(regions.getByRole('img')).toHaveAttribute('aria-label', /step 600: \d+ of 300 right/);
    const moments = regions.getByRole('slider', { name: 'Moment' });
    await expect(moments).toBeVisible();
    await moments.focus();
    await page.keyboard.press('Home');
    await expect(regions.getByRole('img')).not.toHaveAttribute('aria-label', /step 600/);
    await page.keyboard.press('End');
    for (const [language, theme] of [
      ['ko', 'dark'],
      ['en', 'light']
    ] as const) {
      await look(page, language, theme);
      await regions.scrollIntoViewIfNeeded();
      expect(await axe(page)).toEqual([]);
      await picture(page, `run-regions-${language}-${theme}`);
    }
    await regions.getByRole('button', { name: /as a table/ }).click();
    await expect(regions.getByRole('row').nth(1)).toContainText('600');
  });

  await test.step('a colour is chosen by keyboard, and seen in curve, table and comparison', async () => {
    const colours = page.getByRole('group', { name: 'Colour in charts' });
    await expect(colours.getByRole('radio', { name: 'Automatic' })).toBeChecked();
    await colours.getByRole('radio', { name: 'Automatic' }).focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
    await expect(colours.getByRole('radio', { name: 'Pink' })).toBeChecked();
    const pink = await page.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue('--run-3').trim()
    );
    const shown = `rgb(${[1, 3, 5].map((at) => parseInt(pink.slice(at, at + 2), 16)).join(', ')})`;
    await expect(page.locator('header .name svg.swatch')).toHaveCSS('color', shown);
    await colours.scrollIntoViewIfNeeded();
    await picture(page, 'run-colour-en-light');
    await goTo(page, '#/runs');
    await expect(page.locator('tbody svg.swatch').first()).toHaveCSS('color', shown);
    await page
      .getByRole('button', { name: /^Colour, tags and notes of/ })
      .first()
      .click();
    await expect(page.getByRole('dialog').getByRole('radio', { name: 'Pink' })).toBeChecked();
    for (const [language, theme] of [
      ['ko', 'dark'],
      ['en', 'light']
    ] as const) {
      await page.keyboard.press('Escape');
      await look(page, language, theme);
      await page.locator('td.actions button').first().click();
      await expect(page.getByRole('dialog').getByRole('radio')).toHaveCount(9);
      expect(await axe(page)).toEqual([]);
      await picture(page, `runs-colour-${language}-${theme}`);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('checkbox', { name: 'Select all' }).check();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await expect(page.locator('.runs svg.swatch').first()).toHaveCSS('color', shown);
  });

  await test.step('a kept view is opened, renamed and deleted from the page of runs', async () => {
    await page.getByRole('checkbox', { name: 'Log y' }).first().check();
    await page.getByRole('button', { name: 'Keep this view …' }).click();
    await page.getByLabel('Name of the view').fill('spirals, log');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Saved.')).toBeVisible();
    await goTo(page, '#/runs');
    const tab = page.getByRole('tab', { name: /Kept views/ });
    await expect(tab).toContainText('1');
    await tab.click();
    for (const [language, theme] of [
      ['ko', 'dark'],
      ['en', 'light']
    ] as const) {
      await look(page, language, theme);
      expect(await axe(page)).toEqual([]);
      await picture(page, `runs-views-${language}-${theme}`);
    }
    await page.getByRole('button', { name: 'Rename “spirals, log”' }).click();
    await page.getByRole('textbox', { name: 'New name' }).fill('three arms');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Delete “three arms”' }).click();
    await expect(tab).toContainText('0');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: 'three arms' }).click();
    await expect(page.getByRole('checkbox', { name: 'Log y' }).first()).toBeChecked();
    await expect(page.getByRole('combobox', { name: 'Kept views' })).toHaveValue(/.+/);
  });
});
