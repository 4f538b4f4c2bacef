/** Writing what the page made: whole or not at all, in parts, never more than allowed, only by tokens that main gave. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exportFiles, LARGEST_PART, type ExportToken } from '@ipc/exports.ts';
import { exportsHandlers } from './exports.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'exports-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const handlersFor = (filePath: string | null) =>
  exportsHandlers({
    showSaveDialog: () => Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' })
  });
const bytes = (...values: number[]) => new Uint8Array(values);

test('the file appears when all parts are there, in their order', async () => {
  const path = join(folder, 'graph.png');
  writeFileSync(path, 'old');
  const handlers = handlersFor(path);
  const { token } = await handlers.begin({ kind: 'png', name: 'graph' });
  if (!token) throw new Error('no token');
  await Promise.all([
    handlers.write({ token: token as ExportToken, part: bytes(1, 2) }),
    handlers.write({ token: token as ExportToken, part: bytes(3) })
  ]);
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(await handlers.finish({ token: token as ExportToken })).toEqual({ bytes: 3 });
  expect([...readFileSync(path)]).toEqual([1, 2, 3]);
  expect(readdirSync(folder)).toEqual(['graph.png']);
});

test('cancelling, and a page that goes, leave the old file and nothing else', async () => {
  const path = join(folder, 'graph.svg');
  writeFileSync(path, 'old');
  const handlers = handlersFor(path);
  for (const end of ['cancel', 'abandon'] as const) {
    const { token } = await handlers.begin({ kind: 'svg', name: 'graph' });
    if (!token) throw new Error('no token');
    await handlers.write({ token: token as ExportToken, part: bytes(1) });
    if (end === 'cancel') await handlers.cancel({ token: token as ExportToken });
    else await handlers.abandon();
    await expect(handlers.write({ token: token as ExportToken, part: bytes(2) })).rejects.toThrow('not being written');
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['old', ['graph.svg']]);
  }
});

test('a cancelled dialog gives no token', async () => {
  expect(await handlersFor(null).begin({ kind: 'dot', name: 'graph' })).toEqual({ token: null });
});

test('no more than a few files are written at a time', async () => {
  const handlers = handlersFor(join(folder, 'graph.zip'));
  for (let n = 0; n < 4; n++) await handlers.begin({ kind: 'zip', name: 'graph' });
  await expect(handlers.begin({ kind: 'zip', name: 'graph' })).rejects.toMatchObject({ code: 'busy' });
  await handlers.abandon();
});

test('a folder that is not there is an error, not a token', async () => {
  const handlers = handlersFor(join(folder, 'gone', 'graph.png'));
  await expect(handlers.begin({ kind: 'png', name: 'graph' })).rejects.toThrow('ENOENT');
});

test('the contract takes no paths, no large parts, no made-up tokens', () => {
  const { begin, write } = exportFiles.verbs;
  const takes = (name: string) => v.safeParse(begin.input, { kind: 'png', name }).success;
  expect(['step 7', '역전파 7', '../x', '.x', 'a/b', 'a\\b', ''].map(takes)).toEqual([
    ...[true, true],
    ...[false, false, false, false, false]
  ]);
  const token = crypto.randomUUID();
  const part = (length: number) => v.safeParse(write.input, { token, part: new Uint8Array(length) }).success;
  expect([part(LARGEST_PART), part(LARGEST_PART + 1)]).toEqual([true, false]);
  expect(v.safeParse(write.input, { token: 'x', part: bytes(1) }).success).toBe(false);
});
