/**
 * A hand-in and a class pack that are opened with the app, as the system does on a double click: as an argument of the app's start, and of a
 * second start while the first goes on. Its preview is shown, and nothing is imported without a yes.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { electronRuntime } from '../../scripts/electron-runtime.mjs';
import { collect } from '../../src/main/packs/handing-in.ts';
import { writeHandIn } from '../../src/main/packs/hand-in-write.ts';
import { newRun, NOW, rows, runId } from '../../src/store/testing/samples.ts';
import { Store } from '../../src/store/verbs.ts';
import { classPack } from '../../src/main/packs/testing/class-pack.ts';
import { axe, expect, freshFolder, launch, picture, root, test } from './launch.ts';

/** Writes a hand-in of a short run. */
async function handIn(file: string, pseudonym: string): Promise<void> {
  const store = new Store();
  await store.handle('open', { file: ':memory:', now: NOW });
  const run = runId('a');
  await store.handle('runCreate', newRun('a'));
  await store.handle('metricsAppend', { run, rows: rows('loss', 0, [3, 2, 1]) });
  await store.handle('runFinish', { run, status: 'finished', seconds: 1, error: null });
  const ask = { ask: store.handle.bind(store) };
  const wish = { run, pseudonym, checkpoint: false, notes: false };
  fs.writeFileSync(file, writeHandIn(await collect(ask, wish, { app: '0.1.0', at: NOW })));
  store.close();
}

test('a double click on a hand-in or a class pack opens its preview, also while the app is running', async () => {
  test.setTimeout(120_000);
  const [userData, files] = [freshFolder(), freshFolder()];
  const [first, second] = [path.join(files, 'a run.dzrun'), path.join(files, '실행 기록.dzrun')];
  await handIn(first, 'quiet-otter-52');
  await handIn(second, 'calm-heron-17');
  const { app, page } = await launch(userData, {}, [first]);
  const dialog = page.getByRole('dialog');
  /** Named from the folder in which it lies. */
  const startAgain = async (file: string): Promise<void> => {
    const executable = (await electronRuntime()).path;
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const env = { ...process.env, DEZERO_USER_DATA: userData, DEZERO_GPU: 'software' };
    const child = spawn(executable, [root, ...sandbox, file], { cwd: files, env, stdio: 'ignore' });
    expect((await once(child, 'exit'))[0]).toBe(0);
  };

  await test.step('at the start', async () => {
    await expect(page.getByTestId('import')).toHaveAttribute('data-phase', 'choosing');
    await expect(page.getByTestId('found')).toContainText('quiet-otter-52');
    expect(await axe(page)).toEqual([]);
    await picture(page, 'open-file');
    await dialog.getByRole('button', { name: 'Import 1' }).click();
    await dialog.getByRole('button', { name: 'Open the run' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('quiet-otter-52');
  });

  await test.step('by a second start, which hands it over and ends', async () => {
    await startAgain(path.basename(second));
    await expect(page.getByTestId('found')).toContainText('calm-heron-17');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toHaveCount(0);
    await page.getByRole('link', { name: 'Runs', exact: true }).first().click();
    // The first one, and the head.
    await expect(page.getByRole('row')).toHaveCount(2);
  });

  await test.step('a class pack likewise', async () => {
    fs.writeFileSync(path.join(files, 'friday.dzpack'), classPack());
    await startAgain('friday.dzpack');
    await expect(dialog).toContainText('Ms Kim');
    await expect(page.getByRole('row')).toHaveCount(2);
    await dialog.getByRole('button', { name: 'Add this pack' }).click();
    await expect(dialog).toHaveCount(0);
  });
  await app.close();
  for (const folder of [userData, files]) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
