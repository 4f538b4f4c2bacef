/**
 * Last and best (lowest) value of each metric, kept up to date at each append and sealed by a CRC-32C, so that the table
 * of runs reads no block. SQLite has no NaN: here a NULL stands for it; the blocks hold the real bits.
 */
import type { MetricRow } from '@ipc/store.ts';
import { all, one, run, type Db } from '../database.ts';
import { summaryCrc, type SealedSummary } from '../seal.ts';

export function summarize(db: Db, id: string, name: string, rows: readonly MetricRow[]): void {
  const known = one<SealedSummary>(db, SUMMARY, id, name);
  let best = known?.best ?? null;
  for (const { value } of rows) if (!Number.isNaN(value) && (best === null || value < best)) best = value;
  const last = rows.at(-1);
  const row = {
    run: id,
    name,
    count: (known?.count ?? 0) + rows.length,
    last: last ? nullable(last.value) : (known?.last ?? null),
    best,
    last_time: nullable(last?.time ?? NaN) ?? known?.last_time ?? null
  };
  run(db, UPSERT, { ...row, crc: summaryCrc(row) });
}

/** Takes out summaries that fail their checksum and counts them; they are made anew from the blocks. */
export function dropDamagedSummaries(db: Db): number {
  const damaged = all<SealedSummary & { crc: number }>(db, ALL).filter((row) => summaryCrc(row) !== row.crc);
  for (const { run: id, name } of damaged) run(db, 'DELETE FROM run_metric WHERE run = ? AND name = ?', id, name);
  return damaged.length;
}

const nullable = (value: number): number | null => (Number.isNaN(value) ? null : value);

export const WITHOUT_SUMMARY = `
  SELECT DISTINCT b.run, b.name FROM metric_block b
  WHERE NOT EXISTS (SELECT 1 FROM run_metric m WHERE m.run = b.run AND m.name = b.name)`;
const COLUMNS = 'run, name, count, last, best, last_time, crc';
export const SUMMARY = `SELECT ${COLUMNS} FROM run_metric WHERE run = ? AND name = ?`;
const ALL = `SELECT ${COLUMNS} FROM run_metric`;
const UPSERT = `
  INSERT OR REPLACE INTO run_metric (run, name, count, last, best, last_time, crc)
  VALUES ($run, $name, $count, $last, $best, $last_time, $crc)`;
