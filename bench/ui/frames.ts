/** Frame times of the app's window, taken in the page itself. Not here: what the page does meanwhile. */
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
