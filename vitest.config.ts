import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { alias } from './scripts/lib/alias.mjs';

export default defineConfig({
  plugins: [svelte({ configFile: resolve(import.meta.dirname, 'svelte.config.js') })],
  resolve: { alias, conditions: ['browser'] },
  test: {
    include: [
      'src/**/*.test.ts',
      'tests/{golden,lessons,crash,docs,fuzz,unit}/**/*.test.ts',
      'scripts/**/*.test.ts',
      'bench/*.test.ts'
    ],
    environment: 'node',
    pool: 'forks',
    testTimeout: 30_000,
    // `npm run coverage`. The sources of kernels (*.as.ts) are AssemblyScript: they run as WebAssembly, where V8 counts no
    // lines; the parity tests are what covers them.
    coverage: {
      provider: 'v8',
      include: ['src/engine/**/*.ts'],
      exclude: ['**/*.as.ts', '**/*.test.ts'],
      reporter: ['text', 'json-summary'],
      reportsDirectory: 'out/coverage',
      thresholds: { lines: 95 }
    }
  }
});
