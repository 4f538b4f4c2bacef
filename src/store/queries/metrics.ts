/**
 * Metrics: rows in blocks of three float64 columns (little-endian) with a CRC-32C. The last block of a metric is filled up
 * to BLOCK_ROWS before a new one begins. Not here: last and best (summaries.ts), thinning (thin.ts, band.ts).
 */
import type { RunId } from '@ipc/ids.ts';
import type { Band, Curve } from '@ipc/runs.ts';
import type { StoreRequests } from '@ipc/store.ts';
import { all, one, run, type Db } from '../database.ts';
import { blockCrc, blockIsWhole } from '../seal.ts';
import { band } from './band.ts';
import { raiseSteps } from './run-changes.ts';
import { dropDamagedSummaries, summarize, WITHOUT_SUMMARY } from './summaries.ts';
import { thin } from './thin.ts';

export const BLOCK_ROWS = 1024;

type Rows = StoreRequests['metricsAppend'][0]['rows'];
interface Block {
  id: number;
  count: number;
  steps: Uint8Array;
  vals: Uint8Array;
  times: Uint8Array;
  crc: number;
}

export function metricsAppend(db: Db, { run: id, rows }: StoreRequests['metricsAppend'][0]): null {
  const byName = new Map<string, Rows>();
  let steps = 0;
  for (const row of rows) {
    const list = byName.get(row.name);
    if (list) list.push(row);
    else byName.set(row.name, [row]);
    steps = Math.max(steps, Math.floor(row.step) + 1);
  }
  db.transaction(() => {
    raiseSteps(db, id, steps);
    for (const [name, list] of byName) {
      appendBlocks(db, id, name, list);
      summarize(db, id, name, list);
    }
  }).immediate();
  return null;
}

/** Damaged blocks are left out; the others are shown. */
export function curves(db: Db, { runs, names, points }: StoreRequests['curves'][0]): Curve[] {
  return series(db, runs, names, ({ run: id, name, step, value, time }) => {
    const keep = thin(value, Math.max(2, points));
    const pick = (column: Float64Array): number[] => Array.from(keep, (i) => column[i] ?? NaN);
    return { run: id, name, step: pick(step), value: pick(value), time: pick(time), total: value.length };
  });
}

/** Low, high and mean of equal buckets, with how many NaN each holds. */
export function bands(db: Db, { runs, names, buckets }: StoreRequests['bands'][0]): Band[] {
  return series(db, runs, names, ({ run: id, name, step, value }) => ({
    run: id,
    name,
    ...band(step, value, buckets),
    total: value.length
  }));
}

interface Series {
  run: RunId;
  name: string;
  step: Float64Array;
  value: Float64Array;
  time: Float64Array;
}

/** One at a time, so that memory holds one. */
function series<T>(db: Db, ids: readonly RunId[], wanted: readonly string[], of: (series: Series) => T): T[] {
  const found: T[] = [];
  for (const id of ids)
    for (const { name } of all<{ name: string }>(db, METRIC_NAMES, id)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      const blocks = all<Block>(db, BLOCKS, id, name).filter(blockIsWhole);
      const step = join(blocks.map((b) => b.steps));
      const value = join(blocks.map((b) => b.vals));
      const time = join(blocks.map((b) => b.times));
      found.push(of({ run: id, name, step, value, time }));
    }
  return found;
}

/** Takes out blocks that fail their checksum and counts them; the summaries keep what they were. */
export function dropDamagedBlocks(db: Db): number {
  const bad: number[] = [];
  // Read by id, one at a time: `iterate` would keep the table locked for the deletion.
  for (let block = one<Block>(db, NEXT_BLOCK, 0); block; block = one<Block>(db, NEXT_BLOCK, block.id))
    if (!blockIsWhole(block)) bad.push(block.id);
  for (const id of bad) run(db, 'DELETE FROM metric_block WHERE id = ?', id);
  return bad.length;
}

/** Makes the summaries that were lost, or are damaged, anew from the blocks; answers with how many were damaged. */
export function rebuildSummaries(db: Db): number {
  const damaged = dropDamagedSummaries(db);
  for (const { run: id, name } of all<{ run: string; name: string }>(db, WITHOUT_SUMMARY)) {
    const blocks = all<Block>(db, BLOCKS, id, name).filter(blockIsWhole);
    const value = join(blocks.map((b) => b.vals));
    const time = join(blocks.map((b) => b.times));
    const step = join(blocks.map((b) => b.steps));
    const rows = Array.from(value, (v, i) => ({ name, value: v, step: step[i] ?? 0, time: time[i] ?? 0 }));
    summarize(db, id, name, rows);
  }
  return damaged;
}

export const METRIC_NAMES = 'SELECT name FROM run_metric WHERE run = ? ORDER BY name';
export const BLOCKS =
  'SELECT id, count, steps, vals, times, crc FROM metric_block WHERE run = ? AND name = ? ORDER BY id';
export const TAIL_BLOCK = `${BLOCKS} DESC LIMIT 1`;
export const NEXT_BLOCK =
  'SELECT id, count, steps, vals, times, crc FROM metric_block WHERE id > ? ORDER BY id LIMIT 1';

function appendBlocks(db: Db, id: string, name: string, rows: Rows): void {
  const tail = one<Block>(db, TAIL_BLOCK, id, name);
  let from = 0;
  if (tail && tail.count < BLOCK_ROWS && blockIsWhole(tail)) {
    const more = pack(rows.slice(0, (from = BLOCK_ROWS - tail.count)));
    const steps = Buffer.concat([tail.steps, more.steps]);
    const vals = Buffer.concat([tail.vals, more.vals]);
    const times = Buffer.concat([tail.times, more.times]);
    const block = { count: tail.count + more.count, steps, vals, times };
    const set = 'UPDATE metric_block SET count = ?, steps = ?, vals = ?, times = ?, crc = ? WHERE id = ?';
    run(db, set, block.count, steps, vals, times, blockCrc(block), tail.id);
  }
  for (; from < rows.length; from += BLOCK_ROWS) {
    const { count, steps, vals, times } = pack(rows.slice(from, from + BLOCK_ROWS));
    const crc = blockCrc({ count, steps, vals, times });
    run(db, INSERT_BLOCK, id, name, rows[from]?.step ?? 0, count, steps, vals, times, crc);
  }
}

const INSERT_BLOCK =
  'INSERT INTO metric_block (run, name, first_step, count, steps, vals, times, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?)';

function pack(rows: Rows): { count: number; steps: Uint8Array; vals: Uint8Array; times: Uint8Array } {
  const column = (of: (row: Rows[number]) => number): Uint8Array => new Uint8Array(Float64Array.from(rows, of).buffer);
  return {
    count: rows.length,
    steps: column((row) => row.step),
    vals: column((row) => row.value),
    times: column((row) => row.time)
  };
}

function join(parts: readonly Uint8Array[]): Float64Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new Float64Array(bytes.buffer);
}
