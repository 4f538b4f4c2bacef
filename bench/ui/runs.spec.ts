/**
 * How the screens of runs keep up with 300 runs of 10,000 points, in the real app: opening the table, scrolling it, filtering
 * it, opening a run, and zooming its curve. DEZERO_BENCH_DATA is the folder with the database (fill-database.ts).
 */
import type { Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { expect, freshFolder, launch, test } from '../../tests/e2e/launch.ts';
import { mainThreadCpu, startFrames, stopFrames, type Frames } from './frames.ts';
import { medianOf, tell, writeResults } from './results.ts';

const ROUNDS = 7;
/** Of the wheel, ten rows each. */
const TURNS = 40;
const ROWS = '[aria-rowindex]';

/** Goes to an address and waits, in the page itself, until what is asked for is drawn. */
async function opened(page: Page, hash: string, selector: string): Promise<number> {
  return page.evaluate(
    async ([to, wanted]) => {
      const begun = performance.now();
      location.hash = to;
      const frame = () => new Promise((later) => requestAnimationFrame(later));
      while (document.querySelector(wanted) === null) await frame();
      await frame();
      return performance.now() - begun;
    },
    [hash, selector] as const
  );
}

/** Frame times while something is done, until what it changed is drawn. */
async function framesOf(page: Page, work: () => Promise<void>): Promise<Frames> {
  await startFrames(page);
  await work();
  await page.evaluate(
    () => new Promise((later) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(later))))
  );
  return stopFrames(page);
}

test('300 runs', async () => {
  const data = process.env['DEZERO_BENCH_DATA'];
  test.skip(data === undefined, 'npm run bench -- --only ui makes the database');
  const folder = freshFolder();
  fs.cpSync(data ?? '', folder, { recursive: true });
  expect(fs.existsSync(path.join(folder, 'dezero.db'))).toBe(true);
  const { app, page } = await launch(folder);
  await page.getByTestId('continue').waitFor();
  await page.setViewportSize({ width: 1366, height: 768 });

  const table: number[] = [];
  const run: number[] = [];
  // The first time also loads the code of the screen.
  tell('300 runs', 'table opens, first time', await opened(page, '#/runs', ROWS));
  for (let round = 0; round < ROUNDS; round++) {
    run.push(await opened(page, `#/run/run-${round}`, '[role=slider] canvas'));
    table.push(await opened(page, '#/runs', ROWS));
    await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '301');
  }
  tell('300 runs', 'table opens', medianOf(table), 300);
  tell('a run of 10,000 points', 'page opens', medianOf(run), null);

  const cpu = await mainThreadCpu(page);
  const scrolling = await framesOf(page, async () => {
    await page.getByRole('region', { name: 'Runs' }).hover();
    for (let i = 0; i < TURNS; i++) await page.mouse.wheel(0, i < TURNS / 2 ? 400 : -400);
  });
  tell('300 runs', 'CPU of a turn of the wheel', (await cpu()) / TURNS);
  tell('300 runs', 'p95 of a frame, scrolling', scrolling.p95);
  tell('300 runs', 'median of a frame, scrolling', scrolling.median);

  const searching = await framesOf(page, async () => {
    await page.getByRole('searchbox', { name: 'Search runs' }).pressSequentially('run-299');
    await expect(page.locator(ROWS)).toHaveCount(1);
  });
  tell('300 runs', 'longest frame, searching', searching.longest);

  await opened(page, '#/run/run-7', '[role=slider] canvas');
  const plot = page.getByRole('slider', { name: /Curves/ });
  await plot.focus();
  await plot.press('End');
  const zooming = await framesOf(page, async () => {
    for (const key of ['+', '+', '+', 'ArrowLeft', 'PageDown', 'PageDown', '-', '-', '-', '0'])
      for (let i = 0; i < 3; i++) await plot.press(key);
  });
  tell('a run of 10,000 points', 'p95 of a frame, zooming', zooming.p95);
  tell('a run of 10,000 points', 'median of a frame, zooming', zooming.median);

  await app.close();
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test.afterAll(writeResults);
