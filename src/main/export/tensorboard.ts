/**
 * Curves as event files that TensorBoard reads: records of length, masked CRC-32C, data, masked CRC-32C
 * (TFRecord), each the protobuf message `Event` with one scalar summary. Of protobuf only what these need is written.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunId } from '@ipc/ids.ts';
import type { Curve } from '@ipc/runs.ts';
import type { AskStore } from '../store-client/store-client.ts';
import { crc32c } from '../../store/crc32c.ts';
import { writeWhole } from './write-whole.ts';

/** A folder per run in `folder`, named so that no run overwrites another's. */
export async function writeEvents(store: AskStore, id: RunId, folder: string): Promise<void> {
  const run = await store.ask('runGet', { run: id });
  const curves = await store.ask('curves', { runs: [id], names: [], points: Number.MAX_SAFE_INTEGER });
  const into = join(folder, `${safe(run.title)}-${id.slice(0, 8)}`);
  await mkdir(into, { recursive: true });
  const began = Date.parse(run.startedAt) / 1000;
  await writeWhole(join(into, `events.out.tfevents.${Math.floor(began)}.dezero`), eventFile(curves, began));
}

/** @param began when the run began, in seconds since 1970 */
export function* eventFile(curves: readonly Curve[], began: number): Generator<Uint8Array> {
  yield record(Buffer.concat([double(1, began), bytes(3, Buffer.from('brain.Event:2'))]));
  for (const { name, step, value, time } of curves)
    for (const [i, at] of step.entries()) {
      const scalar = Buffer.concat([bytes(1, Buffer.from(name)), float(2, value[i] ?? NaN)]);
      const summary = bytes(5, bytes(1, scalar));
      yield record(Buffer.concat([double(1, began + (time[i] ?? 0)), integer(2, Math.trunc(at)), summary]));
    }
}

export function record(data: Uint8Array): Uint8Array {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(data.length));
  return Buffer.concat([length, masked(length), data, masked(data)]);
}

/** A checksum of data that holds checksums is turned, so that it does not cancel them out. */
function masked(data: Uint8Array): Uint8Array {
  const crc = crc32c(data);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE((((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0);
  return sum;
}

/** Field numbers with the wire types of protobuf: 0 varint, 1 eight bytes, 2 bytes with their length, 5 four bytes. */
const tag = (field: number, wire: number): Uint8Array => varint((field << 3) | wire);

function varint(value: number): Uint8Array {
  const out: number[] = [];
  let left = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(left & 0x7fn);
    left >>= 7n;
    out.push(left > 0n ? low | 0x80 : low);
  } while (left > 0n);
  return Uint8Array.from(out);
}

const integer = (field: number, value: number): Uint8Array => Buffer.concat([tag(field, 0), varint(value)]);
const bytes = (field: number, value: Uint8Array): Uint8Array =>
  Buffer.concat([tag(field, 2), varint(value.length), value]);

function double(field: number, value: number): Uint8Array {
  const eight = Buffer.alloc(8);
  eight.writeDoubleLE(value);
  return Buffer.concat([tag(field, 1), eight]);
}

function float(field: number, value: number): Uint8Array {
  const four = Buffer.alloc(4);
  four.writeFloatLE(value);
  return Buffer.concat([tag(field, 5), four]);
}

const safe = (title: string): string => title.replace(/[^\p{L}\p{N}_-]+/gu, '_').slice(0, 60) || 'run';
