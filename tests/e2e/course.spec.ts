/**
 * Steps 1 to 24 as a learner walks them, one after the other: every section is read, every cell run, the question answered,
 * the exercise failed once, a hint taken, solved, and on by the button to the next lesson. In the middle the app is quit and
 * comes back to the same place. Another walk is by keys alone, and one only looks: in Korean and dark, axe on every section.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { axe, expect, launch, picture, root, test } from './launch.ts';
import * as learner from './learner.ts';

interface Step {
  number: number;
  id: string;
  /** The learner's files as the solution of this step leaves them, those that differ. */
  solution: Record<string, string>;
  sections: number;
  exercise: number;
}

const LAST = 24;
/** The app is quit and started again when this step's exercise has been opened. */
const QUIT_AT = 12;

function steps(): Step[] {
  const folders = ['1-automatic-differentiation', '2-natural-code'].flatMap((stage) =>
    fs.readdirSync(path.join(root, 'lessons', stage)).map((name) => path.join(root, 'lessons', stage, name))
  );
  return folders
    .filter((folder) => /^\d/.test(path.basename(folder)) && Number.parseInt(path.basename(folder)) <= LAST)
    .sort((a, b) => Number.parseInt(path.basename(a)) - Number.parseInt(path.basename(b)))
    .map((folder) => {
      const scene = JSON.parse(fs.readFileSync(path.join(folder, 'scene.json'), 'utf8')) as {
        sections: { exercise?: boolean }[];
      };
      const names = fs.readdirSync(path.join(folder, 'solution'));
      return {
        number: Number.parseInt(path.basename(folder)),
        id: path.basename(folder).replace(/^\d+-/, ''),
        solution: Object.fromEntries(
          names.map((name) => [name, fs.readFileSync(path.join(folder, 'solution', name), 'utf8')])
        ),
        sections: scene.sections.length,
        exercise: 1 + scene.sections.findIndex((section) => section.exercise)
      };
    });
}

async function solve(page: Page, { solution, exercise }: Step): Promise<void> {
  await learner.goSection(page, exercise);
  await learner.by(page, 'check').click();
  await expect(learner.by(page, 'checks')).toBeVisible();
  await expect(page.getByText('Solved')).toHaveCount(0);
  await page.getByRole('tab', { name: 'Hints' }).click();
  await page.getByRole('button', { name: 'Show hint 1 of 3' }).click();
  await expect(learner.by(page, 'hints').getByRole('listitem')).toHaveCount(1);
  for (const [file, source] of Object.entries(solution)) {
    await learner.openFile(page, new RegExp(`^${file.replace('.', '\\.')}`));
    await learner.typeCode(page, source);
  }
  await learner.by(page, 'check').click();
  await expect(learner.by(page, 'checks')).toContainText('Solved');
}

async function read(page: Page, { sections, exercise, number }: Step): Promise<void> {
  for (let section = 1; section < sections; section++) {
    await learner.goSection(page, section);
    if (section === exercise) continue;
    if (section > exercise) await learner.run(page);
    await expect(learner.by(page, 'run-error')).toHaveCount(0);
  }
  await picture(page, `course-${String(number).padStart(2, '0')}-en-light`);
}

async function answer(page: Page, { sections }: Step): Promise<void> {
  await learner.goSection(page, sections);
  const answers = page.getByRole('radio');
  for (let i = 0; i < (await answers.count()); i++) {
    await answers.nth(i).check();
    if (await page.getByText('Right.', { exact: true }).isVisible()) return;
  }
  throw new Error('no answer is right');
}

test('a learner walks steps 1 to 24, quits in the middle and comes back', async ({ userData }) => {
  test.setTimeout(1_200_000);
  let { app, page } = await launch(userData);
  await page.setViewportSize({ width: 1366, height: 768 });
  await learner.continueFromHome(page);
  for (const step of steps()) {
    await test.step(`step ${step.number}`, async () => {
      await expect(page).toHaveURL(new RegExp(`lesson/${step.id}`));
      if (step.number === QUIT_AT) {
        await learner.goSection(page, step.exercise);
        await app.close();
        ({ app, page } = await launch(userData));
        await learner.continueFromHome(page);
        await expect(page.locator('[aria-current="step"]')).toHaveAttribute(
          'aria-label',
          new RegExp(`Section ${step.exercise} `)
        );
      }
      await solve(page, step);
      await read(page, step);
      await answer(page, step);
      if (step.number < LAST) await page.getByRole('button', { name: /Next lesson/ }).click();
    });
  }
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await expect(page.getByText(`${LAST} done`)).toBeVisible();
  await app.close();
});

test('a learner goes on with their own framework, or with the lesson’s', async ({ page }) => {
  const [first] = steps();
  if (!first) throw new Error('there is no step 1');
  await learner.continueFromHome(page);
  const own = (first.solution['variable.ts'] ?? '').replace('this.data = data;', 'this.data = data; // my own line');
  await solve(page, { ...first, solution: { ...first.solution, 'variable.ts': own } });
  await learner.goSection(page, first.sections);
  await page.getByRole('button', { name: /Next lesson/ }).click();
  await expect(learner.by(page, 'basis')).toBeVisible();
  await learner.openFile(page, /^variable\.ts/);
  const editor = learner.by(page, 'editor');
  await expect(editor).toContainText('my own line');
  // What the step brings is there, too.
  await expect(editor).toContainText('class Func');
  await picture(page, 'course-own-code');
  await page.getByRole('button', { name: 'Use the lesson’s code' }).click();
  await expect(editor).not.toContainText('my own line');
  await learner.by(page, 'use-own').click();
  await expect(editor).toContainText('my own line');
});

/** Presses Tab until the focus is in the target. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const inside = () => target.evaluate((element) => element.contains(document.activeElement));
  for (let i = 0; i < 120; i++) {
    if (await inside()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('it cannot be reached by Tab');
}

/** Writes a file by keys alone: to its tab by arrow keys, into the editor, and out of it again. */
async function writeFile(page: Page, file: string, source: string): Promise<void> {
  const tabs = page.getByRole('tablist', { name: 'Files' });
  await tabTo(page, tabs);
  const tab = tabs.getByRole('tab', { name: new RegExp(`^${file.replace('.', '\\.')}`) });
  for (let i = 0; i < 12 && (await tab.getAttribute('aria-selected')) !== 'true'; i++)
    await page.keyboard.press('ArrowRight');
  await expect(tab).toHaveAttribute('aria-selected', 'true');
  await tabTo(page, learner.by(page, 'editor'));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(source);
  // The editor reads what came into the page a moment later, and only then offers completions, which take an Escape each.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  for (let i = 0; i < 3; i++) await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(learner.by(page, 'editor').locator('.cm-content')).not.toBeFocused();
}

test('steps 1 to 24 by keyboard alone', async ({ page }) => {
  test.setTimeout(1_200_000);
  await page.getByTestId('continue').waitFor();
  await page.keyboard.press('Tab');
  await tabTo(page, learner.by(page, 'continue'));
  await page.keyboard.press('Enter');
  for (const step of steps()) {
    await test.step(`step ${step.number}`, async () => {
      await expect(page).toHaveURL(new RegExp(`lesson/${step.id}`));
      await expect(learner.by(page, 'run')).toBeEnabled();
      for (let section = 1; section < step.exercise; section++) await page.keyboard.press('Alt+PageDown');
      for (const [file, source] of Object.entries(step.solution)) await writeFile(page, file, source);
      await page.keyboard.press('ControlOrMeta+Shift+Enter');
      await expect(learner.by(page, 'checks')).toContainText('Solved');
      await page.keyboard.press('Alt+PageDown');
      await page.keyboard.press('ControlOrMeta+Enter');
      await expect(learner.by(page, 'run-bar')).toHaveAttribute('data-status', /starting|running|finished/);
      const card = learner.by(page, 'prediction');
      if (await card.isVisible()) {
        await page.keyboard.insertText('1');
        await page.keyboard.press('Enter');
      }
      await expect(learner.by(page, 'run-bar')).toHaveAttribute('data-status', 'finished');
      for (let section = step.exercise + 1; section < step.sections; section++)
        await page.keyboard.press('Alt+PageDown');
      await tabTo(page, page.getByRole('radio').first());
      await page.keyboard.press('Space');
      for (let i = 0; i < 5 && !(await page.getByText('Right.', { exact: true }).isVisible()); i++)
        await page.keyboard.press('ArrowDown');
      await expect(page.getByText('Right.', { exact: true })).toBeVisible();
      if (step.number === LAST) return;
      await tabTo(page, page.getByRole('button', { name: /Next lesson/ }));
      await page.keyboard.press('Enter');
    });
  }
});

test('every section in Korean and dark: axe finds nothing', async ({ page }) => {
  test.setTimeout(600_000);
  await page.getByTestId('continue').waitFor();
  await learner.choose(page, 'Language', 'ko');
  await page.locator('header select').nth(1).selectOption('dark');
  const found: string[] = [];
  for (const step of steps()) {
    await learner.openLesson(page, step.id);
    for (let section = 1; section <= step.sections; section++) {
      await learner.goSection(page, section);
      if (section === 2) await picture(page, `course-${String(step.number).padStart(2, '0')}-ko-dark`);
      found.push(...(await axe(page)).map((one) => `${step.id}, section ${section}: ${one}`));
    }
  }
  expect(found).toEqual([]);
});
