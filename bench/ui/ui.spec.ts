/**
 * How the graph stage keeps up with large graphs, in the real app: frame times while 300 nodes play, the layout of 1,000,
 * and opening a trace of 10,000. Every graph is checked before it is timed. Writes DEZERO_BENCH_RESULTS as JSON.
 */
import type { Page } from '@playwright/test';
import { expect, test } from '../../tests/e2e/launch.ts';
import * as learner from '../../tests/e2e/learner.ts';
import { bestFrames, mainThreadCpu, nextFrames, startFrames, stopFrames } from './frames.ts';
import { loop, residual, type GraphCell } from './graphs.ts';
import { tell, writeResults } from './results.ts';

const PLAY_MS = 6000;
const BEST_MS = 3000;

const stage = (page: Page) => learner.by(page, 'graph-stage');

/** Runs a cell with this code and waits for its whole trace on the stage. */
async function open(page: Page, cell: GraphCell): Promise<void> {
  await page.getByTestId('continue').waitFor();
  await page.setViewportSize({ width: 1366, height: 768 });
  await learner.openLesson(page, 'a-neural-network');
  await learner.goSection(page, 3);
  await learner.typeCode(page, cell.code);
  await learner.run(page);
  expect(await learner.consoleText(page)).toContain(cell.prints);
}

async function visible(page: Page): Promise<number> {
  return Number(await stage(page).getAttribute('data-nodes'));
}

test('300 visible nodes play', async ({ page }) => {
  const cell = residual(49, true);
  await open(page, cell);
  await expect.poll(() => visible(page)).toBe(cell.nodes);
  const last = Number(await learner.by(page, 'timeline-position').getAttribute('max'));
  for (const [name, from, speed] of [
    ['forward', 60, 1],
    ['backward', Math.round(last * 0.6), 1],
    ['backward, 4x', Math.round(last * 0.6), 4]
  ] as const) {
    await learner.seek(page, from);
    await learner.by(page, 'timeline-speed').selectOption(String(speed));
    await learner.by(page, 'timeline-play').click();
    const cpu = await mainThreadCpu(page);
    await startFrames(page);
    await page.waitForTimeout(PLAY_MS);
    const { frames, median, p95, longest } = await stopFrames(page);
    const spent = await cpu();
    await learner.by(page, 'timeline-play').click();
    const best = await bestFrames(page, BEST_MS);
    expect(Number(await stage(page).getAttribute('data-cursor'))).toBeGreaterThan(from);
    tell(`${cell.nodes} nodes play ${name}`, 'p95 of a frame', p95, 25);
    tell(`${cell.nodes} nodes play ${name}`, 'median of a frame', median);
    tell(`${cell.nodes} nodes play ${name}`, 'longest frame', longest);
    tell(`${cell.nodes} nodes play ${name}`, 'CPU of the page a frame, mean', spent / frames);
    tell(`${cell.nodes} nodes play ${name}`, 'p95 of a frame with a dot alone', best.p95);
  }
});

test('1,000 nodes are laid out', async ({ page }) => {
  const cell = residual(166, false);
  await open(page, cell);
  await expect.poll(() => visible(page)).toBeLessThan(300);
  for (let round = 0; round < 3; round++) {
    await learner.by(page, 'graph-fold-mode').selectOption('auto');
    await expect.poll(() => visible(page)).toBeLessThan(300);
    await page.evaluate(() => performance.clearMeasures());
    await startFrames(page);
    const began = Date.now();
    await learner.by(page, 'graph-fold-mode').selectOption('none');
    await expect.poll(() => visible(page), { intervals: [50] }).toBe(cell.nodes);
    await nextFrames(page);
    const took = Date.now() - began;
    const { longest } = await stopFrames(page);
    const layout = await page.evaluate(() => performance.getEntriesByName('graph layout').at(-1)?.duration ?? NaN);
    tell(`${cell.nodes} nodes`, 'layout in the worker', layout, 1500);
    tell(`${cell.nodes} nodes`, 'unfolded and drawn', took, 1500);
    tell(`${cell.nodes} nodes`, 'longest frame meanwhile', longest);
  }
});

test('a trace of 10,000 nodes opens', async ({ page }) => {
  const cell = loop(1250);
  const started = Date.now();
  await open(page, cell);
  await expect.poll(() => visible(page), { intervals: [50] }).toBeGreaterThan(50);
  tell(`${cell.nodes} nodes`, 'typed, run, streamed and drawn', Date.now() - started);
  for (let round = 0; round < 3; round++) {
    await learner.by(page, 'stage-plots').click();
    await expect(stage(page)).toHaveCount(0);
    await startFrames(page);
    const took = await page.evaluate(async () => {
      const begun = performance.now();
      document.querySelector<HTMLElement>('[data-testid="stage-graph"]')?.click();
      const drawn = () =>
        Number(document.querySelector('[data-testid="graph-stage"]')?.getAttribute('data-layouts') ?? 0);
      while (drawn() === 0) await new Promise((later) => requestAnimationFrame(later));
      await new Promise((later) => requestAnimationFrame(later));
      return performance.now() - begun;
    });
    const { longest } = await stopFrames(page);
    expect(await visible(page)).toBeGreaterThan(50);
    expect(await visible(page)).toBeLessThan(300);
    tell(`${cell.nodes} nodes`, 'opened, folded', took, 3000);
    tell(`${cell.nodes} nodes`, 'longest frame meanwhile', longest);
  }
});

test.afterAll(writeResults);
