import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setHost } from '@engine/host.ts';
import { D, nd } from '@engine/index.ts';
import { createAssets } from './assets.ts';

let dataSets: string;
beforeEach(() => (dataSets = mkdtempSync(path.join(tmpdir(), 'assets-'))));
afterEach(() => {
  setHost(null);
  rmSync(dataSets, { recursive: true });
});

test('MNIST as the app ships it: all the digits, in their order', () => {
  setHost({
    now: () => 0,
    asset: createAssets({ shipped: path.resolve('out/assets'), dataSets }),
    inflate: (bytes, limit) => new Uint8Array(inflateRawSync(bytes, { maxOutputLength: limit }))
  });
  const [train, rest] = [new D.MNIST(), new D.MNIST({ train: false })];
  expect([train.length, rest.length]).toEqual([60_000, 10_000]);
  expect(train.label?.get(nd.slice(5)).toArray()).toEqual([5, 0, 4, 1, 9]);
  expect(rest.label?.get(nd.slice(5)).toArray()).toEqual([7, 2, 1, 0, 4]);
  const counts = Array.from({ length: 10 }, (_, digit) => nd.sum(nd.equal(train.label!, digit)).item());
  expect(counts).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
});

test('data sets are read from the data folder, by their names only', () => {
  const asset = createAssets({ shipped: path.resolve('out/assets'), dataSets });
  expect(asset('shakespeare')).toBeNull();
  writeFileSync(path.join(dataSets, 'shakespeare'), 'First');
  writeFileSync(path.join(dataSets, 'secret'), 'no');
  expect(Buffer.from(asset('shakespeare') ?? []).toString()).toBe('First');
  for (const name of ['secret', '../secret', 'mnist-train/../../package.json', '', 'toString'])
    expect(asset(name), name).toBeNull();
});
