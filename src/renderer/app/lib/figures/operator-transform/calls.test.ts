// The figure's text against the transform of lesson code itself, and its calls against running them.
import { describe, expect, it, test } from 'vitest';
import { transformLines } from '../../../../../runtime/transform/transform.ts';
import type { Value } from '../operators/value.ts';
import { transformed } from './calls.ts';
import { parseExpression } from './expression.ts';

const variable = (value: number): Value => ({ kind: 'variable', value });
const NAMES = { a: variable(3), b: variable(2), c: variable(1), n: { kind: 'number', value: 10 } } as const;

function shown(source: string, step = 20) {
  const parsed = parseExpression(source, Object.keys(NAMES));
  if (!parsed.ok) throw new Error(`${source}: ${parsed.problem}`);
  return transformed(parsed.tree, NAMES, step);
}
const textOf = (source: string): string =>
  shown(source)
    .pieces.map(({ text }) => text)
    .join('');
const tidy = (text: string) => text.replaceAll(/\s/g, '');

test.each([
  'a * b + c',
  'a * (b + c)',
  'a - b - c / a',
  'a ** b ** c * n',
  '-a * -2 + - -b',
  '2 * 3 + a',
  '(2) * 3',
  '-2 * 3',
  'a ** -b',
  '1.5 + n * 2',
  '-(2)',
  '((a))'
])('%s becomes what the transform makes of it', (source) => {
  expect(tidy(textOf(source))).toBe(tidy(transformLines(source)));
});

describe('the calls', () => {
  it('are made arguments first, left before right', () => {
    const { calls, result, pieces } = shown('a * b + c');
    expect(calls.map(({ helper, args, ran, at }) => [helper, args, ran, at])).toEqual([
      ['$$mul', ['a', 'b'], 'a.mul(b)', 2],
      ['$$add', ['r1', 'c'], 'r1.add(c)', 6]
    ]);
    expect(result).toEqual(variable(7));
    expect(pieces.find(({ text }) => text === '$$mul(')?.call).toBe(0);
    expect(shown('a * (b + c)').result).toEqual(variable(9));
    expect(shown('a + b * c').calls.map(({ helper }) => helper)).toEqual(['$$mul', '$$add']);
  });

  it('do the built-in thing for plain numbers', () => {
    const { calls, result } = shown('n * 2 - 3 * 4');
    expect(calls.map(({ args, ran, result: of }) => [args, ran, of?.value])).toEqual([
      [['n', '2'], null, 20],
      [['r1', '3 * 4'], null, 8]
    ]);
    expect(result).toEqual({ kind: 'number', value: 8 });
  });

  it('end where the Variable of that step has no method', () => {
    expect(shown('a - b + c').calls).toMatchObject([
      { helper: '$$sub', trouble: { method: 'sub', answer: 'missing' }, result: null }
    ]);
    expect(shown('2 * a').calls).toMatchObject([{ trouble: { method: 'rmul', answer: 'missing' }, result: null }]);
    expect(shown('a * 2').calls).toMatchObject([{ trouble: { method: 'mul', answer: 'fails' }, result: null }]);
    expect(shown('a * 2').calls[0]?.ran).toBe('a.mul(2)');
    expect(shown('a - 2').calls).toMatchObject([{ ran: null, trouble: { method: 'sub', answer: 'missing' } }]);
    expect(shown('2 * a', 21).result).toEqual(variable(6));
    expect(shown('-a').calls).toMatchObject([{ trouble: { method: 'neg', answer: 'missing' } }]);
    expect(shown('-a', 22).result).toEqual(variable(-3));
    expect(shown('c + (a - b)').result).toBeNull();
  });
});

test.each([
  ['', 'empty', ''],
  ['a +', 'end', ''],
  ['a + x', 'name', 'x'],
  ['a < b', 'character', '<'],
  ['a b', 'unexpected', 'b'],
  ['-a ** b', 'negative-power', ''],
  ['a--b', 'unexpected', '--'],
  ['(a', 'end', ''],
  ['1e5', 'character', '1'],
  ['a'.padEnd(61, '+a'), 'too-long', '']
])('%s is refused: %s', (source, problem, at) => {
  expect(parseExpression(source, Object.keys(NAMES))).toEqual({ ok: false, problem, at });
});
