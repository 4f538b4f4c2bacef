/**
 * Observations of a run: one row each, sealed by a CRC-32C. Reading a series spreads what is shown over the run, by
 * position, first and last kept; a damaged row is left out. Not here: what they are (src/ipc/observations.ts).
 */
import type { Observation } from '@ipc/observations.ts';
import type { RunDetail } from '@ipc/runs.ts';
import type { StoreRequests } from '@ipc/store.ts';
import { all, one, run, type Db } from '../database.ts';
import { parseNumbers, writeNumbers } from '../number-json.ts';
import { observationCrc, type SealedObservation } from '../seal.ts';
import { StoreError } from '../store-error.ts';

type Row = SealedObservation & { id: number; crc: number };

export function observationsAppend(db: Db, { run: id, observations }: StoreRequests['observationsAppend'][0]): null {
  db.transaction(() => {
    if (!one(db, 'SELECT 1 FROM run WHERE id = ?', id)) throw new StoreError('not-found', `there is no run ${id}`);
    for (const { kind, name, step, ...rest } of observations) {
      const row = { run: id, kind, name: seriesName({ name, ...rest }), step, value: writeNumbers({ name, ...rest }) };
      run(db, INSERT, row.run, row.kind, row.name, row.step, row.value, observationCrc(row));
    }
  }).immediate();
  return null;
}

export function observations(db: Db, { run: id, kind, name, most }: StoreRequests['observations'][0]): Observation[] {
  const names = all<{ name: string }>(db, NAMES, id, kind).map((row) => row.name);
  const wanted = names.filter((one) => name === null || one === name || one.endsWith(`:${name}`));
  return wanted.flatMap((series) => {
    const ids = all<{ id: number }>(db, SERIES, id, kind, series).map((row) => row.id);
    return spread(ids, most)
      .map((of) => one<Row>(db, ONE, of))
      .filter((row): row is Row => row !== undefined && observationCrc(row) === row.crc)
      .map((row) => ({ kind: row.kind, step: row.step, ...(parseNumbers(row.value) as object) }) as Observation);
  });
}

/** Which series there are; the two histograms of a parameter count as one. */
export function observedSeries(db: Db, id: string): RunDetail['observed'] {
  const found = new Map<string, RunDetail['observed'][number]>();
  for (const row of all<RunDetail['observed'][number]>(db, OBSERVED, id)) {
    const name = row.kind === 'histogram' ? row.name.slice(row.name.indexOf(':') + 1) : row.name;
    const known = found.get(`${row.kind} ${name}`);
    found.set(`${row.kind} ${name}`, { ...row, name, count: Math.max(row.count, known?.count ?? 0) });
  }
  return [...found.values()];
}

/** Takes out rows that fail their checksum and counts them. */
export function dropDamagedObservations(db: Db): number {
  const bad: number[] = [];
  for (let row = one<Row>(db, NEXT, 0); row; row = one<Row>(db, NEXT, row.id))
    if (observationCrc(row) !== row.crc) bad.push(row.id);
  for (const id of bad) run(db, 'DELETE FROM observation WHERE id = ?', id);
  return bad.length;
}

/** Parameters and gradients of one name are two series: 'grad:l1/W'. */
const seriesName = (of: { name: string; of?: string }): string =>
  of.of === undefined ? of.name : `${of.of}:${of.name}`;

function spread<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]).filter(
    (one) => one !== undefined
  );
}

const COLUMNS = 'id, run, kind, name, step, value, crc';
export const NAMES = 'SELECT DISTINCT name FROM observation WHERE run = ? AND kind = ? ORDER BY name';
export const SERIES = 'SELECT id FROM observation WHERE run = ? AND kind = ? AND name = ? ORDER BY step';
export const ONE = `SELECT ${COLUMNS} FROM observation WHERE id = ?`;
export const NEXT = `SELECT ${COLUMNS} FROM observation WHERE id > ? ORDER BY id LIMIT 1`;
export const OBSERVED =
  'SELECT kind, name, count(*) AS count FROM observation WHERE run = ? GROUP BY kind, name ORDER BY kind, name';
const INSERT = 'INSERT INTO observation (run, kind, name, step, value, crc) VALUES (?, ?, ?, ?, ?, ?)';
