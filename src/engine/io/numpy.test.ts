/**
 * Files go both ways between the engine and NumPy: NumPy itself, run by python3, loads what is written here and writes
 * what is read here. Where it is not installed these tests are skipped by name, with a line that says so; the golden
 * files, which NumPy wrote, are read in any case.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setHost } from '../host.ts';
import { arange, array } from '../ndarray/create.ts';
import { DTYPES } from '../ndarray/dtype.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { MLP } from '../models/mlp.ts';
import { readNpy, writeNpy } from './npy.ts';
import { readNpz, writeNpz } from './npz.ts';

const found = spawnSync('python3', ['-c', 'import numpy; print(numpy.__version__)'], { encoding: 'utf8' });
const version = found.status === 0 ? found.stdout.trim() : null;
if (version === null)
  process.stderr.write('NumPy (python3-numpy) is not installed: interchange with it is not checked\n');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'numpy-'));
  setHost({
    now: () => 0,
    inflate: (bytes, limit) => new Uint8Array(inflateRawSync(bytes, { maxOutputLength: Math.max(1, limit) })),
    deflate: (bytes) => new Uint8Array(deflateRawSync(bytes))
  });
});
afterAll(() => {
  setHost(null);
  rmSync(folder, { recursive: true });
});

/** Runs Python with NumPy in the folder; gives what it printed as JSON. */
function python(script: string): unknown {
  const text = execFileSync('python3', ['-c', `import json, numpy as np\n${script}`], {
    cwd: folder,
    encoding: 'utf8'
  });
  return JSON.parse(text);
}

/** What JSON makes of an array, with NaN and infinities as texts, as both sides write them. */
function told(x: NDArray): unknown {
  const names = x.toFlat().map((one) => (Number.isFinite(one) ? one : String(one)));
  return { dtype: x.dtype, shape: x.shape, flat: names };
}
const TELL = `
def tell(x):
    names = {'nan': 'NaN', 'inf': 'Infinity', '-inf': '-Infinity'}
    flat = [v if np.isfinite(v) else names[str(v)] for v in x.astype('float64').ravel(order='C').tolist()]
    return {'dtype': str(x.dtype), 'shape': list(x.shape), 'flat': flat}
`;

describe.skipIf(version === null)(`with NumPy ${version ?? '(not installed)'}`, () => {
  const shapes = [[], [1], [0], [5], [2, 3], [3, 0], [2, 3, 4]];
  const written = shapes.flatMap((shape) =>
    DTYPES.flatMap((dtype) =>
      (['C', 'F'] as const).map((order) => {
        const size = shape.reduce((a, b) => a * b, 1);
        const x = arange(size).astype('float64').sub(2).mul(1.25).reshape(shape).astype(dtype);
        return { name: `${dtype}-${order}-${shape.join('x')}.npy`, order, x };
      })
    )
  );

  test('NumPy loads every dtype, order and shape of .npy that is written here', () => {
    for (const { name, order, x } of written) writeFileSync(join(folder, name), writeNpy(x, { order }));
    const names = JSON.stringify(written.map(({ name }) => name));
    expect(python(`${TELL}\nprint(json.dumps([tell(np.load(n)) for n in ${names}]))`)).toEqual(
      written.map(({ x }) => told(x))
    );
  });

  test('big-endian, int64, not finite, and views', () => {
    const x = array([
      [NaN, Infinity, -Infinity],
      [-0, 1e-308, 0.1]
    ]);
    writeFileSync(join(folder, 'big.npy'), writeNpy(x.T, { byteOrder: 'big' }));
    writeFileSync(join(folder, 'long.npy'), writeNpy(array([-5, 2147483647], 'int32'), { int64: true }));
    expect(python(`${TELL}\nprint(json.dumps([tell(np.load('big.npy')), tell(np.load('long.npy'))]))`)).toEqual([
      { ...(told(x.T) as object), dtype: '>f8' },
      { dtype: 'int64', shape: [2], flat: [-5, 2147483647] }
    ]);
  });

  test.each([
    ['stored', { compress: false }],
    ['deflated', { compress: true }],
    ['zip64', { zip64: true }]
  ])('NumPy loads .npz, %s', (name, options) => {
    const arrays = { 'l1/W': arange(6).reshape(2, 3).astype('float32'), 한글: array([true, false]), x: array(2.5) };
    writeFileSync(join(folder, `${name}.npz`), writeNpz(arrays, options));
    expect(
      python(`${TELL}\nwith np.load('${name}.npz') as f: print(json.dumps({n: tell(f[n]) for n in f.files}))`)
    ).toEqual(Object.fromEntries(Object.entries(arrays).map(([key, x]) => [key, told(x)])));
  });

  test('NumPy loads the weights of a model, and a model loads what NumPy saves', () => {
    const model = new MLP([4, 2]);
    const x = array([[1, 2, 3]]);
    model.call(x);
    writeFileSync(join(folder, 'weights.npz'), model.saveWeights());
    const params = Object.entries(model.flattenParams());
    expect(
      python(`${TELL}
f = np.load('weights.npz')
np.savez_compressed('twice.npz', **{n: f[n] * 2 for n in f.files})
print(json.dumps({n: tell(f[n]) for n in f.files}))`)
    ).toEqual(Object.fromEntries(params.map(([name, { data }]) => [name, told(data)])));
    const other = new MLP([4, 2]);
    other.call(x);
    other.loadWeights(new Uint8Array(readFileSync(join(folder, 'twice.npz'))));
    for (const [name, { data }] of Object.entries(other.flattenParams()))
      expect(data.toFlat()).toEqual(model.flattenParams()[name]!.data.mul(2).toFlat());
  });

  test('what NumPy writes is read here: every dtype, order and byte order', () => {
    const kinds = ['f8', 'f4', 'f2', 'i1', 'i2', 'i4', 'i8', 'u1', 'u2', 'u4', 'u8', '?'];
    const list = python(`${TELL}
told = []
for kind in ${JSON.stringify(kinds)}:
    for order in 'CF':
        for endian in '<>':
            for shape in [(), (3,), (0, 2), (2, 3), (2, 2, 3)]:
                x = (np.arange(int(np.prod(shape))).reshape(shape) * (1.5 if kind[0] == 'f' else 1)).astype(endian + kind)
                name = f'{len(told)}.npy'
                np.save(name, np.asarray(x, order=order))
                told.append({**tell(x), 'name': name})
print(json.dumps(told))`) as { name: string; shape: number[]; flat: number[] }[];
    expect(list.length).toBe(kinds.length * 2 * 2 * 5);
    for (const { name, shape, flat } of list) {
      const x = readNpy(new Uint8Array(readFileSync(join(folder, name))));
      expect([x.shape, x.toFlat()]).toEqual([shape, flat]);
    }
  });

  test('an archive that NumPy writes, stored and compressed', () => {
    python(`
arrays = {'a': np.arange(6, dtype='int64').reshape(2, 3), 'b/c': np.float32(1.5)}
np.savez('s.npz', **arrays)
np.savez_compressed('c.npz', **arrays)
print('null')`);
    for (const name of ['s.npz', 'c.npz']) {
      const arrays = readNpz(new Uint8Array(readFileSync(join(folder, name))));
      expect([...arrays.keys()]).toEqual(['a', 'b/c']);
      expect(arrays.get('a')!.toArray()).toEqual([
        [0, 1, 2],
        [3, 4, 5]
      ]);
      expect(arrays.get('a')!.dtype).toBe('int32');
      expect(arrays.get('b/c')!.item()).toBe(1.5);
    }
  });

  test('int64 beyond int32 is refused with a way out, and uint32 beyond it is exact', () => {
    python(`
np.save('wide.npy', np.array([1, 2**31], dtype='int64'))
np.save('u4.npy', np.array([1, 2**32 - 1], dtype='uint32'))
print('null')`);
    const read = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));
    expect(() => readNpy(read('wide.npy'))).toThrow(/element 1 is 2147483648, which does not fit into int32.*float64/);
    expect(readNpy(read('wide.npy'), { wide: 'float64' }).toFlat()).toEqual([1, 2 ** 31]);
    expect(readNpy(read('u4.npy')).toFlat()).toEqual([1, 2 ** 32 - 1]);
  });
});

test('the weights files of the reference load', () => {
  const golden = resolve(import.meta.dirname, '../../../tests/golden/data/weights');
  for (const name of ['mlp', 'rnn', 'lstm', 'embed', 'conv_seq', 'bn_net'])
    expect(readNpz(new Uint8Array(readFileSync(join(golden, `${name}.npz`)))).size).toBeGreaterThan(0);
});
