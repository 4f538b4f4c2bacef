// `npm run golden -- DIR [--backend plain|wasm|webgpu] [--json]`: the engine against a folder of golden files.
import { pathToFileURL } from 'node:url';
import { bundleTool } from './lib/bundle.mjs';

const file = await bundleTool('tests/golden/run.ts', 'golden');
const { main } = await import(pathToFileURL(file).href);
process.exitCode = main(process.argv.slice(2), (text) => process.stdout.write(`${text}\n`));
