/** Every public thing of the engine is explained, and every example in its comments gives what it says. */
import { describe, expect, test } from 'vitest';
import * as engine from '../../src/engine/index.ts';
import { readPublicApi } from './public-api.ts';
import { runExample } from './run-example.ts';

const api = readPublicApi();

describe.each(api)('$path', ({ kind, doc, examples, members, file, line }) => {
  test('has a doc comment', () => {
    expect(doc, `write what it computes above ${file}:${line}`).not.toBe('');
    for (const member of members) expect(member.doc, `write what ${member.name} does (${file})`).not.toBe('');
  });

  if (kind === 'type') return;

  test('has an example', () => {
    const own = [...examples, ...members.flatMap((member) => member.examples)];
    expect(own.join('').length, `add an @example to ${file}:${line}`).toBeGreaterThan(0);
    // A method may be shown in the example of its class.
    const shown = own.join('\n');
    const missing = members.filter(({ name, examples: its }) => its.length === 0 && !uses(shown, name));
    expect(
      missing.map(({ name }) => name),
      `add these to an @example of ${file}`
    ).toEqual([]);
  });

  test('its examples give what they say', async () => {
    for (const example of [...examples, ...members.flatMap((member) => member.examples)]) {
      const { claims, error } = await runExample(example);
      expect(error, example).toBeNull();
      expect(claims.length, `no line says what it gives:\n${example}`).toBeGreaterThan(0);
      for (const { actual, expected } of claims) expect(actual, example).toBe(expected);
    }
  });
});

test('nothing that lesson code can reach is left out', () => {
  const reached = Object.entries<unknown>(engine).flatMap(([name, part]) =>
    Object.prototype.toString.call(part) === '[object Module]'
      ? Object.keys(part as object).map((inner) => `${name}.${inner}`)
      : [name]
  );
  expect(api.filter(({ kind }) => kind !== 'type').map(({ path }) => path)).toEqual(expect.arrayContaining(reached));
  expect(reached.length).toBeGreaterThan(200);
});

test('an example that says something wrong is found', async () => {
  const { claims } = await runExample('1 + 1; // => 3\nnd.exp(0); // => 1.0');
  expect(claims.map(({ actual }) => actual)).toEqual(['2', '1.0']);
  const thrown = await runExample('nd.ones(-1); // throws ShapeError\nnd.ones(1); // throws ShapeError');
  expect(thrown.claims.map(({ actual }) => actual)).toEqual(['ShapeError', 'nothing']);
  expect((await runExample('nowhere; // => 1')).error).toMatch(/nowhere/);
});

/** Whether code uses a member (`x.sum(1)`, `x.T`) or writes it (`forward(x) {`); a loop is a use of the iterator. */
function uses(code: string, name: string): boolean {
  if (name === '[Symbol.iterator]') return / of |\[\.\.\./.test(code);
  return new RegExp(`\\.${name}\\b|\\b${name}\\(`).test(code);
}
