/** What a benchmark of the screens has found, told at once and added to DEZERO_BENCH_RESULTS at its end. */
import fs from 'node:fs';
import os from 'node:os';

interface Row {
  case: string;
  what: string;
  milliseconds: number;
  /** What the product promises; null where nothing is. */
  limit: number | null;
  load: number;
}

const rows: Row[] = [];

export function tell(name: string, what: string, milliseconds: number, limit: number | null = null): void {
  rows.push({ case: name, what, milliseconds, limit, load: os.loadavg()[0] ?? NaN });
  console.error(`[bench] ${name}, ${what}: ${milliseconds.toFixed(1)} ms`);
}

export const medianOf = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN;

export function writeResults(): void {
  const file = process.env['DEZERO_BENCH_RESULTS'];
  if (!file) return;
  const before = fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Row[]) : [];
  fs.writeFileSync(file, JSON.stringify([...before, ...rows.splice(0)]));
}
