// npm run dist [-- --dir]: installers for this platform, or the unpacked app. A release is packed from the official
// Electron; where only the stand-in is here, --dir packs that one, to check the packing, and says so.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { electronRuntime } from './electron-runtime.mjs';
import { root } from './setup.mjs';

const args = process.argv.slice(2);
const runtime = await electronRuntime();
const env = { ...process.env };
if (runtime.standin) {
  if (!args.includes('--dir')) {
    console.error('[dist] the official Electron is not here, and installers are never made from the stand-in.');
    console.error('[dist] Run this where it can be downloaded, or check the packing with: npm run dist -- --dir');
    process.exit(1);
  }
  console.error(`[dist] NOTICE: packing the stand-in Electron ${runtime.version}; not for release`);
  env.ELECTRON_PACK_DIST = path.dirname(runtime.path);
  env.ELECTRON_PACK_VERSION = runtime.version;
}
const packed = spawnSync(
  process.execPath,
  ['node_modules/electron-builder/cli.js', '--config', 'electron-builder.config.mjs', '--publish', 'never', ...args],
  { cwd: root, stdio: 'inherit', env }
);
process.exit(packed.status ?? 1);
