// What Electron needs from a Linux system: shared libraries, a virtual display where there is none, a compiler for the
// native module on older runtimes, and a font with Korean. Installed when this is root on a Debian-like system; otherwise
// one sentence with the exact command. Does nothing on Windows and macOS.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import process from 'node:process';

const quiet = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
const works = (command, args) => spawnSync(command, args, quiet).status === 0;

/** Debian package that brings each library Electron links to, as named in its dynamic section. */
const LIBRARIES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1'];

function missing(executable) {
  const packages = [];
  if (executable) {
    const linked = spawnSync('ldd', [executable], quiet);
    if (linked.status === 0 && linked.stdout.includes('not found')) packages.push(...LIBRARIES);
    return packages;
  }
  const hasDisplay = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasDisplay && !works('xvfb-run', ['--help'])) packages.push('xvfb', 'xauth');
  if (!works('gcc', ['--version'])) packages.push('gcc');
  if (!works('g++', ['--version'])) packages.push('g++');
  const fonts = spawnSync('fc-list', [':lang=ko', 'family'], quiet);
  if (fonts.error || fonts.stdout.trim() === '') packages.push('fonts-noto-cjk', 'fontconfig');
  return packages;
}

/**
 * @param {(...words: unknown[]) => void} log
 * @param {string} [executable] look at what this program links to instead of at the tools
 */
export function installSystemPackages(log, executable) {
  if (process.platform !== 'linux') return;
  const packages = missing(executable);
  if (packages.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  const debian = fs.existsSync('/usr/bin/apt-get');
  if (process.getuid?.() !== 0 || !debian)
    throw new Error(
      debian
        ? `this system lacks ${packages.join(', ')}: run  sudo ${command}  and try again`
        : `this system lacks what Debian calls ${packages.join(', ')}: install them with its package manager and try again`
    );
  log(`installing ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update'], { stdio: ['ignore', 'ignore', 2], env });
  const done = spawnSync('sh', ['-c', command], { stdio: ['ignore', 'ignore', 2], env });
  if (done.status !== 0) throw new Error(`${command} failed: run it by hand and try again`);
}
