import { afterEach, describe, expect, test } from 'vitest';
import { setHost } from '../host.ts';
import { nd, random } from '../index.ts';
import type { Sample } from './index.ts';
import * as D from './index.ts';

const pairs = (n: number): Sample[] =>
  Array.from({ length: n }, (_, i): Sample => [nd.array([2 * i, 2 * i + 1]), i % 3]);
const rowsOf = (loader: D.DataLoader): unknown[] => [...loader].map(([x]) => x.toArray());

describe('Dataset', () => {
  class Squares extends D.Dataset {
    override prepare(): void {
      this.data = nd.arange(5).astype('float64');
      this.label = nd.square(this.data);
    }
  }

  test('samples, negative indices and transforms', () => {
    const set = new Squares({ transform: (x) => x.mul(10), targetTransform: (t) => t.add(1) });
    expect(set.length).toBe(5);
    expect(set.get(-1).map(String)).toEqual(['40.0', '17.0']);
    const [x, t] = set.batch(nd.array([0, 2], 'int32'));
    expect([x.toArray(), t?.toArray()]).toEqual([
      [0, 20],
      [1, 5]
    ]);
  });

  test('a batch of plain samples is the same as the samples one by one', () => {
    const set = new Squares();
    expect(set.batch(nd.array([3, 1], 'int32')).map(String)).toEqual(
      D.stackSamples([set.get(3), set.get(1)]).map(String)
    );
  });

  test('an index that is none, and an empty dataset, are explained', () => {
    const set = new Squares();
    expect(() => set.get(5)).toThrow('there is no sample 5; there are 5, from 0');
    expect(() => set.get(0.5)).toThrow('a sample is chosen by one whole number');
    expect(() => new D.Dataset().length).toThrow('write prepare()');
  });
});

describe('loaders', () => {
  test('each epoch deals every sample once, in another order', () => {
    random.seed(3);
    const loader = new D.DataLoader(pairs(7), 3);
    const epochs = [rowsOf(loader), rowsOf(loader)] as number[][][][];
    for (const epoch of epochs) {
      expect(epoch.map((rows) => rows.length)).toEqual([3, 3, 1]);
      expect(
        epoch
          .flat()
          .map(([first]) => first)
          .toSorted((a, b) => a! - b!)
      ).toEqual([0, 2, 4, 6, 8, 10, 12]);
    }
    expect(epochs[0]).not.toEqual(epochs[1]);
  });

  test('a loop that was left goes on, and so does a loader from a state', () => {
    random.seed(4);
    const loader = new D.DataLoader(pairs(10), 3);
    for (const batch of loader) {
      expect(batch[0].shape).toEqual([3, 2]);
      break;
    }
    const state = loader.state();
    const before = random.getState();
    const rest = rowsOf(loader);
    expect(rest).toHaveLength(3);
    const other = new D.DataLoader(pairs(10), 3);
    other.loadState(state);
    random.setState(before);
    expect(rowsOf(other)).toEqual(rest);
    expect(() => new D.DataLoader(pairs(9), 3).loadState(state)).toThrow('10 samples; this one has 9');
  });

  test('a series goes on row by row', () => {
    const loader = new D.SeqDataLoader(pairs(10), 3);
    const first = [...loader].map(([x]) => x.get(nd.slice(null), 0).toArray());
    expect(first).toEqual([
      [0, 6, 12],
      [2, 8, 14],
      [4, 10, 16],
      [6, 12, 18]
    ]);
    expect(() => new D.SeqDataLoader(pairs(2), 3)).toThrow('cannot be cut into 3 stretches');
  });

  test('a batch size that is none is refused', () => {
    expect(() => new D.DataLoader(pairs(2), 0)).toThrow('a whole number from 1, not 0');
  });
});

describe('files', () => {
  afterEach(() => setHost(null));

  /** Labels, then images, as the asset has them once inflated. */
  function mnist(count: number, images = count): Uint8Array {
    const bytes = new Uint8Array(8 + count + 16 + images * 784);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, 0x801);
    view.setUint32(4, count);
    for (let i = 0; i < count; i++) bytes[8 + i] = i % 10;
    const at = 8 + count;
    [0x803, images, 28, 28].forEach((word, i) => view.setUint32(at + 4 * i, word));
    for (let i = 0; i < images; i++) bytes[at + 16 + i * 784] = i % 256;
    return bytes;
  }
  const hostWith = (bytes: Uint8Array): void =>
    setHost({ now: () => 0, asset: () => bytes, inflate: (packed) => packed });

  test('MNIST comes from the host, quick batches equal single samples', () => {
    hostWith(mnist(10000));
    const set = new D.MNIST({ train: false });
    expect([set.data?.shape, set.data?.dtype, set.length]).toEqual([[10000, 1, 28, 28], 'uint8', 10000]);
    const quick = set.batch(nd.array([7, 200], 'int32'));
    const slow = D.stackSamples([set.get(7), set.get(200)]);
    expect(quick.map((one) => one?.dtype)).toEqual(['float32', 'uint8']);
    expect(quick[0].toArray()).toEqual(slow[0].toArray());
    expect(quick[1]?.toArray()).toEqual([7, 0]);
    const plain = new D.MNIST({ train: false, transform: null });
    expect(plain.batch(nd.array([1], 'int32'))[0].shape).toEqual([1, 1, 28, 28]);
  });

  test('MNIST without the app, or with a damaged asset, is explained', () => {
    setHost(null);
    expect(() => new D.MNIST()).toThrow('the images ship with the app');
    hostWith(mnist(10000, 9999));
    expect(() => new D.MNIST({ train: false })).toThrow('expected 10000');
    hostWith(mnist(10000).subarray(0, 5000));
    expect(() => new D.MNIST({ train: false })).toThrow('needs 10008 bytes, the file has 5000');
    hostWith(new Uint8Array([0x1f, 0x8b, 8, 0]));
    expect(() => new D.MNIST({ train: false })).toThrow('Is it still packed');
  });

  /** A host with the given files and no others. */
  const filesOf = (files: Record<string, Uint8Array>): void =>
    setHost({ now: () => 0, asset: (name) => files[name] ?? null });

  test('CIFAR reads records and refuses anything else', () => {
    const records = new Uint8Array(2 * 3073).fill(255);
    records[0] = records[3073] = 3;
    filesOf({ 'cifar10-test': records, 'cifar10-train': records.subarray(0, 3000) });
    const set = new D.CIFAR10({ train: false });
    expect([set.data?.shape, set.label?.toArray()]).toEqual([
      [2, 3, 32, 32],
      [3, 3]
    ]);
    expect(String(nd.max(set.get(0)[0]))).toBe('1.0');
    expect(() => new D.CIFAR10()).toThrow('no list of records of 3073 bytes');
    const hundred = new Uint8Array(3074);
    hundred.set([5, 70]);
    filesOf({ 'cifar100-train': hundred });
    expect(new D.CIFAR100().label?.toArray()).toEqual([70]);
    expect(new D.CIFAR100({ labelType: 'coarse' }).label?.toArray()).toEqual([5]);
    hundred.set([5, 100]);
    expect(() => new D.CIFAR100()).toThrow('record 0 has label 100');
  });

  test('CIFAR, too: quick batches equal single samples', () => {
    filesOf({ 'cifar10-train': Uint8Array.from({ length: 4 * 3073 }, (_, i) => (i % 3073 === 0 ? 2 : i % 256)) });
    const set = new D.CIFAR10();
    const [x, t] = set.batch(nd.array([3, 1], 'int32'));
    const [slow] = D.stackSamples([set.get(3), set.get(1)]);
    expect([x.shape, x.dtype, t?.toArray()]).toEqual([[2, 3, 32, 32], 'float32', [2, 2]]);
    expect(nd.arrayEqual(x, slow)).toBe(true);
  });

  test('show puts random pictures side by side, as one', () => {
    const records = new Uint8Array(2 * 3073);
    // The second picture is red all over.
    records.fill(255, 3073 + 1, 3073 + 1 + 1024);
    filesOf({ 'cifar10-train': records });
    random.seed(0);
    const sheet = new D.CIFAR10().show(1, 4);
    random.seed(0);
    const reds = random.randint(0, 2, [4]).mul(255).toArray();
    expect(sheet.shape).toEqual([32, 128, 3]);
    expect([16, 48, 80, 112].map((column) => sheet.get(31, column, 0).item())).toEqual(reds);
    expect(nd.max(sheet.get(nd.slice(null), nd.slice(null), 1)).item()).toBe(0);
    hostWith(mnist(10000));
    expect(new D.MNIST({ train: false }).show(2, 3).shape).toEqual([56, 84]);
    expect(() => new D.MNIST({ train: false }).show(0)).toThrow('rows and columns from 1 to 100, not 0 and 10');
  });

  test('classes have names, in the order of their numbers', () => {
    expect(D.CIFAR10.labels()).toHaveLength(10);
    expect(D.CIFAR10.labels()[0]).toBe('airplane');
    for (const [labelType, count, first, last] of [
      ['fine', 100, 'apple', 'worm'],
      ['coarse', 20, 'aquatic_mammals', 'vehicles_2']
    ] as const) {
      const names = D.CIFAR100.labels(labelType);
      expect([names.length, names[0], names.at(-1)]).toEqual([count, first, last]);
      expect(names).toEqual(names.toSorted());
    }
  });

  test('a data set that is absent says where to get it', () => {
    filesOf({});
    for (const make of [
      () => new D.CIFAR10(),
      () => new D.CIFAR100(),
      () => new D.Shakespeare(),
      () => D.ImageNet.labels()
    ])
      expect(make).toThrow('not on this computer. Open Settings, Data sets');
    expect(() => new D.ImageNet()).toThrow('only the names');
  });

  test('a text becomes numbers in the order of first appearance', () => {
    filesOf({ shakespeare: new TextEncoder().encode('abcab') });
    const set = new D.Shakespeare();
    expect([set.data?.toArray(), set.label?.toArray()]).toEqual([
      [0, 1, 2, 0],
      [1, 2, 0, 1]
    ]);
    expect([set.charToId.get('c'), set.idToChar[1]]).toEqual([2, 'b']);
    expect(new D.Shakespeare({ text: 'ab' }).length).toBe(1);
    expect(() => new D.Shakespeare({ text: 'a' })).toThrow('has no next ones');
  });

  test('the names of ImageNet as lines or as a Python dictionary', () => {
    const names = Array.from({ length: 1000 }, (_, i) => `class ${i}`);
    expect(D.readImageNetLabels(names.join('\n'))).toEqual(names);
    const dictionary = names
      .map((name, i) => `${i === 0 ? '{' : ' '}${i}: '${name}'${i === 999 ? '}' : ','}`)
      .join('\n');
    expect(D.readImageNetLabels(dictionary)).toEqual(names);
    filesOf({ 'imagenet-labels': new TextEncoder().encode(dictionary) });
    expect(D.ImageNet.labels()).toEqual(names);
    expect(() => D.readImageNetLabels('tench')).toThrow('names 1 classes; there are 1000');
  });
});
