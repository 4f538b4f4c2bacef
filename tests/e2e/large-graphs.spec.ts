/** Large graphs as a person meets them: a deep network folded by layer, a training loop of ten thousand nodes. */
import type { Page } from '@playwright/test';
import { axe, expect, picture, test } from './launch.ts';
import * as learner from './learner.ts';

/** VGG16 as it is, on one small picture. */
const VGG = `import { F, M, nd, random } from 'dezero';

random.seed(0);
const model = new M.VGG16();
const x = random.rand(1, 3, 32, 32).astype('float32');
const y = model.call(x);
const loss = F.mean(y * y);
loss.backward();
console.log(loss.shape);
`;

/** Each turn of the loop makes eight nodes, all on the graph of one loss. */
const LOOP = `import { F, Variable, nd } from 'dezero';

let x = new Variable(nd.array(0.5), 'x');
for (let k = 0; k < 1250; k++) {
  const a = F.sin(x);
  const b = F.cos(a);
  const c = F.tanh(b);
  x = a + c;
}
console.log(x);
`;

const nodes = async (page: Page): Promise<number> =>
  Number(await learner.by(page, 'graph-stage').getAttribute('data-nodes'));

/** The whole trace is there, and its last layout on the screen. */
async function laidOut(page: Page): Promise<void> {
  const stage = learner.by(page, 'graph-stage');
  const state = async () => `${await stage.getAttribute('data-events')} ${await stage.getAttribute('data-layouts')}`;
  let last = '';
  await expect
    .poll(
      async () => {
        const before = last;
        last = await state();
        return last === before;
      },
      { intervals: [600] }
    )
    .toBe(true);
}

/** Walks through the visible nodes until a group of this name is selected. */
async function walkTo(page: Page, name: string): Promise<void> {
  await learner.by(page, 'graph-view').focus();
  for (let press = 0; press < 12; press++) {
    await page.keyboard.press('ArrowDown');
    if ((await learner.by(page, 'graph-group').textContent())?.includes(name)) return;
  }
  throw new Error(`there is no group ${name} among the first nodes`);
}

async function runCode(page: Page, code: string): Promise<void> {
  await page.getByTestId('continue').waitFor();
  await page.setViewportSize({ width: 1366, height: 768 });
  await learner.openLesson(page, 'a-neural-network');
  await learner.goSection(page, 3);
  await learner.typeCode(page, code);
  await learner.run(page);
  await expect(learner.by(page, 'graph-stage')).toBeVisible();
  await laidOut(page);
  await learner.seek(page, Number(await learner.by(page, 'timeline-position').getAttribute('max')));
}

async function look(page: Page, language: string, theme: string): Promise<void> {
  await page.locator('header select').nth(0).selectOption(language);
  await page.locator('header select').nth(1).selectOption(theme);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

test('VGG16: fold by layer, open a group, search, use the map', async ({ page }) => {
  test.setTimeout(180_000);
  await runCode(page, VGG);
  const all = await nodes(page);
  expect(all).toBeGreaterThan(100);

  await test.step('folded by layer, each layer is one node', async () => {
    await learner.by(page, 'graph-fold-mode').selectOption('layer');
    await expect.poll(() => nodes(page)).toBeLessThan(all);
    await expect(learner.by(page, 'graph-fold-close')).toHaveCount(1);
    await picture(page, 'large-vgg-layers');
  });

  const folded = await nodes(page);
  await test.step('a group opens and folds again by keyboard', async () => {
    await walkTo(page, 'conv1_');
    await page.keyboard.press('Enter');
    await expect.poll(() => nodes(page)).toBe(folded + 2);
    await page.waitForTimeout(400);
    await picture(page, 'large-vgg-opened');
    await page.keyboard.press('Backspace');
    await expect.poll(() => nodes(page)).toBe(folded);
  });

  await test.step('search finds what is hidden, and shows it', async () => {
    await page.keyboard.press('/');
    await learner.by(page, 'graph-search-field').fill('fc7 linear');
    await expect(learner.by(page, 'graph-search-count')).toHaveText('1 of 1');
    await expect.poll(() => nodes(page)).toBe(folded + 2);
    await expect(learner.by(page, 'inspector')).toContainText('Linear');
    await learner.by(page, 'graph-search-field').fill('conv2d');
    await expect(learner.by(page, 'graph-search-count')).toHaveText('1 of 13');
    await page.keyboard.press('Enter');
    await expect(learner.by(page, 'graph-search-count')).toHaveText('2 of 13');
    await page.waitForTimeout(400);
    await picture(page, 'large-vgg-search');
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(learner.by(page, 'graph-view')).toBeFocused();
  });

  await test.step('the map moves the view', async () => {
    const map = learner.by(page, 'graph-minimap');
    await expect(map).toBeVisible();
    const before = await map.screenshot();
    const box = await map.boundingBox();
    if (!box) throw new Error('the map has no place');
    await page.mouse.click(box.x + box.width * 0.85, box.y + box.height / 2);
    await expect.poll(async () => (await map.screenshot()).equals(before)).toBe(false);
    await picture(page, 'large-vgg-map');
    await learner.by(page, 'graph-fit').click();
    await expect(map).toBeHidden();
  });

  await test.step('the choice is kept when one comes back', async () => {
    await learner.by(page, 'stage-table').click();
    await learner.by(page, 'stage-graph').click();
    await expect(learner.by(page, 'graph-fold-mode')).toHaveValue('layer');
  });

  for (const [language, theme] of [
    ['ko', 'light'],
    ['en', 'dark'],
    ['ko', 'projector']
  ] as const) {
    await look(page, language, theme);
    await learner.seek(page, 150);
    await page.waitForTimeout(500);
    await picture(page, `large-vgg-${language}-${theme}`);
  }
});

test('a loop of ten thousand nodes folds by itself, and opens turn by turn', async ({ page }) => {
  test.setTimeout(180_000);
  await runCode(page, LOOP);
  await expect.poll(() => nodes(page)).toBeGreaterThan(20);
  expect(await nodes(page)).toBeLessThan(300);
  await page.waitForTimeout(500);
  await picture(page, 'large-loop');
  await walkTo(page, 'Turns');
  const before = await nodes(page);
  await page.keyboard.press('Enter');
  await expect.poll(() => nodes(page)).toBeGreaterThan(before);
  await page.waitForTimeout(400);
  await picture(page, 'large-loop-opened');
  await learner.by(page, 'graph-fold-mode').selectOption('line');
  await page.waitForTimeout(600);
  await picture(page, 'large-loop-lines');
  expect(await axe(page)).toEqual([]);
});
