// `npm run fuzz -- <target> [COUNT]`: hostile input for the readers of files (npy) and the contract (ipc).
import { pathToFileURL } from 'node:url';
import { bundleTool } from './lib/bundle.mjs';

const file = await bundleTool('tests/fuzz/run.ts', 'fuzz');
const { main } = await import(pathToFileURL(file).href);
process.exitCode = main(process.argv.slice(2), (text) => process.stdout.write(`${text}\n`));
