// Compiles bench/peak/peak.as.ts to WebAssembly with relaxed SIMD, as build-kernels.mjs does the engine's kernels.
import fs from 'node:fs';
import path from 'node:path';

/** @param {string} file where the WebAssembly goes */
export async function buildPeak(file) {
  const { default: asc } = await import('assemblyscript/asc');
  const source = fs.readFileSync('bench/peak/peak.as.ts', 'utf8');
  const options = ['--runtime', 'stub', '--noAssert', '-O3', '--enable', 'simd', '--enable', 'relaxed-simd'];
  const { error, stderr } = await asc.main(['peak.ts', '--outFile', 'peak.wasm', ...options], {
    readFile: (name) => (name === 'peak.ts' ? source : null),
    writeFile: (_name, bytes) => {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, bytes);
    },
    listFiles: () => []
  });
  if (error) throw new Error(`bench/peak/peak.as.ts does not compile.\n${stderr}${error.message}`);
}
