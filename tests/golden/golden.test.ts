import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import kinds from './kinds.json' with { type: 'json' };
import { collect, main, runCases } from './run.ts';

const data = resolve(import.meta.dirname, 'data');

describe('golden files', () => {
  const all = collect(data);

  test.each(kinds)('%s', (kind) => {
    const report = runCases(all.filter(({ golden }) => golden.kind === kind));
    expect(report.failures).toEqual([]);
    expect(report.passed).toBeGreaterThan(0);
  });

  test('a kind that is not supported counts as failed, and --json prints one document', () => {
    const printed: string[] = [];
    const folder = mkdtempSync(join(tmpdir(), 'golden-'));
    writeFileSync(join(folder, 'surprises.json'), JSON.stringify({ cases: [{ id: 'first' }, { id: 'second' }] }));
    expect(main([folder, '--json'], (text) => printed.push(text))).toBe(1);
    rmSync(folder, { recursive: true });
    expect(printed).toHaveLength(1);
    expect((JSON.parse(printed[0]!) as { failed: number }).failed).toBe(2);
  });

  test('an unknown folder is a failure', () => {
    const printed: string[] = [];
    expect(main([resolve(data, 'nowhere')], (text) => printed.push(text))).toBe(1);
    expect(printed.join('\n')).toMatch(/0 passed, 1 failed$/);
  });
});
