// `npm run fuzz -- <target> [COUNT]`: hostile input for the readers of files (npy) and the contract (ipc). The fuzzing has
// a process of its own, so that the memory it reports is not that of the bundler.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { bundleTool } from './lib/bundle.mjs';

const file = await bundleTool('tests/fuzz/run.ts', 'fuzz');
const code = `import { main } from ${JSON.stringify(pathToFileURL(file).href)};
process.exitCode = main(process.argv.slice(1), (text) => process.stdout.write(text + '\\n'));`;
const args = ['--input-type=module', '--eval', code, '--', ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
