// npm start: everything needed, then the app. Without a display: the tour, headless, with pictures in out/tour/.
import { spawn, spawnSync } from 'node:child_process';
import process from 'node:process';
import { root, setUp } from './setup.mjs';

try {
  await setUp({ electron: true, app: true });
} catch (error) {
  console.error(`[start] ${error.message}`);
  process.exit(1);
}
const { electronRuntime, runtimeEnv } = await import('./electron-runtime.mjs');
const runtime = await electronRuntime();

const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
if (!hasDisplay) {
  console.error('[start] there is no display here: taking the guided tour without one, pictures go to out/tour/');
  const tour = spawnSync(process.execPath, ['scripts/with-electron.mjs', 'node', 'scripts/tour.mjs'], {
    cwd: root,
    stdio: 'inherit'
  });
  process.exit(tour.status ?? 1);
}
const args = [root, ...process.argv.slice(2)];
if (process.getuid?.() === 0) {
  console.error(
    '[start] WARNING: running as root, so Chromium runs without its sandbox (--no-sandbox). Use a normal account.'
  );
  args.push('--no-sandbox');
}
const child = spawn(runtime.path, args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...runtimeEnv(runtime) }
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('close', (code) => process.exit(code ?? 1));
