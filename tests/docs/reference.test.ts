/** The generated page is that of the code as it is now; `npx vitest run tests/docs -u` writes it anew. */
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { readPublicApi } from './public-api.ts';
import { referencePage } from './reference.ts';
import { readSupport } from './support.ts';

const PAGE = path.resolve(import.meta.dirname, '../../docs/engine-reference.md');

test('docs/engine-reference.md is up to date', async () => {
  const page = await format(referencePage(readPublicApi(), readSupport()), {
    ...(await resolveConfig(PAGE)),
    filepath: PAGE
  });
  await expect(page).toMatchFileSnapshot(PAGE);
});
