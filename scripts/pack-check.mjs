// Packs the application into a folder (electron-builder's `dir` target), starts it, and checks that the
// page, the engine and the database work from inside the archive. With the stand-in runtime the package
// is for this check only.
// The packed executable has no --inspect (see electronFuses), so Playwright's Electron launcher cannot
// drive it; the check goes through Chromium's remote debugging port instead.
import { chromium } from '@playwright/test';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { electronRuntime } from './electron-runtime.mjs';

const require = createRequire(import.meta.url);
const runtime = await electronRuntime();
const env = { ...process.env };
if (runtime.standin) {
  env.ELECTRON_PACK_DIST = path.dirname(runtime.path);
  env.ELECTRON_PACK_VERSION = runtime.version;
}
const builder = path.join(path.dirname(require.resolve('electron-builder/package.json')), 'cli.js');
const packed = spawnSync(
  process.execPath,
  [builder, '--dir', '--config', 'electron-builder.config.mjs', '--publish', 'never'],
  { stdio: 'inherit', env }
);
if (packed.status !== 0) process.exit(packed.status ?? 1);

const folder = path.resolve('dist', 'linux-unpacked');
const name = JSON.parse(fs.readFileSync('package.json', 'utf8')).name;
const userData = fs.mkdtempSync(path.join(os.tmpdir(), 'pack-check-'));
const app = spawn(
  path.join(folder, name),
  [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--remote-debugging-port=0'],
  { env: { ...process.env, DEZERO_USER_DATA: userData, DEZERO_GPU: 'software' }, stdio: ['ignore', 'ignore', 'pipe'] }
);
let log = '';
const exited = new Promise((resolve) => app.on('exit', (code, signal) => resolve(code ?? signal)));
const address = new Promise((resolve, reject) => {
  app.stderr.on('data', (chunk) => {
    log += chunk;
    const found = /DevTools listening on (ws:\S+)/.exec(log);
    if (found) resolve(found[1]);
  });
  void exited.then((how) => reject(new Error(`the packed application ended with ${how}\n${log}`)));
  setTimeout(() => reject(new Error(`the packed application did not start in time\n${log}`)), 30_000).unref();
});

async function connect(base) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await chromium.connectOverCDP(base, { timeout: 10_000 });
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

let failed = false;
try {
  // A connection made while the first windows are still opening can hang, so the page is waited for first.
  const base = `http://${new URL(await address).host}`;
  const pageIsOpen = async () => {
    const targets = await (await fetch(`${base}/json/list`)).json();
    return targets.some((target) => target.url.includes('index.html'));
  };
  for (let i = 0; !(await pageIsOpen()); i++) {
    if (i === 100) throw new Error(`no window\n${log}`);
    await sleep(200);
  }
  const browser = await connect(base);
  const page = browser
    .contexts()
    .flatMap((context) => context.pages())
    .find((candidate) => candidate.url().includes('index.html'));
  if (!page) throw new Error('the page is not among those of the browser');
  for (const [button, output] of [
    ['ping', 'reply'],
    ['matmul', 'product'],
    ['visits', 'count']
  ]) {
    await page.getByTestId(button).click();
    await page.waitForFunction(
      (id) =>
        document.querySelector(`[data-testid=${id}]`)?.textContent !== '-' ||
        document.querySelector('[data-testid=failure]')?.textContent,
      output,
      { timeout: 20_000 }
    );
    const failure = await page.getByTestId('failure').textContent();
    if (failure) throw new Error(failure);
    console.log(`${button}: ${await page.getByTestId(output).textContent()}`);
  }
  await browser.close();
} catch (error) {
  failed = true;
  console.error(error);
}
app.kill('SIGTERM');
await Promise.race([exited, sleep(5_000).then(() => app.kill('SIGKILL'))]);
fs.rmSync(userData, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
