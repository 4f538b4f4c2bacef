import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import kinds from './kinds.json' with { type: 'json' };
import { collect, main, runGolden } from './run.ts';

const data = resolve(import.meta.dirname, 'data');

describe('golden files', () => {
  const present = new Set(collect(data).map(({ golden }) => golden.kind));

  test.each(kinds)('%s', (kind) => {
    expect(present).toContain(kind);
    expect(runGolden(data, new Set([kind])).failures).toEqual([]);
  });

  test('a kind that is not supported counts as failed, and --json prints one document', () => {
    const printed: string[] = [];
    expect(main([resolve(data, 'weights'), '--json'], (text) => printed.push(text))).toBe(1);
    expect(printed).toHaveLength(1);
    expect((JSON.parse(printed[0]!) as { failed: number }).failed).toBeGreaterThan(0);
  });

  test('an unknown folder is a failure', () => {
    const printed: string[] = [];
    expect(main([resolve(data, 'nowhere')], (text) => printed.push(text))).toBe(1);
    expect(printed.join('\n')).toMatch(/0 passed, 1 failed$/);
  });
});
