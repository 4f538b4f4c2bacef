/**
 * Compiles the AssemblyScript kernels (`*.as.ts`, all that index.as.ts and blocks.as.ts export) into
 * `kernels.generated.ts`, which holds the WebAssembly as base64 and is not kept in git: each once for the strict set of
 * instructions, once for the relaxed one.
 * `tiles.as.ts` is written by lib/tiles.mjs. Skips what is up to date, by a hash of sources and options. Ends with 0, or
 * with 1 after saying what does not compile.
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
// The memory is made outside, so that threads can share that of index.as.ts. Kernels have no static data: it would be
// written again by each thread. Blocks are copied in and out much faster if their memory is not shared.
const MEMORY = ['--importMemory', '--initialMemory', '1'];
const SHARED = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '32768'];
const MODULES = [
  { entry: 'index.as.ts', name: '', flags: [...OPTIONS, ...MEMORY, ...SHARED] },
  { entry: 'blocks.as.ts', name: 'BLOCKS_', flags: [...OPTIONS, ...MEMORY] }
];

const sources = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.as.ts'))
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')])
);
sources.set('tiles.as.ts', tilesSource());
const hash = createHash('sha256')
  .update(JSON.stringify([[...sources], MODULES, COMPILER, readFileSync(fileURLToPath(import.meta.url), 'utf8')]))
  .digest('hex');
if (!process.argv.includes('--force') && existsSync(target) && readFileSync(target, 'utf8').includes(hash)) {
  console.log('build-kernels: up to date');
} else {
  const lines = [];
  for (const { entry, name, flags } of MODULES)
    for (const set of ['STRICT', 'RELAXED']) {
      const bytes = await compile(entry, flags, set === 'RELAXED');
      if (bytes === null) process.exit(1);
      lines.push(`export const ${name}${set}_WASM =\n  '${Buffer.from(bytes).toString('base64')}';\n`);
      console.log(`build-kernels: ${entry}, ${set.toLowerCase()}: ${bytes.length} bytes`);
    }
  writeFileSync(target, `// Made by scripts/build-kernels.mjs; ${hash}\n${lines.join('')}`);
}

/** @param {string} entry @param {string[]} flags @param {boolean} relaxed @returns {Promise<Uint8Array | null>} */
async function compile(entry, flags, relaxed) {
  const { default: asc } = await import('assemblyscript/asc');
  let bytes = null;
  const read = (name) =>
    name === 'set.as.ts'
      ? sources.get(name).replace('RELAXED: bool = false', `RELAXED: bool = ${relaxed}`)
      : (sources.get(name) ?? null);
  const { error, stderr } = await asc.main([entry, '--outFile', 'kernels.wasm', ...flags], {
    readFile: read,
    writeFile: (_file, contents) => {
      bytes = contents;
    },
    listFiles: () => []
  });
  if (error)
    console.error(
      `build-kernels: ${entry}, ${relaxed ? 'relaxed' : 'strict'} does not compile.\n${stderr}${error.message}`
    );
  return error ? null : bytes;
}
