/** Data sets: got from a file or a download that goes on where it stopped, and used in a cell. */
import fs from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { axe, expect, picture, test } from './launch.ts';
import * as learner from './learner.ts';

const names = Array.from({ length: 1000 }, (_, i) => `class number ${i}`).join('\n');
const CELL = `import { D } from 'dezero';
console.log('digits', new D.MNIST({ train: false }).length);
console.log(D.ImageNet.labels()[7]);
`;

const row = (page: Page, id: string) => page.locator(`[data-testid="dataset"][data-id="${id}"]`);
const showSettings = async (page: Page): Promise<void> => {
  await page.evaluate(() => (location.hash = '#/settings'));
  await expect(row(page, 'imagenet')).toBeVisible();
};
const useInCell = async (page: Page): Promise<void> => {
  await page.evaluate(() => (location.hash = '#/home'));
  await learner.openLesson(page, 'a-neural-network');
  await learner.goSection(page, 1);
  await learner.typeCode(page, CELL);
  await learner.run(page);
};
/** The file that the next dialog gives. */
const willChoose = (app: ElectronApplication, file: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, file);

test('a data set from a file is checked, listed, and used in a cell', async ({ page, app, userData }) => {
  await useInCell(page);
  await expect(page.getByText('Open Settings, Data sets').first()).toBeVisible();
  expect(await learner.consoleText(page)).toContain('digits 10000');
  await picture(page, 'datasets-absent-in-cell');

  await showSettings(page);
  const wrong = path.join(userData, 'wrong.txt');
  fs.writeFileSync(wrong, 'tench\n');
  await willChoose(app, wrong);
  const fromFile = row(page, 'imagenet').getByRole('button', { name: /From a file/ });
  await fromFile.click();
  await expect(row(page, 'imagenet').getByRole('alert')).toContainText('it has 1 lines, not 1000');
  await willChoose(app, wrong);
  await row(page, 'cifar10')
    .getByRole('button', { name: /From a file/ })
    .click();
  await expect(row(page, 'cifar10').getByRole('alert')).toContainText('not the file of this data set');

  const right = path.join(userData, 'labels.txt');
  fs.writeFileSync(right, names);
  await willChoose(app, right);
  await fromFile.click();
  await expect(row(page, 'imagenet')).toHaveAttribute('data-installed', 'true');
  for (const [language, theme] of [
    ['en', 'light'],
    ['ko', 'dark'],
    ['ko', 'projector'],
    ['en', 'projector']
  ] as const) {
    await page.locator('header select').nth(0).selectOption(language);
    await page.locator('header select').nth(1).selectOption(theme);
    await learner.by(page, 'datasets').scrollIntoViewIfNeeded();
    await row(page, 'cifar10').evaluate((one) => one.scrollIntoView({ block: 'center' }));
    expect(await axe(page), `${language} ${theme}`).toEqual([]);
    await picture(page, `datasets-${language}-${theme}`);
  }
  await page.locator('header select').nth(0).selectOption('en');
  await useInCell(page);
  expect(await learner.consoleText(page)).toContain('class number 7');

  await showSettings(page);
  await row(page, 'imagenet')
    .getByRole('button', { name: /Remove/ })
    .click();
  await picture(page, 'datasets-remove');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(row(page, 'imagenet')).toHaveAttribute('data-installed', 'false');
});

test('offline is said; a download can be stopped and goes on there', async ({ page, app }) => {
  await page.getByTestId('continue').waitFor();
  await showSettings(page);
  await app.evaluate(({ session }) => session.defaultSession.enableNetworkEmulation({ offline: true }));
  await row(page, 'shakespeare')
    .getByRole('button', { name: /Download/ })
    .click();
  await expect(row(page, 'shakespeare').getByRole('alert')).toContainText('seems to be offline');
  await picture(page, 'datasets-offline');
  await app.evaluate(({ session }) => session.defaultSession.disableNetworkEmulation());

  // The server: half of the file and then nothing, until the rest is asked for.
  await app.evaluate(({ session }, text) => {
    const bytes = new TextEncoder().encode(text);
    const half = Math.floor(bytes.length / 2);
    session.defaultSession.protocol.handle('https', (request) => {
      const range = request.headers.get('range');
      const name = { etag: '"one"' };
      if (range === null) {
        const body = new ReadableStream({ start: (stream) => stream.enqueue(bytes.subarray(0, half)) });
        return new Response(body, { headers: { ...name, 'content-length': String(bytes.length) } });
      }
      if (range !== `bytes=${half}-` || request.headers.get('if-range') !== '"one"')
        return new Response(null, { status: 400 });
      const part = `bytes ${half}-${bytes.length - 1}/${bytes.length}`;
      return new Response(bytes.subarray(half), { status: 206, headers: { ...name, 'content-range': part } });
    });
  }, names);
  await row(page, 'imagenet')
    .getByRole('button', { name: /Download/ })
    .click();
  await expect(row(page, 'imagenet').getByTestId('dataset-work')).toContainText(/kB of .*kB/);
  await row(page, 'imagenet').evaluate((one) => one.scrollIntoView({ block: 'center' }));
  await picture(page, 'datasets-downloading');
  await row(page, 'imagenet')
    .getByRole('button', { name: /Cancel/ })
    .click();
  await expect(row(page, 'imagenet')).toContainText('Not finished');
  await row(page, 'imagenet')
    .getByRole('button', { name: /Continue download/ })
    .click();
  await expect(row(page, 'imagenet')).toHaveAttribute('data-installed', 'true');
  await useInCell(page);
  expect(await learner.consoleText(page)).toContain('class number 7');
});
