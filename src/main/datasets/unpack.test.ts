import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPickle } from './pickle.ts';
import { archive, pickledBatch, records, tarFile } from './testing/archives.ts';
import { unpackCifar, unpackImageNetLabels, unpackText, type Unpack } from './unpack.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'unpack-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Ten records a batch instead of ten thousand. */
const SCALE = 1 / 1000;
const cifar10 = unpackCifar('cifar10', SCALE);
const cifar100 = unpackCifar('cifar100', SCALE);
const batches = [1, 2, 3, 4, 5].map((i) => [`data_batch_${i}`, records(10 * i, 10, 1)] as const);
const test10 = records(100, 10, 1);

async function unpack(how: Unpack, bytes: Uint8Array): Promise<void> {
  const file = path.join(folder, 'given');
  writeFileSync(file, bytes);
  await how({ file, folder, signal: new AbortController().signal, onProgress: () => undefined });
}
const read = (asset: string): Buffer => readFileSync(path.join(folder, asset));

test('both versions of CIFAR-10 give the same records, in whatever order the files come', async () => {
  const binary = Object.fromEntries([...batches].reverse().map(([name, bytes]) => [`${name}.bin`, bytes]));
  await unpack(
    cifar10,
    archive({ 'batches.meta.txt': Buffer.from('airplane\n'), ...binary, 'test_batch.bin': test10 })
  );
  const train = Buffer.concat(batches.map(([, bytes]) => bytes));
  expect([read('cifar10-train').equals(train), read('cifar10-test').equals(test10)]).toEqual([true, true]);
  rmSync(path.join(folder, 'cifar10-train'));
  const pickled = Object.fromEntries(batches.map(([name, bytes]) => [name, pickledBatch(bytes, ['labels'])]));
  await unpack(cifar10, archive({ ...pickled, test_batch: pickledBatch(test10, ['labels']) }));
  expect([read('cifar10-train').equals(train), read('cifar10-test').equals(test10)]).toEqual([true, true]);
});

test('both versions of CIFAR-100 give coarse and fine labels', async () => {
  const [train, rest] = [records(0, 50, 2), records(50, 10, 2)];
  const keys = ['coarse_labels', 'fine_labels'];
  for (const files of [
    { 'train.bin': train, 'test.bin': rest },
    { meta: Buffer.from('names'), test: pickledBatch(rest, keys), train: pickledBatch(train, keys) }
  ]) {
    await unpack(cifar100, archive(files));
    expect([read('cifar100-train').equals(train), read('cifar100-test').equals(rest)]).toEqual([true, true]);
  }
});

test('archives that are no CIFAR are refused with the reason', async () => {
  const whole = Object.fromEntries(batches.map(([name, bytes]) => [`${name}.bin`, bytes]));
  const cases: [Uint8Array, RegExp][] = [
    [Buffer.from('no archive'), /no gzip archive/],
    [
      archive({ ...whole, 'test_batch.bin': test10 }).subarray(0, 300),
      /no gzip archive, or a damaged one|ends too early/
    ],
    [gzipSync(Buffer.alloc(2048, 'x')), /no tar archive/],
    [gzipSync(tarFile('data_batch_1.bin', records(0, 10, 1)).subarray(0, 5000)), /ends too early/],
    [archive(whole), /has no test_batch/],
    [archive({ ...whole, 'test_batch.bin': test10.subarray(1) }), /test_batch.bin in it is too short/],
    [archive({ ...whole, 'test_batch.bin': records(0, 11, 1) }), /test_batch.bin in it is too long/],
    [archive({ ...whole, test_batch: pickledBatch(records(0, 9, 1), ['labels']) }), /does not hold 10 labelled/],
    [archive({ ...whole, test_batch: pickledBatch(test10, ['other']) }), /does not hold 10 labelled/],
    [archive({ ...whole, test_batch: Buffer.alloc(200_000) }), /test_batch in it is too long/]
  ];
  for (const [bytes, message] of cases) await expect(unpack(cifar10, bytes), String(message)).rejects.toThrow(message);
});

test('a pickle builds arrays of bytes and nothing else', async () => {
  const batch = pickledBatch(test10, ['labels']);
  expect((await readPickle(batch)).get('labels')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const code = (text: string): Buffer => Buffer.from(text, 'latin1');
  for (const [bytes, message] of [
    [code('\x80\x02cos\nsystem\nU\x02ls\x85R.'), /asks for os.system/],
    [code('\x80\x02c__builtin__\neval\n.'), /asks for __builtin__.eval/],
    [code('\x80\x02cnumpy\nndarray\nK\x00\x85R.'), /makes something else/],
    [code('\x80\x02ibuiltins\nlist\n.'), /instruction "i"/],
    [code('\x80\x04.'), /no pickle of protocol 2/],
    [code('\x80\x02]'), /ends too early/],
    [code('\x80\x02]K'), /ends too early/],
    [code('\x80\x02T\xff\xff\xff\xffab'), /ends too early/],
    [code('\x80\x02.'), /takes more than it has/],
    [code('\x80\x02}K\x01K\x02s.'), /no text/],
    [code('\x80\x02h\x07.'), /not kept/],
    [code('\x80\x02K\x01.'), /no dictionary/],
    [batch.subarray(0, batch.length - 20), /ends too early/]
  ] as const)
    await expect(readPickle(bytes), String(message)).rejects.toThrow(message);
});

test('texts: UTF-8, and as many names as there are classes', async () => {
  await unpack(unpackText, Buffer.from('First Citizen:\n'));
  expect(read('shakespeare').toString()).toBe('First Citizen:\n');
  await expect(unpack(unpackText, Buffer.from([0xff, 0xfe, 0]))).rejects.toThrow('no text in UTF-8');
  const names = Array.from({ length: 1000 }, (_, i) => `name ${i}`).join('\n');
  await unpack(unpackImageNetLabels, Buffer.from(names));
  expect(read('imagenet-labels').toString()).toBe(names);
  await expect(unpack(unpackImageNetLabels, Buffer.from('tench\n'))).rejects.toThrow('it has 1 lines, not 1000');
});
