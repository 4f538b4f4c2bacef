// Bundles a TypeScript entry with all that it imports into out/tools/, so that plain Node (or Electron) can run it.
// Packages stay outside only where they are native or named in `external`.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * @param {string} entry path of the entry, relative to the project
 * @param {string} name of the bundle: out/tools/<name>.mjs (or .cjs)
 * @param {{ format?: 'esm' | 'cjs', external?: (string | RegExp)[], plugins?: import('vite').Plugin[] }} [options]
 * @returns {Promise<string>} the bundle's absolute path
 */
export async function bundleTool(entry, name, { format = 'esm', external = [], plugins = [] } = {}) {
  const { build } = await import('vite');
  const { alias } = await import('./alias.mjs');
  const outDir = path.join(root, 'out', 'tools', name);
  const file = `${name}.${format === 'esm' ? 'mjs' : 'cjs'}`;
  rmSync(outDir, { recursive: true, force: true });
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins,
    resolve: { alias },
    ssr: { noExternal: true, external: ['better-sqlite3', 'electron'] },
    build: {
      ssr: path.join(root, entry),
      outDir,
      emptyOutDir: true,
      target: 'node20.18',
      minify: false,
      sourcemap: 'inline',
      rolldownOptions: {
        external: ['better-sqlite3', 'electron', ...external],
        // SES, in the lesson sandbox, starts in strict code only.
        output: {
          format,
          banner: format === 'cjs' ? "'use strict';" : '',
          entryFileNames: file,
          chunkFileNames: `[name]-[hash].${format === 'esm' ? 'mjs' : 'cjs'}`
        }
      }
    }
  });
  return path.join(outDir, file);
}
