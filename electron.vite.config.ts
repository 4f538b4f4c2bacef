import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { alias } from './scripts/lib/alias.mjs';

// electron-vite would derive its targets from the version of the `electron` package. They are fixed here to the
// oldest runtime that the code has to run on.
const NODE_TARGET = 'node20.18';
const CHROME_TARGET = 'chrome130';

const here = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      outDir: 'out/main',
      target: NODE_TARGET,
      sourcemap: true,
      rolldownOptions: {
        input: {
          app: here('src/main/app/index.ts'),
          'engine-process': here('src/engine-process/port-thread.ts'),
          'engine-worker': here('src/engine-process/engine-worker.ts'),
          'kernel-thread': here('src/engine-process/kernel-thread.ts'),
          'pack-worker': here('src/main/packs/pack-worker.ts'),
          'store-worker': here('src/store/store-worker.ts')
        },
        // CommonJS, so that the app is loaded synchronously, before `ready`.
        // Strict, as the modules were written (SES refuses to start in a sloppy script).
        output: {
          format: 'cjs',
          strict: true,
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs'
        }
      }
    }
  },
  preload: {
    resolve: { alias },
    build: {
      outDir: 'out/preload',
      target: NODE_TARGET,
      // A sandboxed preload script must be one CommonJS file that requires nothing but electron.
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        input: { app: here('src/preload/app.ts'), gpu: here('src/preload/gpu.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: here('src/renderer'),
    resolve: { alias },
    plugins: [svelte({ configFile: here('svelte.config.js') })],
    worker: { format: 'es' },
    build: {
      outDir: here('out/renderer'),
      target: CHROME_TARGET,
      sourcemap: true,
      minify: true,
      // The policy of the pages loads fonts from 'self' only, not from data: addresses.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { app: here('src/renderer/app.html'), gpu: here('src/renderer/gpu.html') }
      }
    },
    server: { host: '127.0.0.1', port: 5173, strictPort: false }
  }
});
