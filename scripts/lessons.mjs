// npm run lessons: bundles the headless lesson runner (tests/lessons/run.ts) and runs it with the same arguments.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { bundleTool } from './lib/bundle.mjs';

const file = await bundleTool('tests/lessons/run.ts', 'lessons', { format: 'cjs' });
const { status } = spawnSync(process.execPath, [file, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
