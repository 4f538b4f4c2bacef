/**
 * The guided tour: the app's main job in real Electron as a user does it, one picture a scene, into out/tour/.
 * Fails when a scene cannot be reached. Not a replacement for the end-to-end tests: it looks, they compare.
 */
import fs from 'node:fs';
import path from 'node:path';
import { expect, root, test } from '../e2e/launch.ts';
import * as learner from '../e2e/learner.ts';
import { solutionOf } from '../e2e/solutions.ts';

const folder = path.join(root, 'out', 'tour');

test('tour', async ({ page }) => {
  test.setTimeout(300_000);
  fs.rmSync(folder, { recursive: true, force: true });
  let number = 0;
  const scene = async (name: string) => {
    const file = `${String((number += 1)).padStart(2, '0')}-${name}.png`;
    await page.screenshot({ path: path.join(folder, file) });
    console.log(`scene ${file}`);
  };
  /** Back from the end until `name` has no gradient yet, then one step on: the moment when it arrives. */
  const whenGradientArrives = async (name: string) => {
    await learner.by(page, 'stage-table').click();
    const last = Number(await learner.by(page, 'timeline-position').getAttribute('max'));
    let at = last;
    await learner.seek(page, at);
    while (at > 0 && (await learner.variable(page, name)).grad !== null) await learner.seek(page, (at -= 1));
    await learner.seek(page, at + 1);
    await learner.by(page, 'stage-graph').click();
    await page.waitForTimeout(700);
  };
  const look = async (language: string, theme: string) => {
    await page.locator('header select').nth(0).selectOption(language);
    await page.locator('header select').nth(1).selectOption(theme);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  };

  await page.getByTestId('continue').waitFor();
  await look('en', 'light');
  await scene('home');

  await learner.continueFromHome(page);
  await learner.run(page);
  await scene('first-graph');
  await learner.openLesson(page, 'numerical-differentiation');
  await learner.goSection(page, 2);
  await page.waitForTimeout(500);
  await scene('figure');

  await learner.openStep7(page);
  await learner.goSection(page, 2);
  await scene('lesson-7-links');
  await learner.run(page);
  await expect(learner.by(page, 'graph-stage')).toBeVisible();
  await learner.seek(page, 6);
  await page.waitForTimeout(500);
  await scene('forward');
  await whenGradientArrives('b');
  await scene('middle-of-backward');

  await learner.goSection(page, 3);
  await learner.by(page, 'check').click();
  await expect(learner.by(page, 'checks')).toContainText('return when');
  await scene('exercise-not-solved');
  for (const file of ['variable.ts', 'exercise.ts']) {
    await learner.openFile(page, new RegExp(file));
    await learner.typeCode(page, solutionOf('07-backward-by-itself', file));
  }
  await learner.by(page, 'check').click();
  await expect(learner.by(page, 'checks')).toContainText('Solved');
  await scene('exercise-solved');
  await learner.goSection(page, 4);
  await learner.run(page, '3');
  await expect(learner.by(page, 'prediction-result')).toBeVisible();
  await whenGradientArrives('a');
  await scene('own-code-backward');

  await learner.openLesson(page, 'a-neural-network');
  await learner.goSection(page, 3);
  await learner.run(page);
  await expect(learner.by(page, 'graph-stage')).toBeVisible();
  await learner.seek(page, 24);
  await page.waitForTimeout(700);
  await scene('network-graph');
  await learner.goSection(page, 4);
  const first = await learner.startRun(page, '0.1');
  await expect(learner.by(page, 'run-progress')).toContainText('of 10,000');
  await expect(page.locator('[data-testid="metric-loss"]')).toBeVisible();
  await scene('training');
  await learner.ended(page, first);
  await scene('trained');
  await page.getByRole('tab', { name: 'Values' }).click();
  await learner.by(page, 'values').getByLabel('lr').fill('0.05');
  await scene('other-settings');
  await learner.by(page, 'values').getByRole('button', { name: 'Run with these values' }).click();
  await learner.ended(page, first + 1);

  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await expect(page.getByRole('row')).toHaveCount(3);
  for (const box of await page.getByRole('checkbox', { name: /^Select “/ }).all()) await box.check();
  await scene('runs');
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('region', { name: 'What differs' })).toBeVisible();
  await scene('compare');
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await page.getByRole('row').nth(1).getByRole('link').first().click();
  await expect(page.getByRole('region', { name: 'Checkpoints' })).toBeVisible();
  await scene('run');
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForTimeout(500);
  await scene('settings');

  for (const [language, theme] of [
    ['ko', 'dark'],
    ['ko', 'projector'],
    ['en', 'projector']
  ] as const) {
    await look(language, theme);
    await page.getByRole('link').first().click();
    await page.evaluate(() => (location.hash = '#/'));
    await page.getByTestId('continue').waitFor();
    await scene(`home-${language}-${theme}`);
    await learner.openLesson(page, 'backward-by-itself');
    await learner.goSection(page, 4);
    await learner.run(page);
    await whenGradientArrives('b');
    await scene(`backward-${language}-${theme}`);
    await learner.openLesson(page, 'a-neural-network');
    await learner.goSection(page, 5);
    await learner.run(page);
    await scene(`network-${language}-${theme}`);
    await page.evaluate(() => (location.hash = '#/runs'));
    await expect(page.getByRole('table')).toBeVisible();
    await page.waitForTimeout(300);
    await scene(`runs-${language}-${theme}`);
  }
});
