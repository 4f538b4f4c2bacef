import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../out/bench-ui',
  workers: 1,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 30_000 }
});
