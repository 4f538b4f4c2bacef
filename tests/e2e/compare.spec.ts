/**
 * Compare: lesson 43 trained with two learning rates and two seeds each; what differs, groups with their band, CSV against
 * the store's own values, PNG and SVG, a view that is kept and opened again, keyboard, and every look.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { axe, expect, picture, root, test } from './launch.ts';
import * as learner from './learner.ts';

const LESSON = 'a-neural-network';
const STEPS = 300;

interface Row {
  id: string;
  config: Record<string, unknown>;
}

async function call<T>(page: Page, channel: string, input: unknown): Promise<T> {
  const answer = await page.evaluate(
    ([to, what]) =>
      (globalThis as unknown as { dezero: { call(channel: unknown, input: unknown): Promise<unknown> } }).dezero.call(
        to,
        what
      ),
    [channel, input]
  );
  expect(answer).toMatchObject({ ok: true });
  return (answer as { value: T }).value;
}

/** Runs the training cell with other values, as a learner does. */
async function train(page: Page, values: Record<string, number>): Promise<void> {
  const before = Number(await learner.by(page, 'run-bar').getAttribute('data-count'));
  const form = learner.by(page, 'values');
  for (const [name, value] of Object.entries(values)) await form.getByLabel(name).fill(String(value));
  await form.getByRole('button', { name: 'Run with these values' }).click();
  await learner.ended(page, before);
}

/** The save dialog answers with this path. */
async function savesTo(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
}

async function save(page: Page, app: ElectronApplication, file: string, button: string): Promise<Buffer> {
  await savesTo(app, file);
  await page.getByRole('button', { name: button }).click();
  await expect(page.getByRole('group', { name: 'Save what is shown' })).toContainText('Saved.');
  return fs.readFileSync(file);
}

const drawn = (page: Page) => page.locator('[data-testid="compare-chart"] canvas');

test('two learning rates, two seeds each, compared', async ({ page, app, userData }) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 1366, height: 768 });
  await learner.openLesson(page, LESSON);
  await learner.goSection(page, 5);
  await page.getByRole('tab', { name: /3 train/ }).click();
  const source = fs.readFileSync(path.join(root, `lessons/4-neural-networks/43-${LESSON}/cells/3-train.ts`), 'utf8');
  await learner.typeCode(page, source.replace('steps: 10000', `steps: ${STEPS}`));
  await learner.run(page);
  await page.getByRole('tab', { name: 'Values' }).click();
  for (const [lr, seed] of [
    [0.2, 1],
    [0.05, 0],
    [0.05, 1]
  ] as const)
    await train(page, { lr, seed });

  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  const rows = await call<Row[]>(page, 'runs:list', { deleted: false });
  expect(rows).toHaveLength(4);
  const ids = rows.map((row) => row.id);
  const go = (runs: readonly string[]) =>
    page.evaluate((hash) => (location.hash = hash), `#/compare?runs=${runs.join(',')}`);

  await test.step('two runs that differ in nothing but the learning rate', async () => {
    const sameSeed = rows.filter((row) => row.config['seed'] === 0);
    await go(sameSeed.map((row) => row.id));
    await expect(drawn(page)).toHaveAttribute('data-drawn', '2');
    const table = page.getByRole('region', { name: 'What differs' });
    await expect(table.getByRole('columnheader', { name: /^Settings/ })).toHaveCount(1);
    await expect(table.getByRole('columnheader', { name: /lr$/ })).toBeVisible();
    await expect(table.getByRole('columnheader', { name: /seed|hidden|steps|Code|Environment/i })).toHaveCount(0);
    await expect(table).toContainText('0.05');
    await page.getByRole('tab', { name: 'Code', exact: true }).click();
    await expect(page.getByText('Both ran exactly the same code.')).toBeVisible();
  });

  await test.step('four runs, sorted by seed', async () => {
    await go(ids);
    await expect(drawn(page)).toHaveAttribute('data-drawn', '4');
    await page.getByRole('tab', { name: 'What differs' }).click();
    const table = page.getByRole('region', { name: 'What differs' });
    await table.getByRole('button', { name: 'seed' }).click();
    await expect(table.getByRole('columnheader', { name: /seed/ })).toHaveAttribute('aria-sort', 'ascending');
  });

  await test.step('the CSV has the values of the store, bit for bit', async () => {
    const text = (await save(page, app, path.join(userData, 'shown.csv'), 'CSV …')).toString('utf8');
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('run,title,step,loss');
    const curves = await call<{ run: string; step: number[]; value: number[] }[]>(page, 'runs:curves', {
      runs: ids,
      names: ['loss'],
      points: 100_000
    });
    const stored = curves.flatMap(({ run, step, value }) => step.map((at, i) => [run, at, value[i]]));
    expect(stored).toHaveLength(4 * STEPS);
    const read = lines.slice(1).map((line) => {
      const [run] = line.split(',');
      const [at, value] = line.split(',').slice(-2).map(Number);
      return [run, at, value];
    });
    expect(read).toEqual(stored);
  });

  await test.step('PNG and SVG of the chart', async () => {
    const png = await save(page, app, path.join(userData, 'chart.png'), 'PNG …');
    expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    const svg = (await save(page, app, path.join(userData, 'chart.svg'), 'SVG …')).toString('utf8');
    expect(svg).toContain('<svg');
    expect(svg).not.toMatch(/href|url\(|var\(|NaN/);
    const out = path.join(root, 'out/screenshots');
    fs.mkdirSync(out, { recursive: true });
    fs.writeFileSync(path.join(out, 'compare-export.png'), png);
  });

  await test.step('grouped by the learning rate, a view is kept', async () => {
    await page.getByLabel('Group by').selectOption('config.lr');
    await expect(page.getByRole('list', { name: 'Groups' }).getByRole('listitem')).toHaveText([
      /lr = 0.05, n = 2/,
      /lr = 0.2, n = 2/
    ]);
    await expect(drawn(page)).toHaveAttribute('data-drawn', '2');
    await page.getByLabel('Log y', { exact: true }).first().check();
    await page.getByRole('button', { name: 'Keep this view …' }).click();
    await page.getByLabel('Name of the view').fill('Learning rates');
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Kept views')).toHaveValue(/.+/);
    await picture(page, 'compare-groups');
  });

  await test.step('the view opens again after another comparison', async () => {
    await go(ids.slice(0, 2));
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await go(ids.slice(0, 1));
    await expect(drawn(page)).toHaveAttribute('data-drawn', '1');
    await page.getByLabel('Kept views').selectOption({ label: 'Learning rates' });
    await expect(drawn(page)).toHaveAttribute('data-drawn', '2');
    await expect(page.getByLabel('Group by')).toHaveValue('config.lr');
    await expect(page.getByLabel('Log y', { exact: true }).first()).toBeChecked();
    await expect(page.getByText('4 of 4 runs shown')).toBeVisible();
  });

  await test.step('by keyboard: read, zoom, pan, everything', async () => {
    await page.getByLabel('Group by').selectOption('');
    await expect(drawn(page)).toHaveAttribute('data-drawn', '4');
    const plot = page.getByTestId('compare-chart').getByRole('slider');
    await plot.focus();
    await page.keyboard.press('End');
    await expect(plot).toHaveAttribute('aria-valuetext', new RegExp(`step ${STEPS - 1}, `));
    const reset = page.getByTestId('compare-chart').getByRole('button', { name: /zoom/i }).last();
    await expect(reset).toBeDisabled();
    await page.keyboard.press('+');
    await expect(reset).toBeEnabled();
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('0');
    await expect(reset).toBeDisabled();
  });

  await test.step('parameter and metric, and the tree of forks', async () => {
    await page.getByRole('tab', { name: 'Parameter and metric' }).click();
    const scatter = page.getByRole('slider', { name: /loss over lr/ });
    await scatter.focus();
    await page.keyboard.press('Home');
    await expect(scatter).toHaveAttribute('aria-valuetext', /lr 0\.05/);
    await picture(page, 'compare-parameter');
    await page.getByRole('tab', { name: 'Tree of forks' }).click();
    const tree = page.getByRole('tree');
    await tree.getByRole('treeitem').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByText('1 of 4 runs shown')).toBeVisible();
    await page.getByRole('button', { name: 'Show all' }).click();
  });

  await test.step('in every look', async () => {
    test.setTimeout(240_000);
    for (const [language, theme] of [
      ['en', 'light'],
      ['ko', 'dark'],
      ['ko', 'projector']
    ] as const) {
      await page.locator('header select').nth(0).selectOption(language);
      await page.locator('header select').nth(1).selectOption(theme);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      for (const [i, panel] of ['differences', 'code', 'parameter', 'forks'].entries()) {
        await page.locator('[role="tab"]').nth(i).click();
        expect(await axe(page), `${panel} ${language} ${theme}`).toEqual([]);
        await picture(page, `compare-${panel}-${language}-${theme}`);
      }
    }
  });
});
