import { resolve } from 'node:path';

const here = (path: string) => resolve(import.meta.dirname, path);

/** The import aliases of tsconfig.base.json, for every bundler and test runner of the project. */
export const alias = {
  '@engine': here('src/engine'),
  '@runtime': here('src/runtime'),
  '@ipc': here('src/ipc'),
  '@i18n': here('src/i18n')
};
