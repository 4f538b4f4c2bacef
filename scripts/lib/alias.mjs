// The import aliases of the project (tsconfig.base.json has the same), for every bundler, test runner and script.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const src = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../src');
export const alias = Object.fromEntries(
  ['engine', 'runtime', 'ipc', 'i18n'].map((part) => [`@${part}`, path.join(src, part)])
);
