import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setHost } from '../host.ts';
import { arange, array, zeros } from '../ndarray/create.ts';
import { MLP } from '../models/mlp.ts';
import { readNpy, writeNpy } from './npy.ts';
import { readNpz, writeNpz } from './npz.ts';

const golden = resolve(import.meta.dirname, '../../../tests/golden/data');
const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(join(golden, name)));

beforeAll(() => {
  setHost({
    now: () => 0,
    inflate: (bytes, limit) => new Uint8Array(inflateRawSync(bytes, { maxOutputLength: Math.max(1, limit) })),
    deflate: (bytes) => new Uint8Array(deflateRawSync(bytes))
  });
});
afterAll(() => setHost(null));

describe('npy', () => {
  test('writes the very bytes that numpy.save writes', () => {
    for (const name of ['float64_c', 'float32_c', 'int32_c', 'uint8_c', 'bool_c', 'float64_0d', 'float32_empty_0x3'])
      expect(writeNpy(readNpy(fixture(`npy/${name}.npy`))), name).toEqual(fixture(`npy/${name}.npy`));
    const fortran = fixture('npy/float64_fortran.npy');
    expect(writeNpy(readNpy(fortran), { order: 'F' })).toEqual(fortran);
    const big = fixture('npy/float64_bigendian.npy');
    expect(writeNpy(readNpy(big), { byteOrder: 'big' })).toEqual(big);
    const long = fixture('npy/int64_fortran.npy');
    expect(writeNpy(readNpy(long), { order: 'F', int64: true })).toEqual(long);
  });

  test('every way of writing reads back', () => {
    for (const dtype of ['float64', 'float32', 'int32', 'uint8', 'bool'] as const)
      for (const order of ['C', 'F'] as const)
        for (const byteOrder of ['little', 'big'] as const) {
          const x = arange(24).reshape(2, 3, 4).transpose(1, 0, 2).astype(dtype);
          const back = readNpy(writeNpy(x, { order, byteOrder, int64: true }));
          expect(back.dtype).toBe(dtype);
          expect(back.toArray()).toEqual(x.toArray());
        }
  });

  test('whole numbers beyond int32 are refused, or read as float64 when asked', () => {
    const bytes = fixture('npy/int64_c.npy');
    expect(() => readNpy(bytes)).toThrow(/element 0 is -9007199254740992, which does not fit into int32.*float64/);
    expect(readNpy(bytes, { wide: 'float64' }).get(0, 1).item()).toBe(2 ** 53);
    const head = writeNpy(array([0], 'int32'), { int64: true });
    new DataView(head.buffer).setBigInt64(head.length - 8, 2n ** 53n + 1n, true);
    expect(() => readNpy(head, { wide: 'float64' })).toThrow(/9007199254740993/);
  });

  test.each([
    ["{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999, 99999999), }", /no memory holds/],
    ["{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000,), }", /bytes allowed/],
    ["{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", /shorter than the header says/],
    ["{'descr': '|O', 'fortran_order': False, 'shape': (), }", /pickled/],
    ["{'descr': '<c16', 'fortran_order': False, 'shape': (), }", /complex numbers/],
    ["{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (), }", /records/],
    ["{'descr': '<f8', 'shape': (), }", /must name/],
    ["{'descr': '<f8', 'fortran_order': maybe, 'shape': (), }", /expected True or False, found 'maybe/],
    [`{'descr': '<f8', 'fortran_order': False, 'shape': (${'1,'.repeat(40)}), }`, /more than 32 axes/]
  ])('%s', (header, message) => {
    const bytes = new Uint8Array(10 + header.length);
    bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
    bytes.set(Buffer.from(header), 10);
    expect(() => readNpy(bytes)).toThrow(message);
  });
});

describe('npz', () => {
  test.each([
    { compress: true, zip64: false },
    { compress: false, zip64: false },
    { compress: true, zip64: true },
    { compress: false, zip64: true }
  ])('%o reads back', (options) => {
    const arrays = { 'l1/W': zeros([50, 3], 'float32'), 무게: array([1.5]), n: array(3) };
    const back = readNpz(writeNpz(arrays, options));
    expect([...back.keys()]).toEqual(['l1/W', '무게', 'n']);
    expect(back.get('l1/W')?.shape).toEqual([50, 3]);
    expect(back.get('n')?.item()).toBe(3);
  });

  test('a bomb, which unpacks a thousandfold, is refused before it takes memory', () => {
    const bytes = writeNpz({ x: zeros([2 ** 23]) });
    expect(bytes.length).toBeLessThan(100_000);
    expect(() => readNpz(bytes)).toThrow(/unpacks to more than \d+ bytes, too much for a file of \d+/);
    expect(readNpz(writeNpz({ x: zeros([2 ** 20]) })).get('x')?.size).toBe(2 ** 20);
  });

  test('an entry whose checksum is wrong, and one that claims too much', () => {
    const bytes = writeNpz({ x: array([1, 2, 3]) }, { compress: false });
    const changed = bytes.slice();
    changed[160] = (changed[160] ?? 0) ^ 1;
    expect(() => readNpz(changed)).toThrow(/checksum of 'x.npy'/);
    const packed = writeNpz({ x: zeros([100]) });
    const limits = { bytes: 500, entries: 9, header: 999, axes: 9 };
    expect(() => readNpz(packed, { limits })).toThrow(/more than 500 bytes/);
    expect(() => readNpz(bytes.subarray(0, 40))).toThrow(/not a zip archive/);
  });

  test('without a host that can unpack, the message says so', () => {
    const bytes = writeNpz({ x: zeros([100]) });
    setHost(null);
    expect(() => readNpz(bytes)).toThrow(/nothing here can unpack/);
    setHost({
      now: () => 0,
      inflate: (data) => new Uint8Array(inflateRawSync(data)),
      deflate: (data) => deflateRawSync(data)
    });
  });
});

describe('weights', () => {
  test('go from one model to another, and mistakes are named', () => {
    const x = array([[1, 2, 3]]);
    const one = new MLP([4, 2]);
    expect(() => one.saveWeights()).toThrow(/'l0\/W' has no values yet; call the model once/);
    const expected = one.call(x).data.toFlat();
    const other = new MLP([4, 2]);
    other.loadWeights(one.saveWeights());
    expect(other.call(x).data.toFlat()).toEqual(expected);
    const wide = new MLP([5, 2]);
    wide.call(x);
    expect(() => wide.loadWeights(one.saveWeights())).toThrow(/'l0\/W' has shape \(3, 4\) in the file and \(3, 5\)/);
    expect(() => new MLP([4, 2, 2]).loadWeights(one.saveWeights())).toThrow(/the file has no 'l2\/W'; it has 'l0\/W'/);
  });
});
