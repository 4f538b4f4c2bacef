// Sets up what a script needs, then runs it: node scripts/with-setup.mjs [--electron] [--app] scripts/golden.mjs [args...]
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { root, setUp } from './setup.mjs';

const args = process.argv.slice(2);
const at = args.findIndex((arg) => !arg.startsWith('--'));
const flags = new Set(args.slice(0, at));
try {
  await setUp({ electron: flags.has('--electron'), app: flags.has('--app') });
} catch (error) {
  console.error(`[setup] ${error.message}`);
  process.exit(1);
}
const result = spawnSync(process.execPath, args.slice(at), { cwd: root, stdio: 'inherit' });
process.exit(result.status ?? 1);
