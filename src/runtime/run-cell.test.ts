import { describe, expect, it } from 'vitest';
import { STEP_07 } from './testing/step07.ts';
import { runCell } from './testing/run.ts';

describe('a cell', () => {
  it('prints numbers, texts and objects', async () => {
    const { printed, outcome } = await runCell(
      `const n: number = 2 ** 3;
class Point { x = 1; label = 'p'; next = null; }
console.log('n is', n, [1, 'two', null], new Point(), { a: { b: { c: 1 } } });
console.log('text ' + n, \`\${-n}\`, Math.exp(1), 0.1 + 0.2);`
    );
    expect(printed).toEqual([
      "n is 8 [1, 'two', null] Point { x: 1, label: 'p', next: null } { a: { b: {…} } }",
      'text 8 -8 2.718281828459045 0.30000000000000004'
    ]);
    expect(outcome.status).toBe('finished');
  });

  it('runs step 7 and gives its figure', async () => {
    const { printed, events } = await runCell(STEP_07);
    expect(printed).toEqual(['3.297442541400256']);
    expect(events.find((event) => event.kind === 'console')).toMatchObject({
      at: { file: 'cells/1-test.ts', line: 13, column: 9 }
    });
  });

  it("takes 'dezero' from the learner's own package, and what that lacks from the engine", async () => {
    const files = {
      'index.ts': `export { Variable } from './variable.ts';`,
      'variable.ts': `import { nd } from 'dezero';
export class Variable { data; constructor(data) { this.data = data; } sum() { return nd.sum(this.data); } }`,
      'cells/1-test.ts': `import { Variable, nd } from 'dezero';
console.log(Object.keys(new Variable(nd.ones([3]))), new Variable(nd.ones([3])).sum());`
    };
    expect((await runCell(files, { framework: 'own' })).printed).toEqual(["['data'] 3.0"]);
    expect((await runCell(files)).printed).not.toEqual(["['data'] 3.0"]);
    const { error } = await runCell({ 'cells/1-test.ts': files['cells/1-test.ts'] }, { framework: 'own' });
    expect(error?.message).toContain('index.ts');
  });

  it('draws step 7: its graph, the walk back and the gradients', async () => {
    const { trace } = await runCell(STEP_07, { trace: true });
    const short = trace.map((event) => {
      switch (event.kind) {
        case 'variable':
          return `${event.type} ${event.id} ${event.role} ${event.name} ${event.value?.text}`;
        case 'function':
          return `${event.name} ${event.id}: ${event.inputs.join()} -> ${event.outputs.join()}`;
        case 'variable-changed':
          return `${event.id} is ${event.name}`;
        case 'gradient':
          return `${event.mode} ${event.after.text} at ${event.target} from ${event.from}`;
        case 'function-popped':
          return `pop ${event.id} [${event.queue.join()}]`;
        case 'backward-started':
        case 'backward-finished':
          return `${event.kind} ${event.root}`;
        default:
          return event.kind;
      }
    });
    expect(short).toEqual(
      [
        'Variable 1 leaf x 0.5',
        'Variable 2 intermediate null 0.25',
        'Square 3: 1 -> 2',
        '2 is a',
        'Variable 4 intermediate null 1.2840254166877414',
        'Exp 5: 2 -> 4',
        '4 is b',
        'Variable 6 intermediate null 1.648721270700128',
        'Square 7: 4 -> 6',
        '6 is y',
        'backward-started 6',
        'first 1.0 at 6 from null',
        'pop 7 []',
        'first 2.568050833375483 at 4 from 7',
        'pop 5 []',
        'first 3.297442541400256 at 2 from 5',
        'pop 3 []',
        'first 3.297442541400256 at 1 from 3',
        'backward-finished 6',
        'printed'
      ].map((line) => line.replace('first 1.0', 'seed 1.0'))
    );
    const pop = trace.find((event) => event.kind === 'function-popped');
    expect(pop).toMatchObject({ at: { file: 'variable.ts', line: 17 }, cell: { file: 'cells/1-test.ts', line: 12 } });
  });

  it('tells of a gradient that replaces another one', async () => {
    const { trace } = await runCell(
      `import { nd } from 'dezero';
class V { grad = null; creator = null; constructor(data) { this.data = data; } data;
  backward() { const f = this.creator; const gys = f.backward(this.grad); f.inputs.forEach((x, i) => { x.grad = gys[i]; }); } }
class Add { call(...inputs) { const y = new V(this.forward(...inputs.map((v) => v.data))); y.creator = this; this.inputs = inputs; return y; }
  inputs; forward(a, b) { return a + b; } backward(gy) { return [gy, gy]; } }
const x = new V(nd.array(3));
const y = new Add().call(x, x);
y.grad = nd.array(1);
y.backward();`,
      { trace: true }
    );
    const modes = trace.flatMap((event) => (event.kind === 'gradient' ? [event.mode] : []));
    expect(modes).toEqual(['seed', 'first', 'overwritten']);
  });
});

describe('errors', () => {
  it('has the line of what was thrown, also in another file', async () => {
    const { error, outcome } = await runCell({
      'cells/1-test.ts': "import { f } from './variable.ts';\n\nf(null);",
      'variable.ts': 'export function f(x) {\n  return x.data;\n}'
    });
    expect(outcome.status).toBe('failed');
    expect(error).toMatchObject({
      name: 'TypeError',
      message: 'Cannot reach .data: what stands before it is null.',
      at: { file: 'variable.ts', line: 2, column: 12 },
      frames: [
        { file: 'variable.ts', line: 2 },
        { file: 'cells/1-test.ts', line: 3 }
      ]
    });
  });

  it.each([
    ['const a = 1;\nconst = 2;', 'SyntaxError', 2, /expected/],
    ['1;\nlet a = 1;\nlet a = 2;', 'SyntaxError', 3, /a/],
    ["\nimport { nope } from 'dezero';", 'ImportError', 2, /no export named nope/],
    ["import fs from 'fs';", 'ImportError', 1, /no module 'fs'/],
    ["import { a } from './a.ts';", 'ImportError', 1, /no file/],
    ['const f = () => f();\nf();', 'RangeError', 1, /never|ever end/],
    ['\nundefinedName;', 'ReferenceError', 2, /undefinedName is not defined/],
    ['const x = { data: 1 };\nx * 2;', 'TypeError', 2, /method mul/],
    ["throw 'text';", 'Error', null, /^text$/]
  ])('%s', async (source, name, line, message) => {
    const { error } = await runCell(source);
    expect(error).toMatchObject({ name, message: expect.stringMatching(message) as string });
    expect(error?.at?.line ?? null).toBe(line);
  });

  it('names the files of an import cycle', async () => {
    const { error } = await runCell({
      'cells/1-test.ts': "import './a.ts';",
      'a.ts': "import './b.ts';",
      'b.ts': "import './a.ts';"
    });
    expect(error?.message).toMatch(/a\.ts → b\.ts → a\.ts/);
  });
});

describe('the sandbox', () => {
  it('has nothing of the machine', async () => {
    const { printed } = await runCell(
      `console.log(typeof process, typeof require, typeof fetch, typeof setTimeout, typeof globalThis.constructor);
for (const attempt of [
  () => constructor.constructor('return process')(),
  () => (() => {}).constructor('return process')(),
  () => console.log.constructor('return process')(),
  () => (async () => {}).constructor('return process')(),
  () => (function* () {}).constructor('return process')(),
  () => Date.constructor('return process')(),
  () => { Array.prototype.at = null; },
  () => { Math.exp = null; }
]) {
  try { console.log('escaped', attempt()); } catch (error) { console.log(error.name); }
}
console.log(typeof new Date().getTime(), Math.random() < 1, this);`
    );
    expect(printed[0]).toBe('undefined undefined undefined undefined function');
    expect(printed.slice(1, 9).every((line) => line === 'TypeError')).toBe(true);
    expect(printed[9]).toBe('number true undefined');
  });
});

describe('checks', () => {
  const check = `import { test, expect, expectGrad } from 'check';
import { square } from './variable.ts';
test({ en: 'squares', ko: '제곱' }, () => expect(square(3)).toBe(9));
test({ en: 'wrong', ko: '틀림' }, () => expect(square(3)).toBeCloseTo(10, { en: 'Why.', ko: '이유.' }));
test({ en: 'throws', ko: '오류' }, () => { square(null); });`;

  it('gives a result for each test in the language that was asked for', async () => {
    const { events } = await runCell(
      { 'check.ts': check, 'variable.ts': 'export function square(x) {\n  return x ** 2;\n}' },
      { entry: 'check.ts', purpose: 'check', language: 'ko' }
    );
    expect(events.find((event) => event.kind === 'check')).toEqual({
      kind: 'check',
      results: [
        { title: '제곱', ok: true, message: '' },
        { title: '틀림', ok: false, message: '이유.\n\n10.0에 가까워야 하는데 9.0입니다.' },
        { title: '오류', ok: false, message: expect.stringMatching(/variable\.ts, 2번째 줄/) as string }
      ]
    });
  });

  it('tells of a syntax error in the learner’s file', async () => {
    const { error, outcome } = await runCell(
      { 'check.ts': check, 'variable.ts': 'export function square(x) {' },
      { entry: 'check.ts', purpose: 'check' }
    );
    expect(outcome.status).toBe('failed');
    expect(error).toMatchObject({ name: 'SyntaxError', at: { file: 'variable.ts', line: 1 } });
  });
});
