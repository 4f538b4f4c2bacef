/** A training of step 43 as it goes on, and its run's page afterwards: layers, checkpoints, run again, the bin. */
import type { Page } from '@playwright/test';
import { axe, expect, picture, test } from './launch.ts';
import * as learner from './learner.ts';

const LESSON = 'a-neural-network';
/** So many that a training does not end by itself while it is looked at. */
const MANY = '1000000';

const progress = (page: Page) => learner.by(page, 'run-progress');
const goTo = (page: Page, hash: string) => page.evaluate((to) => (location.hash = to), hash);

/** The row of the table of runs with this status. */
async function openRun(page: Page, status: string): Promise<void> {
  await goTo(page, '#/runs');
  await page
    .getByRole('row', { name: new RegExp(status) })
    .getByRole('link')
    .first()
    .click();
}

test('a training is watched, paused, stepped and saved; a run is repeated with the same numbers', async ({ page }) => {
  test.setTimeout(240_000);
  await learner.openLesson(page, LESSON);
  await learner.goSection(page, 5);
  await learner.by(page, 'stage-training').click();
  await learner.run(page);
  await page.getByRole('tab', { name: 'Values' }).click();
  await learner.by(page, 'values').getByLabel('steps').fill(MANY);
  await learner.by(page, 'values').getByRole('button', { name: 'Run with these values' }).click();

  await test.step('curves, ratios and layers are there while it goes on', async () => {
    await expect(progress(page)).toContainText('of 1,000,000');
    const layers = learner.by(page, 'training-layers');
    for (const name of ['W1', 'b1', 'W2', 'b2'])
      for (const of of ['values', 'gradients'])
        await expect(layers.getByRole('slider', { name: new RegExp(`${name}: ${of}`) })).toHaveCount(1);
    await expect(learner.by(page, 'training-ratios').getByRole('slider')).toBeVisible();
    await expect(learner.by(page, 'training-hints')).not.toContainText('Hints come once');
    await progress(page).getByRole('button', { name: 'Pause' }).click();
    await expect(learner.by(page, 'run-bar')).toHaveAttribute('data-status', 'paused');
    await expect(learner.by(page, 'training-curves').getByRole('slider')).toBeVisible();
    await picture(page, 'dashboard-paused');
  });

  await test.step('one step is one step, and a checkpoint is told when it is on disk', async () => {
    const stepNow = async () =>
      Number(/step ([\d,]+) of/.exec(await progress(page).innerText())?.[1]?.replaceAll(',', ''));
    const paused = await stepNow();
    await progress(page).getByRole('button', { name: 'One training step' }).click();
    await expect.poll(stepNow).toBe(paused + 1);
    await progress(page).getByRole('button', { name: 'Save a checkpoint now' }).click();
    const step = (paused + 1).toLocaleString('en');
    await expect(progress(page).getByRole('status')).toContainText(`Checkpoint saved at step ${step}`);
    await expect(
      learner
        .by(page, 'training-checkpoints')
        .getByRole('row', { name: /by hand/ })
        .getByRole('rowheader')
    ).toHaveText(step);
    expect(await axe(page)).toEqual([]);
  });

  await test.step('its page shows it too, and stops it', async () => {
    await openRun(page, 'Running');
    const live = learner.by(page, 'run-live');
    await expect(live).toHaveAttribute('data-status', 'paused');
    await expect(page.getByRole('slider', { name: /W1: gradients/ })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Checkpoints' }).getByRole('row', { name: /by hand/ })).toHaveCount(
      1
    );
    await live.getByRole('button', { name: 'Stop' }).click();
    await expect(live).toHaveCount(0);
    await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
  });

  await test.step('the page of a run has it all', async () => {
    await openRun(page, 'Finished');
    await expect(page.getByRole('slider', { name: /W1: gradients/ })).toBeVisible();
    await expect(learner.by(page, 'training-ratios')).toBeVisible();
    await expect(
      page.getByRole('region', { name: 'Checkpoints' }).getByRole('row', { name: /at the end/ })
    ).toHaveCount(1);
    await page.getByRole('combobox', { name: 'Add a tag' }).fill('baseline');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Take the tag “baseline” off' })).toBeVisible();
    for (const [language, theme] of [
      ['ko', 'dark'],
      ['ko', 'projector'],
      ['en', 'light']
    ] as const) {
      await page.locator('header select').nth(0).selectOption(language);
      await page.locator('header select').nth(1).selectOption(theme);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      expect(await axe(page)).toEqual([]);
      await learner.by(page, 'training-layers').scrollIntoViewIfNeeded();
      await picture(page, `run-layers-${language}-${theme}`);
    }
  });

  await test.step('run again is identical', async () => {
    const before = page.url();
    await page.getByRole('button', { name: 'Run again' }).click();
    await expect.poll(() => page.url()).not.toBe(before);
    await expect(learner.by(page, 'verdict')).toHaveAttribute('data-verdict', 'identical', { timeout: 60_000 });
    await expect(learner.by(page, 'run-live')).toHaveCount(0);
    await picture(page, 'run-again');
  });
});

test('runs are filtered by column, tagged, and deleted for good', async ({ page }) => {
  await learner.openLesson(page, LESSON);
  await learner.goSection(page, 5);
  for (let i = 0; i < 2; i++) await learner.run(page);
  await goTo(page, '#/runs');
  const links = page.getByRole('table').getByRole('link');
  await expect(links).toHaveCount(2);
  await page
    .getByRole('button', { name: /^Colour, tags and notes of/ })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('combobox', { name: 'Add a tag' }).fill('second try');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Filter columns' }).click();
  await page.getByRole('searchbox', { name: 'Filter: Tags' }).fill('second');
  await expect(links).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Filter: Seed' }).fill('>5');
  await expect(links).toHaveCount(0);
  await page.getByRole('searchbox', { name: 'Filter: Seed' }).fill('');
  expect(await axe(page)).toEqual([]);
  await picture(page, 'runs-filtered');

  await page
    .getByRole('button', { name: /^Move “.*to the bin$/ })
    .first()
    .click();
  await page.getByRole('tab', { name: /Bin/ }).click();
  await page.getByRole('button', { name: 'Empty the bin …' }).click();
  await expect(page.getByRole('dialog')).toContainText('Runs: 1');
  await picture(page, 'runs-empty-bin');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('The bin is empty.')).toBeVisible();
});
