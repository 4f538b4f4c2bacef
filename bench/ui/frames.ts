/** Frame times of the app's window, taken in the page itself, and CPU time. Not here: what the page does meanwhile. */
import type { Page } from '@playwright/test';

export interface Frames {
  frames: number;
  median: number;
  p95: number;
  longest: number;
}

/** Starts to record; `stopFrames` ends it. */
export async function startFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const record = { times: [] as number[], on: true };
    (globalThis as { benchFrames?: typeof record }).benchFrames = record;
    let before = performance.now();
    const frame = () => {
      const now = performance.now();
      record.times.push(now - before);
      before = now;
      if (record.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

export async function stopFrames(page: Page): Promise<Frames> {
  const times = await page.evaluate(() => {
    const record = (globalThis as { benchFrames?: { times: number[]; on: boolean } }).benchFrames;
    if (!record) return [];
    record.on = false;
    return record.times;
  });
  const sorted = times.toSorted((a, b) => a - b);
  const share = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
  return { frames: sorted.length, median: share(0.5), p95: share(0.95), longest: sorted.at(-1) ?? NaN };
}

/** What was drawn is on the screen: two frames later. */
export async function nextFrames(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise((later) => requestAnimationFrame(later));
  });
}

/** CPU time that the page's main thread has had so far, in milliseconds, whatever else the machine does. */
export async function mainThreadCpu(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const now = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  };
  const before = await now();
  return async () => {
    const spent = (await now()) - before;
    await session.detach();
    return spent;
  };
}

/** Frames of a page on which only a small square changes: what the machine can do at this moment at best. */
export async function bestFrames(page: Page, milliseconds: number): Promise<Frames> {
  await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.id = 'bench-best';
    Object.assign(canvas, { width: 20, height: 20 });
    canvas.style.cssText = 'position: fixed; left: 0; top: 0; z-index: 9';
    document.body.append(canvas);
    const context = canvas.getContext('2d');
    let turn = 0;
    const frame = () => {
      if (!context || !canvas.isConnected) return;
      context.fillStyle = turn++ % 2 === 0 ? 'black' : 'white';
      context.fillRect(0, 0, 20, 20);
      requestAnimationFrame(frame);
    };
    frame();
  });
  await startFrames(page);
  await page.waitForTimeout(milliseconds);
  const frames = await stopFrames(page);
  await page.evaluate(() => document.getElementById('bench-best')?.remove());
  return frames;
}
