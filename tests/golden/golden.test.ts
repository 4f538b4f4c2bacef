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

  test('corners that those files do not reach (more/)', () => {
    const report = runCases(collect(resolve(import.meta.dirname, 'more')));
    expect(report.failures).toEqual([]);
    expect(report.passed).toBeGreaterThan(300);
  });

  test('a step without figures passes because it runs, and is named', () => {
    const report = runCases(all.filter(({ golden }) => golden.kind === 'steps/05'));
    expect(report).toMatchObject({ passed: 1, failed: 0, withoutFigures: ['step 05'] });
  });

  test('what cannot be read, or is not known, fails by name and stops nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'golden-'));
    const one = { shape: [1], dtype: 'float64', data: [1] };
    const files = {
      'a.json': { group: 'other', cases: [{ id: 'first', fn: 'nowhere', inputs: { x: one }, y: one }] },
      'b.json': { npy: [{ file: 'gone.npy', value: one }] },
      'c.json': { sequences: [], surprises: [{ id: 'second' }] },
      'd.json': { cases: [null, { layer: 'Linear(2)', weights_r: [] }] },
      'e.json': { group: 'other', cases: [{ id: 'third', fn: 'sin', inputs: { x: one }, y: one, extra: 1 }] }
    };
    for (const [name, json] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(json));
    const { passed, failures } = runCases(collect(folder));
    rmSync(folder, { recursive: true });
    expect(passed).toBe(0);
    expect(failures.map(({ id }) => id)).toEqual(['first', 'npy/gone.npy', 'surprises/second', 'd.json', 'third']);
    expect(failures[0]!.message).toMatch('no function nowhere');
    expect(failures[1]!.message).toMatch('gone.npy');
    expect(failures[4]!.mismatch).toMatchObject({ what: 'y', index: 0, got: '0.8414709848078965', expected: '1' });
  });

  test('a NaN of a power at zero is held against the right value (D6)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'golden-'));
    const at = (...data: (number | string)[]) => ({ shape: [2], dtype: 'float64', data });
    // Third derivative of x ** 4: 24 x. At 0 the original has a NaN; the last figure is wrong on purpose.
    const derivatives = [at(0, 1), at(0, 4), at(0, 12), at('NaN', 23)];
    const json = {
      group: 'composite',
      cases: [],
      nth_derivatives: [{ id: 'x', function: 'x**4', x: at(0, 1), derivatives }]
    };
    writeFileSync(join(folder, 'composite.json'), JSON.stringify(json));
    const { failures } = runCases(collect(folder));
    rmSync(folder, { recursive: true });
    expect(failures.map(({ mismatch }) => mismatch)).toEqual([
      { what: 'derivative 3', index: 1, got: '24', expected: '23' }
    ]);
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
