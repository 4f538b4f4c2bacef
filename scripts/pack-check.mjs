// Packs the app into a folder, starts the packed executable, and checks that page, lessons, engine, MNIST and store work
// from inside it. As its fuses take --inspect away, it is driven through Chromium's remote debugging port. Linux only.
// Last line: "N passed, M failed".
import { chromium } from '@playwright/test';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const packed = spawnSync(process.execPath, ['scripts/dist.mjs', '--dir'], { stdio: ['ignore', 2, 2] });
if (packed.status !== 0) finish('the app could not be packed');

const userData = fs.mkdtempSync(path.join(os.tmpdir(), 'dezero-packed-'));
const app = spawn(
  path.resolve('dist/linux-unpacked/dezero-studio'),
  ['--remote-debugging-port=0', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  { env: { ...process.env, DEZERO_USER_DATA: userData, DEZERO_GPU: 'software' }, stdio: ['ignore', 'ignore', 'pipe'] }
);
let log = '';
app.stderr.on('data', (chunk) => (log += chunk));
const exited = new Promise((resolve) => app.once('exit', resolve));

let problem = null;
try {
  const page = await openPage();
  await page.getByTestId('continue').waitFor();
  await page.evaluate(() => (globalThis.location.hash = '#/lesson/backward-by-itself'));
  await page.getByRole('heading', { name: 'Backward by itself' }).waitFor();
  await page.getByTestId('run').click();
  await page.getByTestId('graph-stage').waitFor();
  const printed = await page.getByTestId('console').innerText();
  if (!printed.includes('3.297442541400256')) problem = `the cell of step 7 printed: ${printed}`;
  await page.evaluate(() => (globalThis.location.hash = '#/lesson/a-neural-network'));
  await page.getByRole('heading', { name: 'A neural network' }).waitFor();
  await page.getByTestId('editor').locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText("import { D } from 'dezero';\nconsole.log('digits', new D.MNIST().length);\n");
  await page.getByTestId('run').click();
  await page.getByTestId('console').getByText('digits 60000').waitFor();
  if (!fs.existsSync(path.join(userData, 'dezero.db'))) problem = 'there is no database';
} catch (error) {
  problem = `${error.message}\n${log}`;
}
app.kill('SIGTERM');
await Promise.race([exited, sleep(5_000).then(() => app.kill('SIGKILL'))]);
fs.rmSync(userData, { recursive: true, force: true, maxRetries: 5 });
finish(problem);

/** The page is waited for first: a connection made while the first windows still open can hang. */
async function openPage() {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const address = /DevTools listening on (ws:\S+)/.exec(log)?.[1];
    if (address && (await pageIsOpen(new URL(address).host))) {
      const browser = await chromium.connectOverCDP(`http://${new URL(address).host}`, { timeout: 10_000 });
      const pages = browser.contexts().flatMap((context) => context.pages());
      const page = pages.find((candidate) => candidate.url().includes('app.html'));
      if (page) return page;
    }
    await sleep(200);
  }
  throw new Error('the packed app opened no window');
}

async function pageIsOpen(host) {
  const answer = await fetch(`http://${host}/json/list`).catch(() => null);
  const targets = answer ? await answer.json() : [];
  return targets.some((target) => target.url.includes('app.html'));
}

function finish(fault) {
  if (fault) console.error(`[pack-check] ${fault}`);
  console.log(fault ? '0 passed, 1 failed' : '1 passed, 0 failed');
  process.exit(fault ? 1 : 0);
}
