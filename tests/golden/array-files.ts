/** Golden kinds npy/npy.json and weights/weights.json: files of arrays, written by NumPy and by the reference. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { DTypeError, EngineError } from '@engine/core/errors.ts';
import { currentHost, setHost } from '@engine/host.ts';
import { testMode, type NDArray } from '@engine/index.ts';
import { FILE_LIMITS } from '@engine/io/limits.ts';
import { readNpyHeader } from '@engine/io/npy-header.ts';
import { readNpy } from '@engine/io/npy.ts';
import { readNpz } from '@engine/io/npz.ts';
import { readZip } from '@engine/io/zip-read.ts';
import type { Layer } from '@engine/layers/layer.ts';
import { compareArrays, EXACT, FLOAT64, isObject, mismatch, text, toArray } from './compare.ts';
import { FLOAT32, type Json, type JsonObject, type Mismatch } from './compare.ts';
import { buildModel } from './described-model.ts';
import { found, leftovers, list, type GoldenCase, type GoldenFile, type Recogniser } from './suite.ts';

export const arrayFiles: Recogniser = (golden) => {
  const { json } = golden;
  const of = (name: string, kind: string, check: (one: JsonObject) => Mismatch[]): GoldenCase[] =>
    list(json[name]).map((one) => ({
      kind,
      id: `${name}/${text(one['file'])}`,
      check: () => withFiles(() => check(one))
    }));
  if (list(json['files']).some((one) => isObject(one['arrays'])))
    return of('files', 'weights', (one) => checkWeights(golden, one));
  if (!Array.isArray(json['npy']) && !Array.isArray(json['npz'])) return null;
  return [
    ...of('npy', 'npy', (one) => checkNpy(golden, one)),
    ...of('npz', 'npz', (one) => checkArchive(golden, one)),
    ...of('must_fail', 'npy/must_fail', (one) => checkRefused(golden, one)),
    ...leftovers('npy', json, ['npy', 'npz', 'must_fail'])
  ];
};

/** Deflated archives need a host that can unpack. */
function withFiles<T>(body: () => T): T {
  const before = currentHost();
  setHost({
    ...before,
    now: () => performance.now(),
    inflate: (bytes, limit) => new Uint8Array(inflateRawSync(bytes, { maxOutputLength: Math.max(1, limit) })),
    deflate: (bytes) => new Uint8Array(deflateRawSync(bytes))
  });
  try {
    return body();
  } finally {
    setHost(before);
  }
}

function checkNpy(golden: GoldenFile, one: JsonObject): Mismatch[] {
  const bytes = new Uint8Array(golden.read(text(one['file'])));
  const header = readNpyHeader('golden', bytes, FILE_LIMITS);
  const version = Array.isArray(one['format_version']) ? one['format_version'][0] : header.version;
  return [
    ...same('descr', header.descr, one['descr'] ?? header.descr),
    ...same('fortran_order', header.fortranOrder, one['fortran_order'] ?? header.fortranOrder),
    ...same('format_version', header.version, version),
    ...compareStored(
      'value',
      () => readNpy(bytes),
      () => readNpy(bytes, { wide: 'float64' }),
      one['value']
    )
  ];
}

/** Integers beyond int32 must be refused unless asked for as float64; all else is read as it is. */
function compareStored(what: string, read: () => NDArray, wide: () => NDArray, value: Json | undefined): Mismatch[] {
  const stored = isObject(value) ? text(value['dtype']) : '';
  const beyond = /^u?int64$/.test(stored) && toArray(value).dtype === 'float64';
  if (beyond) {
    try {
      read();
      return [mismatch(what, -1, 'read as int32', 'refused, as it does not fit')];
    } catch (error) {
      if (!(error instanceof DTypeError)) throw error;
    }
  }
  const array = beyond ? wide() : read();
  // float16 is held as float32.
  const expected = /^(float16|[<>]f2)$/.test(stored) && isObject(value) ? { ...value, dtype: 'float32' } : value;
  return found(compareArrays(what, array, expected, EXACT)).map((one) => negativeZero(one, array));
}

function negativeZero(one: Mismatch, array: NDArray): Mismatch {
  return { ...one, got: Object.is(array.toFlat()[one.index], -0) ? '-0' : one.got };
}

function checkArchive(golden: GoldenFile, one: JsonObject): Mismatch[] {
  const bytes = new Uint8Array(golden.read(text(one['file'])));
  const entries = readZip('golden', bytes, FILE_LIMITS);
  const expected = list(one['entries']);
  const found = expected.flatMap((entry, i) => [
    ...same(`entry ${i}`, entries[i]?.name ?? '', entry['entry']),
    ...same(`method of entry ${i}`, entries[i]?.method ?? '', entry['method']),
    ...same(`bytes of entry ${i}`, entries[i]?.size ?? 0, entry['bytes'])
  ]);
  const arrays = readNpz(bytes);
  const wide = () => readNpz(bytes, { wide: 'float64' });
  const wanted = isObject(one['arrays']) ? one['arrays'] : ruled(text(one['rule']));
  return [
    ...same('number of entries', entries.length, expected.length),
    ...found,
    ...same('names', [...arrays.keys()].sort().join(), Object.keys(wanted).sort().join()),
    ...Object.entries(wanted).flatMap(([name, value]) =>
      compareStored(
        name,
        () => arrays.get(name)!,
        () => wide().get(name)!,
        value
      )
    )
  ];
}

/** "one array 'big' of shape [3, 2000]; element [i][j] = j (float64)" */
function ruled(rule: string): JsonObject {
  const parts = /one array '(\w+)' of shape \[(\d+), (\d+)\]; element \[i\]\[j\] = j \((\w+)\)/.exec(rule);
  if (parts === null) throw new Error(`a rule that is not known: ${rule}`);
  const shape = [Number(parts[2]), Number(parts[3])];
  const data = Array.from({ length: shape[0]! * shape[1]! }, (_, i) => i % shape[1]!);
  return { [parts[1]!]: { shape, dtype: parts[4]!, data } };
}

function checkRefused(golden: GoldenFile, one: JsonObject): Mismatch[] {
  const name = text(one['file']);
  const bytes = new Uint8Array(golden.read(name));
  try {
    if (name.endsWith('.npz')) readNpz(bytes);
    else readNpy(bytes);
  } catch (error) {
    return error instanceof EngineError ? [] : [mismatch('the error', -1, String(error), 'an error of the engine')];
  }
  return [mismatch('reading', -1, 'an array', text(one['expect']))];
}

function checkWeights(golden: GoldenFile, one: JsonObject): Mismatch[] {
  const bytes = new Uint8Array(golden.read(text(one['file'])));
  const arrays = isObject(one['arrays']) ? one['arrays'] : {};
  const model = (): Layer => {
    const layer = buildModel(text(one['model']), arrays);
    layer.loadWeights(bytes);
    return layer;
  };
  const run = (layer: Layer, x: Json | undefined): NDArray => testMode(() => layer.call(toArray(x))).data;
  const like = (value: Json | undefined) => (isObject(value) && value['dtype'] === 'float32' ? FLOAT32 : FLOAT64);
  const sequence = list(one['input_sequence']);
  const outputs = list(one['output_sequence']);
  const recurrent = sequence.length > 0 ? model() : null;
  // What is saved again holds the same arrays under the same names.
  const again = readNpz(model().saveWeights());
  return [
    ...checkArchive(golden, one),
    ...same('names saved', [...again.keys()].sort().join(), Object.keys(arrays).sort().join()),
    ...Object.entries(arrays).flatMap(([name, value]) =>
      found(compareArrays(`saved ${name}`, again.get(name)!, value, EXACT))
    ),
    ...('output_test_mode' in one
      ? found(
          compareArrays('output', run(model(), one['input']), one['output_test_mode'], like(one['output_test_mode']))
        )
      : []),
    ...outputs.flatMap((value, i) =>
      found(compareArrays(`output ${i}`, run(recurrent!, sequence[i]), value, like(value)))
    )
  ];
}

function same(what: string, got: string | number | boolean, expected: Json | undefined): Mismatch[] {
  return got === expected ? [] : [mismatch(what, -1, text(got), text(expected))];
}
