/**
 * The pyramid over the blocks of a metric: of each block one bucket of it as a whole, and one of every PART_ROWS of its
 * rows, written with the block and sealed by a CRC-32C. A curve of a million rows is drawn from a thousand buckets; only
 * where more is asked for than the parts give are the rows read. What is damaged is made anew from the rows.
 */
import { all, one, run, type Db } from '../database.ts';
import { crc32c } from '../crc32c.ts';
import { bucketOf, bucketsOf, merged, packBuckets, unpackBuckets, type Bucket, type Columns } from './buckets.ts';
import { BLOCK_ROWS, rowsOf, rowsOfBlock } from './metrics.ts';

export const PART_ROWS = 32;

export interface BlockName {
  block: number;
  run: string;
  name: string;
}
interface Row extends BlockName {
  whole: Uint8Array;
  whole_crc: number;
  parts: Uint8Array;
  parts_crc: number;
}
type Level = 'whole' | 'parts';

export function buildPyramid(db: Db, of: BlockName, rows: Columns): void {
  const parts = bucketsOf(rows, PART_ROWS);
  const packed = { whole: packBuckets([bucketOf(rows, 0, rows.value.length)]), parts: packBuckets(parts) };
  const crc = { whole: crcOf(of, packed.whole), parts: crcOf(of, packed.parts) };
  run(db, UPSERT, of.block, of.run, of.name, packed.whole, crc.whole, packed.parts, crc.parts);
}

/** One bucket of each block, with the block's id. */
export const wholes = (db: Db, id: string, name: string): { block: number; bucket: Bucket }[] =>
  read(db, 'whole', id, name).flatMap(({ block, buckets }) => buckets.map((bucket) => ({ block, bucket })));

/**
 * The metric in buckets of `width` rows, or of up to twice as many, as the pyramid has them: the same for the same `width`,
 * so that buckets of runs that logged at the same steps lie over each other.
 */
export function bucketsOfWidth(db: Db, id: string, name: string, width: number): Bucket[] {
  if (width > BLOCK_ROWS / 2)
    return merged(
      wholes(db, id, name).map(({ bucket }) => bucket),
      Math.ceil(width / BLOCK_ROWS)
    );
  if (width <= PART_ROWS / 2) return bucketsOf(rowsOf(db, id, name), width);
  const parts = read(db, 'parts', id, name).flatMap(({ buckets }) => buckets);
  return merged(parts, Math.ceil(width / PART_ROWS));
}

/** Takes out rows that fail their checksum and counts them; `completePyramid` makes them anew. */
export function dropDamagedPyramid(db: Db): number {
  const bad: number[] = [];
  for (let row = one<Row>(db, NEXT, -1); row; row = one<Row>(db, NEXT, row.block))
    if (crcOf(row, row.whole) !== row.whole_crc || crcOf(row, row.parts) !== row.parts_crc) bad.push(row.block);
  for (const block of bad) run(db, 'DELETE FROM metric_pyramid WHERE block = ?', block);
  return bad.length;
}

/** Makes what is missing: after a migration, a recovery, a damage. */
export function completePyramid(db: Db): void {
  for (const of of all<BlockName>(db, MISSING)) {
    const rows = rowsOfBlock(db, of.block);
    if (rows) buildPyramid(db, of, rows);
  }
}

function read(db: Db, level: Level, id: string, name: string): { block: number; buckets: Bucket[] }[] {
  const rows = all<{ block: number; bytes: Uint8Array; crc: number }>(db, LEVELS[level], id, name);
  return rows.map(({ block, bytes, crc }) => {
    if (crcOf({ block, run: id, name }, bytes) === crc) return { block, buckets: unpackBuckets(bytes) };
    const found = rowsOfBlock(db, block);
    return { block, buckets: found ? bucketsOf(found, level === 'whole' ? BLOCK_ROWS : PART_ROWS) : [] };
  });
}

const crcOf = ({ block, run: id, name }: BlockName, bytes: Uint8Array): number =>
  crc32c(Buffer.from(JSON.stringify([block, id, name])), bytes);

const COLUMNS = 'block, run, name, whole, whole_crc, parts, parts_crc';
export const LEVELS: Readonly<Record<Level, string>> = {
  whole: 'SELECT block, whole AS bytes, whole_crc AS crc FROM metric_pyramid WHERE run = ? AND name = ? ORDER BY block',
  parts: 'SELECT block, parts AS bytes, parts_crc AS crc FROM metric_pyramid WHERE run = ? AND name = ? ORDER BY block'
};
export const NEXT = `SELECT ${COLUMNS} FROM metric_pyramid WHERE block > ? ORDER BY block LIMIT 1`;
const MISSING = `
  SELECT id AS block, run, name FROM metric_block b
  WHERE NOT EXISTS (SELECT 1 FROM metric_pyramid p WHERE p.block = b.id)`;
const UPSERT = `INSERT OR REPLACE INTO metric_pyramid (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`;
