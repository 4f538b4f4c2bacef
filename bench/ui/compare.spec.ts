/**
 * How the comparison keeps up, in the real app: 300 runs of 10,000 steps are in the store; 50 of them are opened, and all
 * of them; then the frames while zooming and panning. Times only, besides that everything is drawn.
 */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { Store } from '../../src/store/verbs.ts';
import { newRun, NOW, runId } from '../../src/store/testing/samples.ts';
import { expect, test } from '../../tests/e2e/launch.ts';
import { startFrames, stopFrames } from './frames.ts';
import { medianOf, tell, writeResults } from './results.ts';

const RUNS = 300;
const STEPS = 10_000;

const idOf = (i: number): string => `bench-${String(i).padStart(3, '0')}`;

/** Noisy losses that fall at different speeds; every seventh run ends in NaN. */
async function fill(file: string): Promise<void> {
  const store = new Store();
  await store.handle('open', { file, now: NOW });
  for (let i = 0; i < RUNS; i++) {
    const id = runId(idOf(i));
    const config = { lr: [0.01, 0.03, 0.1, 0.3, 1][i % 5] ?? 0, seed: Math.floor(i / 5) };
    await store.handle('runCreate', newRun(id, { config, title: `lr ${config.lr}, seed ${config.seed}` }));
    let noise = i + 1;
    const values = Array.from({ length: STEPS }, (_, step) => {
      noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
      if (i % 7 === 6 && step > 9000) return NaN;
      return Math.exp((-config.lr * step) / 3000) + 0.2 * (noise / 2 ** 32) + 0.01;
    });
    const metrics = values.map((value, step) => ({ name: 'loss', step, value, time: step / 1000 }));
    await store.handle('metricsAppend', { run: id, rows: metrics });
    await store.handle('runFinish', { run: id, status: 'finished', seconds: 10, error: null });
  }
  await store.handle('close', null);
}

/** From the click to the picture: the address changes, and the canvas says how many curves it has painted. */
function open(page: Page, count: number): Promise<number> {
  const hash = `#/compare?runs=${Array.from({ length: count }, (_, i) => idOf(i)).join(',')}`;
  return page.evaluate(
    async ([to, curves]) => {
      const begun = performance.now();
      location.hash = to;
      const drawn = () => document.querySelector<HTMLElement>('[data-testid="compare-chart"] canvas')?.dataset['drawn'];
      while (drawn() !== curves) await new Promise((later) => requestAnimationFrame(later));
      await new Promise((later) => requestAnimationFrame(later));
      return performance.now() - begun;
    },
    [hash, String(count)] as const
  );
}

/** Zooms in by the wheel, drags the window to and fro, a step a frame. */
async function move(page: Page): Promise<void> {
  const box = await page.getByTestId('compare-chart').getByRole('slider').boundingBox();
  if (!box) throw new Error('the chart is not there');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.keyboard.down('Control');
  for (let i = 0; i < 20; i++) await page.mouse.wheel(0, -100);
  for (let i = 0; i < 12; i++) await page.mouse.wheel(0, 100);
  await page.keyboard.up('Control');
  await page.keyboard.down('Shift');
  await page.mouse.down();
  for (let i = 0; i < 60; i++) await page.mouse.move(x + 200 * Math.sin(i / 5), y);
  await page.mouse.up();
  await page.keyboard.up('Shift');
}

test('300 runs of 10,000 steps', async ({ userData, launchWith }) => {
  test.setTimeout(300_000);
  await fill(path.join(userData, 'dezero.db'));
  const { page } = await launchWith();
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByTestId('continue').waitFor();
  // The screen's code is loaded once.
  await open(page, 2);
  const rounds: number[] = [];
  for (let round = 0; round < 5; round++) {
    await page.evaluate(() => (location.hash = '#/runs'));
    await page.getByRole('table').waitFor();
    rounds.push(await open(page, 50));
  }
  tell('compare 50 of 300 runs', 'opened and drawn, median', medianOf(rounds), 500);
  await page.waitForTimeout(3000);
  for (const count of [50, RUNS]) {
    const took = await open(page, count);
    if (count === RUNS) tell('compare 300 runs', 'opened and drawn', took);
    await page.waitForTimeout(3000);
    for (const smoothing of ['0', '0.9']) {
      await page.locator('input[type="range"]').fill(smoothing);
      await startFrames(page);
      await move(page);
      const { frames, median, p95, longest } = await stopFrames(page);
      const name = `pan and zoom, ${count} runs${smoothing === '0' ? '' : ', smoothed'}`;
      expect(frames).toBeGreaterThan(20);
      tell(name, 'p95 of a frame', p95, count === 50 ? 50 : null);
      tell(name, 'median of a frame', median);
      tell(name, 'longest frame', longest);
      await page.keyboard.press('Escape');
    }
  }
});

test.afterAll(writeResults);
