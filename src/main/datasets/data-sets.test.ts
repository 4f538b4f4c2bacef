import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DataSetId, DataSetState } from '@ipc/datasets.ts';
import { CATALOGUE, HOSTS, type DataSetSource } from './catalogue.ts';
import { DataSets } from './data-sets.ts';
import { openWithNode } from './testing/open-with-node.ts';

const text = Buffer.from('First Citizen:\nBefore we proceed any further, hear me speak.\n');
const sha256 = createHash('sha256').update(text).digest('hex');

let folder: string;
let server: http.Server;
let base: string;
let sent: Buffer;
let asked: http.IncomingMessage[];
let problems: unknown[];

beforeEach(async () => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'data-sets-')), 'datasets');
  sent = text;
  asked = [];
  problems = [];
  server = http.createServer((request, response) => {
    asked.push(request);
    response.writeHead(200, { etag: '"one"', 'content-length': sent.length });
    response.end(sent);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(path.dirname(folder), { recursive: true });
});

/** The real catalogue, but for a short Shakespeare on this machine. */
function dataSets(change: Partial<DataSetSource> = {}): DataSets {
  const shakespeare: DataSetSource = {
    ...CATALOGUE.shakespeare,
    address: `${base}/input.txt`,
    bytes: text.length,
    checksums: [{ algorithm: 'sha256', hex: sha256 }],
    ...change
  };
  return new DataSets({
    folder,
    catalogue: { ...CATALOGUE, shakespeare },
    open: openWithNode,
    allowed: ({ origin }) => origin === base,
    now: () => 0,
    report: (error) => problems.push(error)
  });
}
const stateOf = async (sets: DataSets, id: DataSetId = 'shakespeare'): Promise<DataSetState> =>
  (await sets.states()).find((one) => one.id === id)!;
const given = (bytes: Uint8Array): string => {
  const file = path.join(path.dirname(folder), 'given');
  writeFileSync(file, bytes);
  return file;
};

test('every address of the catalogue is https, on the list, and asked only after Download', async () => {
  for (const { address, bytes, mostBytes } of Object.values(CATALOGUE)) {
    const { protocol, host } = new URL(address);
    expect([protocol, HOSTS.includes(host), bytes < mostBytes]).toEqual(['https:', true, true]);
  }
  const states = await dataSets().states();
  expect(states.map(({ installed, work, problem }) => [installed, work, problem])).toEqual(
    states.map(() => [null, null, null])
  );
  expect(asked).toEqual([]);
});

test('a download is checked, shown to all who watch, and leaves nothing but the files', async () => {
  const sets = dataSets();
  const seen: (string | null)[] = [];
  let closed: () => void = () => undefined;
  sets.watch({
    send: (states) => void seen.push(states.find(({ id }) => id === 'shakespeare')?.work?.kind ?? null),
    end: () => undefined,
    fail: () => undefined,
    onClose: (listener) => (closed = listener)
  });
  await sets.download('shakespeare');
  expect(await stateOf(sets)).toMatchObject({ installed: text.length, partial: 0, work: null, problem: null });
  expect(readdirSync(folder)).toEqual(['shakespeare']);
  expect(seen.at(-1)).toBeNull();
  const told = seen.length;
  closed();
  await sets.remove('shakespeare');
  expect(seen).toHaveLength(told);
  expect([readdirSync(folder), (await stateOf(sets)).installed]).toEqual([[], null]);
});

test('bytes with a wrong checksum are never seen, and are not gone on with', async () => {
  sent = Buffer.from(text.toString().replace('First', 'Other'));
  const sets = dataSets();
  await sets.download('shakespeare');
  expect(await stateOf(sets)).toMatchObject({ installed: null, partial: 0, problem: { code: 'wrong-file' } });
  expect(readdirSync(folder)).toEqual([]);
  expect(problems).toHaveLength(1);
  sent = text;
  await sets.download('shakespeare');
  expect(await stateOf(sets)).toMatchObject({ installed: text.length, problem: null });
});

test('a file from elsewhere is held to the same', async () => {
  const sets = dataSets();
  await sets.takeFile('shakespeare', given(Buffer.from('something else')));
  expect(await stateOf(sets)).toMatchObject({ installed: null, problem: { code: 'wrong-file' } });
  await sets.takeFile('shakespeare', given(Buffer.alloc(CATALOGUE.shakespeare.mostBytes + 1)));
  expect(await stateOf(sets)).toMatchObject({ problem: { code: 'wrong-file' } });
  await sets.takeFile('shakespeare', path.join(folder, 'nowhere'));
  expect(await stateOf(sets)).toMatchObject({ problem: { code: 'unreadable' } });
  await sets.takeFile('shakespeare', given(text));
  expect(await stateOf(sets)).toMatchObject({ installed: text.length, problem: null });
  expect(existsSync(given(text))).toBe(true);
  expect(asked).toEqual([]);
});

test('a file of a wrong form leaves what was there', async () => {
  const sets = dataSets();
  const names = Buffer.from(Array.from({ length: 1000 }, (_, i) => `name ${i}`).join('\n'));
  await sets.takeFile('imagenet', given(names));
  await sets.takeFile('imagenet', given(text));
  expect(await stateOf(sets, 'imagenet')).toMatchObject({
    installed: names.length,
    problem: { code: 'wrong-file', detail: 'it has 2 lines, not 1000' }
  });
  expect(readdirSync(folder)).toEqual(['imagenet-labels']);
});

test('no room is said before anything is asked for', async () => {
  const sets = dataSets({ unpackedBytes: Number.MAX_SAFE_INTEGER });
  await sets.download('shakespeare');
  expect(await stateOf(sets)).toMatchObject({ installed: null, problem: { code: 'disk-full' } });
  expect(asked).toEqual([]);
});

test('Cancel keeps what has come, Remove does not', async () => {
  server.removeAllListeners('request');
  server.on('request', (_request, response) => {
    response.writeHead(200, { etag: '"one"', 'content-length': text.length });
    response.write(text.subarray(0, 20));
  });
  const sets = dataSets();
  let stop: () => void = () => sets.cancel('shakespeare');
  sets.watch({
    send: (states) => {
      if (states.some(({ work }) => work !== null && work.done > 0)) stop();
    },
    end: () => undefined,
    fail: () => undefined,
    onClose: () => undefined
  });
  await sets.download('shakespeare');
  expect(await stateOf(sets)).toMatchObject({ installed: null, partial: 20, work: null, problem: null });
  stop = () => void sets.remove('shakespeare');
  await sets.download('shakespeare');
  await sets.remove('shakespeare');
  expect(await stateOf(sets)).toMatchObject({ installed: null, partial: 0, work: null, problem: null });
  expect(readdirSync(folder)).toEqual([]);
});
