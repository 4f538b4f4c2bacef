/** Hand-ins and backups: a run leaves one data folder as a file and goes on in another; many are compared; going back. */
import fs from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { axe, expect, freshFolder, launch, picture, test } from './launch.ts';
import * as learner from './learner.ts';

const LESSON = 'a-neural-network';
const LOSS = 'The last printed loss of the reference: 0.0772213239';

/** The system's save dialog answers with this file. */
const saveTo = (app: ElectronApplication, file: string): Promise<void> =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);

async function openNewestRun(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await page.getByRole('row').nth(1).getByRole('link').first().click();
}

/** Hands in the run whose page is shown, under a name or the one that is offered; returns the name. */
async function handIn(page: Page, app: ElectronApplication, file: string, name?: string): Promise<string> {
  await saveTo(app, file);
  await page.getByRole('button', { name: 'Hand in…' }).click();
  const dialog = page.getByRole('dialog');
  const field = dialog.getByLabel('Handed in as');
  await expect(field).toHaveValue(/^[a-z]+-[a-z]+-\d\d$/);
  if (name !== undefined) await field.fill(name);
  const written = await field.inputValue();
  await dialog.getByRole('button', { name: 'Save the file…' }).click();
  await expect(dialog.getByRole('status')).toContainText(written);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  return written;
}

/** Drags files over the window and drops them, as bytes. */
async function dropFiles(page: Page, files: readonly { name: string; bytes: Buffer }[]): Promise<void> {
  const plain = files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') }));
  const data = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of list)
      transfer.items.add(new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], name));
    return transfer;
  }, plain);
  await page.locator('main').dispatchEvent('dragenter', { dataTransfer: data });
  const zone = page.getByTestId('drop-zone');
  await expect(zone).toBeVisible();
  await picture(page, 'drop-zone');
  await zone.dispatchEvent('drop', { dataTransfer: data });
  await expect(zone).toBeHidden();
}

const chooseIn = async (page: Page, nth: number, value: string): Promise<void> =>
  void (await page.locator('header select').nth(nth).selectOption(value));

/** Looks at what is shown in the languages and themes of a class; the app's own switches are behind the dialog. */
async function look(page: Page, name: string): Promise<void> {
  for (const [language, theme] of [
    ['ko', 'dark'],
    ['ko', 'projector'],
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
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    expect(await axe(page), `${name} ${language} ${theme}`).toEqual([]);
    await page.getByTestId('backups').or(page.getByRole('dialog')).last().scrollIntoViewIfNeeded();
    await picture(page, `${name}-${language}-${theme}`);
  }
}

test('a run is handed in, imported elsewhere, continued there from its checkpoint, and compared', async () => {
  test.setTimeout(240_000);
  const [mine, theirs, files] = [freshFolder(), freshFolder(), freshFolder()];
  const first = await launch(mine);
  await learner.openLesson(first.page, LESSON);
  await learner.goSection(first.page, 5);
  const before = await learner.startAndPause(first.page);
  const progress = learner.by(first.page, 'run-progress');
  await progress.getByRole('button', { name: 'Save a checkpoint now' }).click();
  await progress.getByRole('button', { name: 'One training step' }).click();
  await expect(progress).toContainText('Checkpoint saved at step');
  await learner.by(first.page, 'stop').click();
  await learner.ended(first.page, before);
  await openNewestRun(first.page);

  const names: string[] = [];
  await test.step('the preview says what the file holds, in a made-up name, and writes nothing', async () => {
    await first.page.getByRole('button', { name: 'Hand in…' }).click();
    const dialog = first.page.getByRole('dialog');
    await expect(dialog).toContainText('3-train.ts');
    await expect(dialog).toContainText('at step');
    await look(first.page, 'hand-in');
    const size = dialog.getByTestId('hand-in-size');
    const whole = await size.innerText();
    await dialog.getByLabel(/With the last checkpoint/).uncheck();
    await expect(size).not.toHaveText(whole);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(fs.readdirSync(files)).toEqual([]);
    names.push(await handIn(first.page, first.app, path.join(files, '1.dzrun')));
    names.push(await handIn(first.page, first.app, path.join(files, '2.dzrun'), '한글 이름'));
    names.push(await handIn(first.page, first.app, path.join(files, '3.dzrun')));
  });
  await first.app.close();

  const read = (name: string) => ({ name, bytes: fs.readFileSync(path.join(files, name)) });
  const damaged = { name: 'damaged.dzrun', bytes: Buffer.from(read('1.dzrun').bytes) };
  // The first byte of the weights, which are stored as they are, behind the name in the zip's header.
  const weights = damaged.bytes.indexOf('checkpoint.bin') + 'checkpoint.bin'.length;
  damaged.bytes.writeUInt8(damaged.bytes.readUInt8(weights) ^ 0xff, weights);
  const second = await launch(theirs);
  const { page } = second;
  const dialog = page.getByRole('dialog');
  await page.getByTestId('continue').waitFor();

  await test.step('one file, chosen, becomes a run with its pseudonym', async () => {
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await page.getByTestId('hand-in-files').setInputFiles(path.join(files, '1.dzrun'));
    await dialog.getByRole('button', { name: 'Import 1' }).click();
    await expect(dialog).toContainText('One hand-in was imported.');
    await dialog.getByRole('button', { name: 'Open the run' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(names[0] ?? '');
  });

  await test.step('it is continued from its checkpoint and ends with the losses of the reference', async () => {
    await page
      .getByRole('link', { name: /Continue from here/ })
      .first()
      .click();
    await expect(learner.by(page, 'lesson-text')).toBeVisible();
    await learner.finishResumed(page);
    expect(await learner.consoleText(page), LOSS).toContain('0.0772213239');
  });

  await test.step('several are dropped: one is known, one is damaged, one is no hand-in', async () => {
    const stranger = { name: 'notes.txt', bytes: Buffer.from('no hand-in') };
    await dropFiles(page, [read('1.dzrun'), read('2.dzrun'), read('3.dzrun'), damaged, stranger]);
    await expect(page.getByTestId('import')).toHaveAttribute('data-phase', 'choosing');
    await expect(page.getByTestId('found').getByRole('checkbox')).toHaveCount(3);
    await expect(page.getByTestId('found').getByText('imported before')).toHaveCount(1);
    await expect(dialog.getByRole('alert')).toContainText('damaged.dzrun is damaged');
    await expect(dialog.getByRole('alert')).toContainText('notes.txt is not a hand-in');
    await page.getByTestId('found').locator('summary').nth(1).click();
    await look(page, 'import');
    await dialog.getByRole('button', { name: 'Import 3' }).click();
    await expect(dialog).toContainText('2 hand-ins were imported. One had been imported before');
    await look(page, 'imported');
  });

  await test.step('the comparison names them by their pseudonyms', async () => {
    await dialog.getByRole('button', { name: 'Compare them' }).click();
    for (const name of names)
      await expect(
        page
          .getByRole('main')
          .getByRole('link', { name: new RegExp(name) })
          .first()
      ).toBeVisible();
    await picture(page, 'class-comparison');
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    // Three hand-ins, the run that went on from one, and the head.
    await expect(page.getByRole('row')).toHaveCount(5);
  });
  await second.app.close();
  for (const folder of [mine, theirs, files]) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('a backup is made by hand, gone back to, and what was there is set aside', async ({ page, userData }) => {
  await page.getByTestId('continue').waitFor();
  await chooseIn(page, 1, 'dark');
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  const backups = page.getByTestId('backups');
  await backups.getByRole('button', { name: 'Back up now' }).click();
  await expect(backups.getByRole('status')).toHaveText('A backup was made and checked.');
  const byHand = backups.getByRole('row', { name: /By hand/ });
  await expect(byHand).toHaveCount(1);
  await look(page, 'backups');
  await byHand.getByRole('button', { name: /^Restore…/ }).click();
  await look(page, 'restore');
  await page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('What was there until now is kept');
  await picture(page, 'restored');
  await page.getByRole('button', { name: 'Go on with these data' }).click();
  // Light came after the backup.
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(fs.readdirSync(userData).filter((name) => name.includes('.before-restore-'))).not.toEqual([]);
});
