/** Step 7 as a learner does it: by clicks, then by keyboard alone; the numbers on the stage against the engine's. */
import type { Locator, Page } from '@playwright/test';
import { F, nd, Variable } from '../../src/engine/index.ts';
import { expect, picture, test } from './launch.ts';
import * as learner from './learner.ts';
import { solutionOf } from './solutions.ts';

/** The engine's own gradients of y = (exp(x²))² at x = 0.5. */
function engineGradients(): Record<string, number> {
  const x = new Variable(nd.array(0.5));
  const a = F.square(x);
  const b = F.exp(a);
  const y = F.square(b);
  y.backward({ retainGrad: true });
  return Object.fromEntries(
    Object.entries({ x, a, b, y }).map(([name, variable]) => [name, Number(variable.grad?.data.item())])
  );
}

test('a new user sees the first moving graph after two clicks', async ({ page }) => {
  const started = Date.now();
  await learner.continueFromHome(page);
  await learner.run(page);
  await expect(learner.by(page, 'graph-stage')).toHaveAttribute('data-events', /[1-9]/);
  // Told, not asserted: a time says nothing on a busy machine.
  console.log(`first moving graph after two clicks: ${Date.now() - started} ms`);
});

test('step 7 by clicks: links, playback, exercise, own code, question', async ({ page }) => {
  const gradients = engineGradients();
  await learner.openStep7(page);
  await learner.run(page);
  await expect(learner.by(page, 'graph-stage')).toBeVisible();
  expect(await learner.consoleText(page)).toContain('3.297442541400256');

  await test.step('playback to the middle of backward', async () => {
    await learner.openFile(page, 'Table');
    const last = Number(await learner.by(page, 'timeline-position').getAttribute('max'));
    await learner.seek(page, last);
    for (const name of ['x', 'a', 'b', 'y'])
      expect((await learner.variable(page, name)).grad, name).toBe(gradients[name]);
    // Back until the gradient of x has not arrived any more: b has its own by then.
    for (let k = last; (await learner.variable(page, 'x')).grad !== null; k--) await learner.seek(page, k);
    expect((await learner.variable(page, 'b')).grad).toBe(gradients['b']);
    expect((await learner.variable(page, 'a')).grad).toBe(gradients['a']);
    await learner.openFile(page, 'Graph');
    await page.waitForTimeout(900);
    await picture(page, 'lesson7-mid-backward');
  });

  await test.step('the start fails its check, with the reason', async () => {
    await learner.goSection(page, 3);
    await learner.by(page, 'check').click();
    await expect(learner.by(page, 'checks')).toContainText('return when this.creator is null');
    await page.getByRole('tab', { name: 'Hints' }).click();
    await page.getByRole('button', { name: 'Show hint 1 of 3' }).click();
    await expect(learner.by(page, 'hints')).toContainText('Begin with');
  });

  await test.step('the learner writes it, and it passes', async () => {
    for (const file of ['variable.ts', 'exercise.ts']) {
      await learner.openFile(page, new RegExp(file));
      await learner.typeCode(page, solutionOf('07-backward-by-itself', file));
    }
    await learner.by(page, 'check').click();
    await expect(learner.by(page, 'checks')).toContainText('Solved');
    await picture(page, 'lesson7-solved');
  });

  await test.step('own code plays, with a prediction first', async () => {
    await learner.goSection(page, 4);
    await learner.run(page, '3');
    await expect(learner.by(page, 'prediction-result')).toContainText('3.297');
    await learner.openFile(page, 'Table');
    await learner.seek(page, Number(await learner.by(page, 'timeline-position').getAttribute('max')));
    expect((await learner.variable(page, 'x')).grad).toBe(gradients['x']);
  });

  await test.step('the question explains right and wrong', async () => {
    await learner.goSection(page, 6);
    await page.getByRole('radio').nth(0).check();
    await expect(page.getByText('Not quite.')).toBeVisible();
    await page.getByRole('radio').nth(1).check();
    await expect(page.getByText('Right.', { exact: true })).toBeVisible();
    await picture(page, 'lesson7-question');
  });
});

test('a wrong walk is seen: the first wrong gradient is on the stage', async ({ page }) => {
  await learner.openStep7(page);
  await learner.goSection(page, 4);
  await learner.openFile(page, /variable\.ts/);
  await learner.typeCode(
    page,
    solutionOf('07-backward-by-itself', 'variable.ts').replace('f.backward(this.grad)', 'f.backward(nd.array(1.0))')
  );
  await learner.run(page);
  await learner.openFile(page, 'Table');
  await learner.seek(page, Number(await learner.by(page, 'timeline-position').getAttribute('max')));
  const gradients = engineGradients();
  expect((await learner.variable(page, 'b')).grad).toBe(gradients['b']);
  // exp(a) times 1 instead of times the gradient of b.
  expect((await learner.variable(page, 'a')).grad).toBeCloseTo(Math.exp(0.25), 12);
});

test('step 7 by keyboard alone', async ({ page }) => {
  await page.keyboard.press('Tab');
  await tabTo(page, page.getByRole('link', { name: /^7 / }));
  await page.keyboard.press('Enter');
  await expect(learner.by(page, 'lesson-text')).toBeVisible();
  await tabTo(page, learner.by(page, 'lesson-text'));
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('heading', { name: 'Every variable remembers who made it' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(learner.by(page, 'graph-stage')).toBeVisible();
  await tabTo(page, learner.by(page, 'graph-stage'));
  await expect(learner.by(page, 'run-bar')).toHaveAttribute('data-status', 'finished');
  await page.keyboard.press('Home');
  await expect(learner.by(page, 'graph-stage')).toHaveAttribute('data-cursor', '0');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(learner.by(page, 'graph-stage')).toHaveAttribute('data-cursor', '2');
  await page.keyboard.press('ArrowLeft');
  await expect(learner.by(page, 'graph-stage')).toHaveAttribute('data-cursor', '1');
  await page.keyboard.press('End');
  const last = await learner.by(page, 'graph-stage').getAttribute('data-events');
  await expect(learner.by(page, 'graph-stage')).toHaveAttribute('data-cursor', last ?? '');
  await expect(learner.by(page, 'timeline-event')).not.toBeEmpty();
});

async function tabTo(page: Page, target: Locator) {
  for (let i = 0; i < 60; i++) {
    const handle = await target.elementHandle();
    if (handle && (await handle.evaluate((element) => element.contains(document.activeElement)))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('it cannot be reached by Tab');
}
