/**
 * Compiles the AssemblyScript kernels (`*.as.ts`, all that index.as.ts exports) into `kernels.generated.ts`, which holds
 * the WebAssembly as base64 and is not kept in git: once for the strict set of instructions, once for the relaxed one.
 * `tiles.as.ts` is written by lib/tiles.mjs. Skips what is up to date, by a hash of sources and options. Ends with 0, or with 1 after saying what does not compile.
 * `--force` compiles anyway.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tilesSource } from './lib/tiles.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'src/engine/backends/wasm/kernels');
const target = join(folder, 'kernels.generated.ts');
const COMPILER = JSON.parse(readFileSync(join(root, 'node_modules/assemblyscript/package.json'), 'utf8')).version;
const OPTIONS = ['--runtime', 'stub', '--noAssert', '-O3', '--enable', 'simd', '--enable', 'relaxed-simd'];
// The memory is made outside, so that threads can share it. Kernels have no static data: it would be written again by
// each thread.
const MEMORY = ['--enable', 'threads', '--importMemory', '--sharedMemory', '--initialMemory', '1'];
const MOST_PAGES = ['--maximumMemory', '32768'];

const sources = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.as.ts'))
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')])
);
sources.set('tiles.as.ts', tilesSource());
const flags = [...OPTIONS, ...MEMORY, ...MOST_PAGES];
const hash = createHash('sha256')
  .update(JSON.stringify([[...sources], flags, COMPILER, readFileSync(fileURLToPath(import.meta.url), 'utf8')]))
  .digest('hex');
if (!process.argv.includes('--force') && existsSync(target) && readFileSync(target, 'utf8').includes(hash)) {
  console.log('build-kernels: up to date');
} else {
  const strict = await compile(false);
  const relaxed = strict === null ? null : await compile(true);
  if (strict === null || relaxed === null) process.exitCode = 1;
  else {
    const base64 = (bytes) => Buffer.from(bytes).toString('base64');
    writeFileSync(
      target,
      `// Made by scripts/build-kernels.mjs; ${hash}\n` +
        `export const STRICT_WASM =\n  '${base64(strict)}';\n` +
        `export const RELAXED_WASM =\n  '${base64(relaxed)}';\n`
    );
    console.log(`build-kernels: strict ${strict.length} bytes, relaxed ${relaxed.length} bytes`);
  }
}

/** @param {boolean} relaxed @returns {Promise<Uint8Array | null>} */
async function compile(relaxed) {
  const { default: asc } = await import('assemblyscript/asc');
  let bytes = null;
  const read = (name) =>
    name === 'set.as.ts'
      ? sources.get(name).replace('RELAXED: bool = false', `RELAXED: bool = ${relaxed}`)
      : (sources.get(name) ?? null);
  const { error, stderr } = await asc.main(['index.as.ts', '--outFile', 'kernels.wasm', ...flags], {
    readFile: read,
    writeFile: (_file, contents) => {
      bytes = contents;
    },
    listFiles: () => []
  });
  if (error)
    console.error(`build-kernels: ${relaxed ? 'relaxed' : 'strict'} does not compile.\n${stderr}${error.message}`);
  return error ? null : bytes;
}
