/** Step 43: trained twice with different settings, watched live, paused, compared; the loss against the reference. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, picture, root, test } from './launch.ts';
import * as learner from './learner.ts';

const LESSON = 'a-neural-network';

test('train, see the loss, train again, compare', async ({ page }) => {
  await learner.openLesson(page, LESSON);
  await learner.goSection(page, 4);
  const before = await learner.startRun(page, '0.1');

  await test.step('the curve grows while the window answers', async () => {
    await expect(learner.by(page, 'run-progress')).toContainText('of 10,000');
    const chart = page.locator('[data-testid="metric-loss"]');
    await expect(chart).toBeVisible();
    // A click is answered while the training goes on.
    await page.getByRole('tab', { name: 'Table' }).click();
    await page.getByRole('tab', { name: 'Plots' }).click();
    await expect(chart).toBeVisible();
  });
  await learner.ended(page, before);
  await picture(page, 'lesson43-trained');

  await test.step('the printed losses are those of the reference', async () => {
    const golden = JSON.parse(fs.readFileSync(path.join(root, 'tests/golden/data/steps/step43.json'), 'utf8')) as {
      prints: string[];
    };
    const printed = [...(await learner.consoleText(page)).matchAll(/variable\(([\d.]+)\)/g)].map(([, digits]) =>
      Number(digits)
    );
    const expected = golden.prints.map((line) => Number(/\(([\d.]+)\)/.exec(line)?.[1]));
    expect(printed).toHaveLength(expected.length + 1);
    for (const [i, value] of expected.entries())
      expect(Math.abs((printed[i] ?? NaN) - value) / value, `print ${i}`).toBeLessThan(1e-6);
  });

  await test.step('again with another learning rate', async () => {
    await page.getByRole('tab', { name: 'Values' }).click();
    await learner.by(page, 'values').getByLabel('lr').fill('0.05');
    await learner.by(page, 'values').getByLabel('steps').fill('3000');
    const second = Number(await learner.by(page, 'run-bar').getAttribute('data-count'));
    await learner.by(page, 'values').getByRole('button', { name: 'Run with these values' }).click();
    await learner.ended(page, second);
  });

  await test.step('both are in the list, and the comparison says what differs', async () => {
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await expect(page.getByRole('row')).toHaveCount(3);
    await picture(page, 'runs');
    for (const box of await page.getByRole('checkbox', { name: /^Select “/ }).all()) await box.check();
    await page.getByRole('button', { name: 'Compare' }).click();
    const table = page.getByRole('region', { name: 'What differs' });
    await expect(table.getByRole('columnheader', { name: /\blr$/ })).toBeVisible();
    await expect(table.getByRole('cell', { name: '0.05', exact: true })).toBeVisible();
    await expect(table.getByRole('cell', { name: '0.2', exact: true })).toBeVisible();
    await expect(table.getByRole('columnheader', { name: /hidden/ })).toHaveCount(0);
    await page.getByRole('tab', { name: 'Code', exact: true }).click();
    await expect(page.getByText('Both ran exactly the same code.')).toBeVisible();
    await picture(page, 'compare');
  });

  await test.step('the run page has curve, code, settings and checkpoints', async () => {
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await page.getByRole('row').nth(2).getByRole('link').first().click();
    await expect(page.getByRole('region', { name: 'Checkpoints' }).getByRole('row')).not.toHaveCount(1);
    await expect(page.getByText('run.steps(steps').first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Environment' })).toContainText(/kernels\s*(strict|relaxed)/);
    await picture(page, 'run-page');
  });
});

test('pause, single steps, stop, and go on from the checkpoint with the same numbers', async ({ page }) => {
  await learner.openLesson(page, LESSON);
  await learner.goSection(page, 5);
  const before = await learner.startAndPause(page);
  const progress = learner.by(page, 'run-progress');
  const stepNow = async () => Number(/step ([\d,]+)/.exec(await progress.innerText())?.[1]?.replaceAll(',', ''));
  const paused = await stepNow();
  await progress.getByRole('button', { name: 'One training step' }).click();
  await expect.poll(stepNow).toBe(paused + 1);
  await progress.getByRole('button', { name: 'Save a checkpoint now' }).click();
  await progress.getByRole('button', { name: 'One training step' }).click();
  await expect(progress).toContainText('Checkpoint saved at step');
  await learner.by(page, 'stop').click();
  await learner.ended(page, before);
  await expect(learner.by(page, 'run-bar')).toHaveAttribute('data-status', 'stopped');

  await progress.getByRole('link', { name: 'Open this run' }).click();
  await page
    .getByRole('link', { name: /Continue from here/ })
    .first()
    .click();
  await expect(learner.by(page, 'lesson-text')).toBeVisible();
  await learner.finishResumed(page);
  // The last losses that are printed are the reference's: the stop changed nothing.
  expect(await learner.consoleText(page)).toContain('0.0772213239');
});
