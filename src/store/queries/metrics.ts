/**
 * Metrics: rows in blocks of three float64 columns (little-endian) with a CRC-32C. The last block of a metric is filled up
 * to BLOCK_ROWS before a new one begins. Not here: last and best (summaries.ts), what is read for drawing (pyramid.ts,
 * curves.ts).
 */
import type { StoreRequests } from '@ipc/store.ts';
import { all, one, run, type Db } from '../database.ts';
import { blockCrc, blockIsWhole } from '../seal.ts';
import type { Columns } from './buckets.ts';
import { buildPyramid } from './pyramid.ts';
import { raiseSteps } from './run-changes.ts';
import { dropDamagedSummaries, summarize, WITHOUT_SUMMARY } from './summaries.ts';

export const BLOCK_ROWS = 1024;

type Rows = StoreRequests['metricsAppend'][0]['rows'];
interface Packed {
  count: number;
  steps: Uint8Array;
  vals: Uint8Array;
  times: Uint8Array;
}
type Block = Packed & { id: number; crc: number };

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

/** All rows of a metric. Damaged blocks are left out. */
export const rowsOf = (db: Db, id: string, name: string): Columns =>
  columnsOf(all<Block>(db, BLOCKS, id, name).filter(blockIsWhole));

/** The rows of one block; null where it is damaged. */
export function rowsOfBlock(db: Db, id: number): Columns | null {
  const block = one<Block>(db, BLOCK, id);
  return block && blockIsWhole(block) ? columnsOf([block]) : null;
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
    const { step, value, time } = rowsOf(db, id, name);
    const rows = Array.from(value, (v, i) => ({ name, value: v, step: step[i] ?? 0, time: time[i] ?? 0 }));
    summarize(db, id, name, rows);
  }
  return damaged;
}

export const METRIC_NAMES = 'SELECT name FROM run_metric WHERE run = ? ORDER BY name';
export const BLOCKS =
  'SELECT id, count, steps, vals, times, crc FROM metric_block WHERE run = ? AND name = ? ORDER BY id';
export const BLOCK = 'SELECT id, count, steps, vals, times, crc FROM metric_block WHERE id = ?';
export const TAIL_BLOCK = `${BLOCKS} DESC LIMIT 1`;
export const NEXT_BLOCK =
  'SELECT id, count, steps, vals, times, crc FROM metric_block WHERE id > ? ORDER BY id LIMIT 1';

function appendBlocks(db: Db, id: string, name: string, rows: Rows): void {
  const tail = one<Block>(db, TAIL_BLOCK, id, name);
  let from = 0;
  if (tail && tail.count < BLOCK_ROWS && blockIsWhole(tail)) {
    const more = pack(rows.slice(0, (from = BLOCK_ROWS - tail.count)));
    const block = {
      count: tail.count + more.count,
      steps: Buffer.concat([tail.steps, more.steps]),
      vals: Buffer.concat([tail.vals, more.vals]),
      times: Buffer.concat([tail.times, more.times])
    };
    const set = 'UPDATE metric_block SET count = ?, steps = ?, vals = ?, times = ?, crc = ? WHERE id = ?';
    run(db, set, block.count, block.steps, block.vals, block.times, blockCrc(block), tail.id);
    buildPyramid(db, { block: tail.id, run: id, name }, columnsOf([block]));
  }
  for (; from < rows.length; from += BLOCK_ROWS) {
    const block = pack(rows.slice(from, from + BLOCK_ROWS));
    const { count, steps, vals, times } = block;
    const first = rows[from]?.step ?? 0;
    const added = one<{ id: number }>(db, INSERT_BLOCK, id, name, first, count, steps, vals, times, blockCrc(block));
    if (added) buildPyramid(db, { block: added.id, run: id, name }, columnsOf([block]));
  }
}

const INSERT_BLOCK = `
  INSERT INTO metric_block (run, name, first_step, count, steps, vals, times, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  RETURNING id`;

function pack(rows: Rows): Packed {
  const column = (of: (row: Rows[number]) => number): Uint8Array => new Uint8Array(Float64Array.from(rows, of).buffer);
  return {
    count: rows.length,
    steps: column((row) => row.step),
    vals: column((row) => row.value),
    times: column((row) => row.time)
  };
}

const columnsOf = (blocks: readonly Packed[]): Columns => ({
  step: join(blocks.map((block) => block.steps)),
  value: join(blocks.map((block) => block.vals)),
  time: join(blocks.map((block) => block.times))
});

function join(parts: readonly Uint8Array[]): Float64Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new Float64Array(bytes.buffer);
}
