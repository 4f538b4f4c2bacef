/** The page of figures has every row of the targets, with its limits. The figures are what a run found: not checked. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { TARGETS } from '../../bench/targets.ts';
import { limit } from '../../bench/verdict.ts';

const PAGE = path.resolve(import.meta.dirname, '../../docs/performance.md');

test('docs/performance.md has every row of bench/targets.ts; `npm run bench -- --write` writes it anew', () => {
  const lines = readFileSync(PAGE, 'utf8').split('\n');
  const cells = (line: string): string[] => line.split('|').map((cell) => cell.trim());
  for (const target of TARGETS) {
    const [, , , ...rest] = cells(lines.find((line) => cells(line)[1] === target.row) ?? '');
    expect(rest.slice(0, 2), target.row).toEqual([target.must, target.aim].map((value) => limit(target, value)));
  }
});
