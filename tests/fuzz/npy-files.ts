/**
 * Hostile .npy and .npz files, made from sound ones and from nothing: damaged bytes, edited headers and length fields,
 * zip records that lie, bombs, archives within archives, doubled entries. The same number gives the same file.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';
import { arange, array, zeros } from '@engine/ndarray/create.ts';
import { crc32 } from '@engine/io/crc32.ts';
import { writeNpy } from '@engine/io/npy.ts';
import { writeNpz } from '@engine/io/npz.ts';
import { damaged, Dice, joined, randomBytes } from './bytes.ts';

const FIELDS = [0, 1, 2, 0x7f, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff] as const;
const TEXTS = [
  "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }",
  "{'descr': '<f8', 'fortran_order': True, 'shape': (9007199254740991,), }",
  "{'descr': '|b1', 'fortran_order': False, 'shape': (1500000000,), }",
  "{'descr': '<i8', 'fortran_order': False, 'shape': (0, 99999999999999), }",
  "{'descr': '<f2', 'fortran_order': False, 'shape': (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), }",
  "{'descr': '|O', 'fortran_order': False, 'shape': (2,), }",
  "{'descr': [('a', '<f8'), ('b', '<i4')], 'fortran_order': False, 'shape': (2,), }",
  "{'descr': '<U99999999', 'fortran_order': False, 'shape': (2,), }",
  "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }",
  "{'descr': '<f8', 'fortran_order': False, 'shape': (1e9,), }",
  "{'descr': '<f8', 'descr': '<i2', 'fortran_order': False, 'shape': (), }",
  "{'shape': __import__('os').system('true'), 'descr': '<f8', 'fortran_order': False}",
  '{'.repeat(300),
  `{'descr': '<f8', 'fortran_order': False, 'shape': (${'1,'.repeat(2000)}), }`,
  `{'descr': '${'<'.repeat(5000)}f8', 'fortran_order': False, 'shape': (), }`,
  ' '.repeat(60_000)
];

/** Sound files: those that NumPy wrote, and some of ours. */
export function soundFiles(golden: string): Uint8Array[] {
  const folder = path.join(golden, 'npy');
  const files = readdirSync(folder)
    .filter((name) => /\.np[yz]$/.test(name))
    .sort()
    .map((name) => new Uint8Array(readFileSync(path.join(folder, name))));
  const ours = { x: arange(9), 'l1/W': zeros([3, 40]), 한글: array([[true, false]]) };
  return [...files, writeNpz(ours), writeNpz(ours, { compress: false }), writeNpz(ours, { zip64: true })];
}

export function hostileFile(number: number, sound: readonly Uint8Array[]): Uint8Array {
  const dice = new Dice(number + 1);
  const base = sound[number % sound.length]!;
  switch (dice.below(12)) {
    case 0:
      return base.slice(0, dice.below(base.length));
    case 1:
      return headed(dice, dice.one(TEXTS));
    case 2:
      return headed(dice, edited(dice, "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }"));
    case 3:
    case 4:
      return fieldsEdited(dice, base);
    case 5:
      return zipOf(dice, liars(dice));
    case 6:
      // Rare, since they take time: archives that unpack to a thousand times their size.
      return number % 20 === 0 ? bomb(dice) : zipOf(dice, liars(dice));
    case 7:
      return zipOf(dice, [entry('x.npy', base), entry('x.npy', base), entry('y.npz', zipOf(dice, liars(dice)))]);
    case 8:
      return randomBytes(dice, dice.below(400));
    default:
      return damaged(dice, base);
  }
}

function headed(dice: Dice, text: string): Uint8Array {
  const version = dice.one([1, 1, 2, 3, 4]);
  const bytes = new TextEncoder().encode(text);
  const head = new DataView(new ArrayBuffer(version === 1 ? 10 : 12));
  [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0].forEach((byte, i) => head.setUint8(i, byte));
  const length = dice.below(4) === 0 ? dice.one(FIELDS) : bytes.length;
  if (version === 1) head.setUint16(8, length & 0xffff, true);
  else head.setUint32(8, length, true);
  return joined(new Uint8Array(head.buffer), bytes, randomBytes(dice, dice.below(100)));
}

function edited(dice: Dice, text: string): string {
  const at = dice.below(text.length);
  const piece = dice.one(['9', '(', ')', ',', "'", '"', '\\', '{', '}', ':', '\0', '-', 'L', '99999999', 'True', '한']);
  return text.slice(0, at) + piece + text.slice(at + dice.below(3));
}

/** Numbers of two, four or eight bytes overwritten with the edges of what they hold, mostly in zip records. */
function fieldsEdited(dice: Dice, base: Uint8Array): Uint8Array {
  const bytes = base.slice();
  const view = new DataView(bytes.buffer);
  const records: number[] = [];
  for (let at = 0; at + 4 <= bytes.length; at++)
    if (bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2]! < 9) records.push(at);
  for (let times = 1 + dice.below(3); times > 0; times--) {
    const at = (records.length > 0 ? dice.one(records) + 4 : 6) + dice.below(44);
    const value = dice.below(3) === 0 ? dice.below(bytes.length + 2) : dice.one(FIELDS);
    if (at + 4 > bytes.length) continue;
    if (dice.below(2) === 0) view.setUint16(at, value & 0xffff, true);
    else view.setUint32(at, value, true);
  }
  return bytes;
}

interface Entry {
  name: string;
  method: number;
  data: Uint8Array;
  size: number;
  crc: number;
}

function entry(name: string, bytes: Uint8Array, deflate = true): Entry {
  const data = deflate ? new Uint8Array(deflateRawSync(bytes)) : bytes;
  return { name, method: deflate ? 8 : 0, data, size: bytes.length, crc: crc32(bytes) };
}

/** Entries that say something wrong of themselves. */
function liars(dice: Dice): Entry[] {
  return Array.from({ length: 1 + dice.below(3) }, (_, i) => {
    const sound = entry(`${i}.npy`, writeNpy(arange(1 + dice.below(50))), dice.below(2) === 0);
    const lies: Partial<Entry>[] = [
      { size: dice.one(FIELDS) },
      { method: dice.one([0, 8, 9, 12, 99]) },
      { crc: dice.one(FIELDS) },
      { data: damaged(dice, sound.data) },
      { name: dice.one(['../../x.npy', '/x.npy', 'C:\\x.npy', '__proto__.npy', '.npy', '\0.npy', 'x'.repeat(3000)]) },
      {}
    ];
    return { ...sound, ...dice.one(lies) };
  });
}

/** A megabyte of zeros as deflated blocks that others can follow. */
const MEGABYTE = new Uint8Array(deflateRawSync(new Uint8Array(1 << 20), { finishFlush: constants.Z_FULL_FLUSH }));
const LAST_BLOCK = new Uint8Array(deflateRawSync(new Uint8Array(0)));

/** Zeros that deflate a thousandfold, told of truly or not, alone, in many entries, or deflated again. */
function bomb(dice: Dice): Uint8Array {
  const megabytes = dice.one([1, 8, 40, 100, 1000]);
  const size = megabytes << 20;
  // Put together from pieces, so that making the file takes no more memory than it has bytes.
  const data = joined(...Array.from({ length: megabytes }, () => MEGABYTE), LAST_BLOCK);
  const whole: Entry = { name: 'bomb.npy', method: 8, data, size, crc: 0 };
  switch (dice.below(4)) {
    case 0:
      return zipOf(dice, [whole]);
    case 1:
      return zipOf(dice, [{ ...whole, size: dice.one([128, 4096, 1 << 20]) }]);
    case 2:
      return zipOf(dice, [{ ...whole, size: 0xffffffff }]);
    default: {
      const inner = zipOf(dice, [whole]);
      const entries = Array.from({ length: 10 }, (_, i) =>
        i % 2 === 0 ? entry(`${i}.npy`, inner) : { ...whole, name: `${i}.npy` }
      );
      return zipOf(dice, entries);
    }
  }
}

/** A zip archive of entries as they are, true or not. */
function zipOf(dice: Dice, entries: readonly Entry[]): Uint8Array {
  const overlap = dice.below(5) === 0;
  const parts: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  let at = 0;
  for (const one of entries) {
    const name = new TextEncoder().encode(one.name);
    const local = new DataView(new ArrayBuffer(30));
    const central = new DataView(new ArrayBuffer(46));
    local.setUint32(0, 0x04034b50, true);
    central.setUint32(0, 0x02014b50, true);
    for (const [view, from] of [[local, 4] as const, [central, 6] as const]) {
      view.setUint16(from + 4, one.method, true);
      view.setUint32(from + 10, one.crc, true);
      view.setUint32(from + 14, one.data.length, true);
      view.setUint32(from + 18, one.size, true);
      view.setUint16(from + 22, name.length, true);
    }
    central.setUint32(42, overlap ? 0 : at, true);
    parts.push(new Uint8Array(local.buffer), name, one.data);
    list.push(new Uint8Array(central.buffer), name);
    at += 30 + name.length + one.data.length;
  }
  const directory = joined(...list);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, entries.length, true);
  end.setUint16(10, entries.length, true);
  end.setUint32(12, directory.length, true);
  end.setUint32(16, at, true);
  return joined(...parts, directory, new Uint8Array(end.buffer));
}
