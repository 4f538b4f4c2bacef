/**
 * Starts the app for a test, each time on a fresh data folder, and finds its window. Also axe and screenshots.
 * No executablePath: only when Playwright finds Electron by itself does it load its start-up script, which holds `ready`
 * back until it is attached. Without that script some launches hang.
 */
import { _electron as electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { electronRuntime, runtimeEnv } from '../../scripts/electron-runtime.mjs';

export const root = path.resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

export interface Launched {
  app: ElectronApplication;
  page: Page;
}

export async function launch(
  userData: string,
  env: Record<string, string> = {},
  files: readonly string[] = []
): Promise<Launched> {
  Object.assign(process.env, runtimeEnv(await electronRuntime()));
  const app = await electron.launch({
    args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...files],
    env: { ...(process.env as Record<string, string>), DEZERO_USER_DATA: userData, DEZERO_GPU: 'software', ...env }
  });
  app.process().stderr?.on('data', (chunk: Buffer) => {
    if (process.env['E2E_LOG']) process.stderr.write(chunk);
  });
  return { app, page: await appPage(app) };
}

/** The hidden page with the GPU is a window too; the visible one is found by its address. */
export async function appPage(app: ElectronApplication): Promise<Page> {
  const find = () => app.windows().find((window) => window.url().includes('app.html'));
  await expect.poll(() => find() !== undefined, { timeout: 30_000 }).toBe(true);
  const page = find();
  if (!page) throw new Error('the app has no window');
  await page.waitForLoadState('load');
  return page;
}

export const freshFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'dezero-e2e-'));

/** A test with an app of its own. */
export const test = base.extend<{
  userData: string;
  launched: Launched;
  page: Page;
  app: ElectronApplication;
  /** Starts the app on this test's data folder, again if need be; what still runs is closed at the end. */
  launchWith: (env?: Record<string, string>) => Promise<Launched>;
}>({
  // eslint-disable-next-line no-empty-pattern
  userData: async ({}, use) => {
    const folder = freshFolder();
    await use(folder);
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  launched: async ({ userData }, use) => {
    const launched = await launch(userData);
    await use(launched);
    await launched.app.close();
  },
  launchWith: async ({ userData }, use) => {
    const open = new Set<ElectronApplication>();
    await use(async (env) => {
      const launched = await launch(userData, env);
      open.add(launched.app);
      launched.app.once('close', () => open.delete(launched.app));
      return launched;
    });
    for (const app of open) await app.close();
  },
  app: async ({ launched }, use) => use(launched.app),
  page: async ({ launched }, use) => use(launched.page)
});

/** What axe finds wrong on the page as it stands; [] when nothing. */
export async function axe(page: Page): Promise<string[]> {
  const source = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  // Evaluated, not inserted as a script: the page's policy blocks foreign scripts.
  await page.evaluate(source);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> };
    };
    const { violations } = await checker.run();
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
  });
}

/** Keeps a picture as an artefact of the test run. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(root, 'out', 'screenshots', `${name}.png`) });
}

export { expect };
