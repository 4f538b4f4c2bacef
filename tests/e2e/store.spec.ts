/** What is kept: across a restart, a kill -9 during training, a second start, a damaged file, a folder without permission. */
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { electronRuntime } from '../../scripts/electron-runtime.mjs';
import { expect, freshFolder, launch, picture, root, test } from './launch.ts';
import * as learner from './learner.ts';

test('after a restart everything is still there', async ({ launchWith }) => {
  const first = await launchWith();
  await learner.openStep7(first.page);
  await learner.goSection(first.page, 2);
  await learner.openFile(first.page, /variable\.ts/);
  await learner.typeCode(first.page, '// mine\n');
  await learner.choose(first.page, 'Theme', 'dark');
  await learner.openLesson(first.page, 'a-neural-network');
  await learner.goSection(first.page, 5);
  await learner.run(first.page);
  // Typed at the last moment: the window closes before the journal's delay is over.
  await learner.openFile(first.page, /exercise\.ts/);
  await learner.typeCode(first.page, '// at the last moment\n');
  await first.app.close();

  const second = await launchWith();
  await expect(second.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await learner.openLesson(second.page, 'backward-by-itself');
  await expect(second.page.locator('[aria-current="step"]')).toHaveAttribute('aria-label', /2/);
  await learner.openFile(second.page, /variable\.ts/);
  await expect(learner.by(second.page, 'editor')).toContainText('// mine');
  await learner.openLesson(second.page, 'a-neural-network');
  await learner.openFile(second.page, /exercise\.ts/);
  await expect(learner.by(second.page, 'editor')).toContainText('// at the last moment');
  await second.page.getByRole('link', { name: 'Runs', exact: true }).click();
  await expect(second.page.getByRole('row')).toHaveCount(2);
  await expect(second.page.getByRole('row').nth(1)).toContainText('Finished');
});

test('kill -9 during training loses no acknowledged checkpoint', async ({ userData }) => {
  const first = await launch(userData);
  await learner.openLesson(first.page, 'a-neural-network');
  await learner.goSection(first.page, 5);
  await first.page.getByRole('tab', { name: /3 train/ }).click();
  const source = fs.readFileSync(
    path.join(root, 'lessons/4-neural-networks/43-a-neural-network/cells/3-train.ts'),
    'utf8'
  );
  await learner.typeCode(first.page, source.replace('steps: 10000', 'steps: 1000000'));
  await learner.startRun(first.page);
  const saved = first.page.getByText(/Checkpoint saved at step/);
  await expect(saved).toBeVisible({ timeout: 30_000 });
  const acknowledged = Number(/step ([\d,]+)/.exec(await saved.innerText())?.[1]?.replaceAll(',', ''));
  const pid = first.app.process().pid;
  const gone = new Promise((resolve) => first.app.process().once('exit', resolve));
  if (pid) process.kill(pid, 'SIGKILL');
  await gone;

  const second = await launch(userData);
  await expect(second.page.getByText('still running when the app ended last')).toBeVisible();
  await second.page.getByRole('link', { name: 'Runs', exact: true }).click();
  const row = second.page.getByRole('row').nth(1);
  await expect(row).toContainText('Interrupted');
  await row.getByRole('link').first().click();
  const table = second.page.getByRole('region', { name: 'Checkpoints' });
  await expect(table).toBeVisible();
  const steps = await table.getByRole('rowheader').allInnerTexts();
  expect(steps.map((text) => Number(text.replaceAll(',', '')))).toContain(acknowledged);
  await picture(second.page, 'run-interrupted');
  await second.app.close();
});

test('a second start brings the first window to the front and ends', async ({ launchWith, userData }) => {
  await launchWith();
  const runtime = await electronRuntime();
  const second = spawnSync(runtime.path, [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])], {
    env: { ...process.env, DEZERO_USER_DATA: userData },
    encoding: 'utf8',
    timeout: 20_000
  });
  expect(second.status).toBe(0);
  expect(second.stdout + second.stderr).toContain('already running');
});

test('a damaged database is set aside, told, and the app goes on', async ({ userData }) => {
  const first = await launch(userData);
  await learner.continueFromHome(first.page);
  await first.app.close();
  const file = fs.readdirSync(userData).find((name) => name.endsWith('.db'));
  if (!file) throw new Error('there is no database file');
  fs.writeFileSync(path.join(userData, file), 'this is not a database'.repeat(1000));
  const second = await launch(userData);
  await expect(second.page.getByText('The database was damaged')).toBeVisible();
  await picture(second.page, 'notice-damaged');
  await learner.continueFromHome(second.page);
  await learner.run(second.page);
  expect(fs.readdirSync(userData).some((name) => name.includes('.damaged-'))).toBe(true);
  await second.app.close();
});

test('a data folder that cannot be written to: told, and lessons work', async () => {
  const folder = freshFolder();
  // A folder where the database should be cannot be opened as one, whoever asks (root ignores permission bits).
  fs.mkdirSync(path.join(folder, 'dezero.db'));
  const { app, page } = await launch(folder);
  await expect(page.getByText(/cannot be written to|was damaged/)).toBeVisible();
  await learner.openStep7(page);
  await learner.run(page);
  expect(await learner.consoleText(page)).toContain('3.2974');
  await app.close();
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
