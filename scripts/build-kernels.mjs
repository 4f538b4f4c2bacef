/**
 * Compiles the AssemblyScript kernels (`*.as.ts`) into TypeScript files that hold the WebAssembly as base64
 * (`*.generated.ts`, not kept in git). Skips what is up to date, by a hash of source and options.
 * Ends with 0, or with 1 after saying what does not compile. `--force` compiles everything.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'src/engine/backends/wasm/kernels');
const KERNELS = ['matmul'];
const OPTIONS = ['--runtime', 'stub', '--noAssert', '-O3', '--enable', 'simd', '--initialMemory', '1'];
const COMPILER = JSON.parse(readFileSync(join(root, 'node_modules/assemblyscript/package.json'), 'utf8')).version;

let failed = false;
for (const name of KERNELS) {
  const source = readFileSync(join(folder, `${name}.as.ts`), 'utf8');
  const target = join(folder, `${name}.generated.ts`);
  const hash = createHash('sha256')
    .update(JSON.stringify([source, OPTIONS, COMPILER]))
    .digest('hex');
  const upToDate = existsSync(target) && readFileSync(target, 'utf8').includes(hash);
  if (upToDate && !process.argv.includes('--force')) {
    console.log(`build-kernels: ${name} is up to date`);
    continue;
  }
  const bytes = await compile(name, source);
  if (bytes === null) {
    failed = true;
    continue;
  }
  const constant = `${name.replace(/-/g, '_').toUpperCase()}_WASM`;
  const text = `// Made by scripts/build-kernels.mjs from ${name}.as.ts; ${hash}\nexport const ${constant} =\n  '${Buffer.from(bytes).toString('base64')}';\n`;
  writeFileSync(target, text);
  console.log(`build-kernels: ${name}, ${bytes.length} bytes`);
}
process.exitCode = failed ? 1 : 0;

async function compile(name, source) {
  const { default: asc } = await import('assemblyscript/asc');
  let bytes = null;
  const { error, stderr } = await asc.main([`${name}.ts`, '--outFile', `${name}.wasm`, ...OPTIONS], {
    readFile: (file) => (file === `${name}.ts` ? source : null),
    writeFile: (_file, contents) => {
      bytes = contents;
    },
    listFiles: () => []
  });
  if (error) console.error(`build-kernels: ${name} does not compile.\n${stderr.toString()}${error.message}`);
  return error ? null : bytes;
}
