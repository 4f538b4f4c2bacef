// npm run tour: walks through the app as a user does, in real Electron, and leaves one picture a scene in out/tour/.
// Run by scripts/with-electron.mjs, which brings the runtime and, where there is none, a display.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const { status } = spawnSync(
  process.execPath,
  ['node_modules/@playwright/test/cli.js', 'test', '--config', 'tests/tour/playwright.config.ts', '--reporter=line'],
  { stdio: 'inherit' }
);
const folder = path.resolve('out/tour');
const pictures = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith('.png')) : [];
console.log(`[tour] ${pictures.length} pictures in ${path.relative(process.cwd(), folder)}${path.sep}`);
console.log(status === 0 ? `${pictures.length} passed, 0 failed` : `${pictures.length} passed, 1 failed`);
process.exit(status ?? 1);
