/** Cells that do odd things must still tell only what main accepts: it ends a process that sends anything else. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { CellEvent } from '@ipc/engine.ts';
import { runCell } from '@runtime/testing/run.ts';

const refused = (events: unknown[]): string[] =>
  events.flatMap((event) => {
    const parsed = v.safeParse(CellEvent, event);
    if (parsed.success) return [];
    return parsed.issues.map(
      (issue) => `${v.getDotPath(issue)}: ${issue.message} in ${JSON.stringify(event).slice(0, 200)}`
    );
  });

describe('odd values', () => {
  it.each([
    [
      'plot with numbers for texts',
      "import { plot } from 'dezero'; plot({ id: 5, title: 6, xLabel: 7, yLabel: null, series: [{ name: 8, y: [1, NaN, Infinity] }] });"
    ],
    ['config NaN', "import { run } from 'dezero'; run.config({ lr: NaN, b: Infinity, c: -0 });"],
    ['config of nothing', "import { run } from 'dezero'; run.config();"],
    ['log NaN', "import { run } from 'dezero'; run.log({ a: NaN, b: Infinity }); run.log({ '': 1 });"],
    ['steps odd', "import { run } from 'dezero'; for (const i of run.steps(2, null)) run.log({ i });"],
    [
      'odd fields',
      'class Variable { constructor(d) { this.data = d; this.grad = null; this.generation = NaN; this.name = 5; } backward() { this.grad = "x"; this.grad = NaN; this.grad = {}; } }\nconst x = new Variable(1); x.name = 7; x.name = {}; x.backward(); x.grad = 3; x.data = "a"; x.data = NaN; x.generation = "a";'
    ],
    [
      'odd class name',
      'class V { static name = 5; constructor() { this.data = 1; this.grad = null; } backward() {} }\nconst x = new V(); x.backward(); x.grad = 1;'
    ],
    [
      'odd constructor',
      'const x = { data: 1, grad: null, constructor: { name: 3 }, backward() {} }; x.backward(); x.grad = 1;'
    ],
    [
      'odd function',
      'class F { static name = 7; generation = NaN; forward(x) { return x; } call(x) { const y = { data: 2, grad: null, creator: this }; this.input = x; this.output = y; return y; } }\nconst f = new F(); const y = f.call({ data: 1 }); y.creator = f;'
    ],
    [
      'engine odd name',
      "import { Variable, F, nd } from 'dezero'; const x = new Variable(nd.array(1)); x.name = 5; const y = F.exp(x); y.backward(); x.data = nd.array(NaN);"
    ],
    [
      'huge values',
      "import { Variable, F, nd } from 'dezero'; const x = new Variable(nd.full([3], 1e308)); const y = x + x; const z = F.sum(y * y); z.backward();"
    ],
    ['throw odd', 'throw { name: 5, message: 6, stack: 7 };'],
    ['throw nothing', 'throw undefined;'],
    ['throw getter', 'throw { get message() { throw 1; } };'],
    [
      'throw getter error',
      'const e = new Error("x"); Object.defineProperty(e, "message", { get() { throw new Error("no"); } }); throw e;'
    ],
    ['throw stack getter', 'const e = { message: "m", get stack() { throw new Error("no"); } }; throw e;'],
    ['throw name getter', 'throw { message: "m", get name() { throw 1; } };'],
    ['throw proxy', 'throw new Proxy({}, { has() { throw new Error("no"); }, get() { throw new Error("no"); } });'],
    ['throw revoked', 'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy;'],
    ['throw symbol', 'throw Symbol("s");'],
    ['throw long', 'throw new Error("x".repeat(2 ** 27));'],
    ['print symbol', 'console.log(Symbol("s"), [Symbol("s")], 1n, undefined, null, () => 1, class A {});'],
    ['print revoked', 'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); console.log(proxy);'],
    ['print null prototype', 'console.log(Object.create(null), { __proto__: null, a: 1 });'],
    [
      'print odd',
      'console.log({ toString: 5 }, { toString() { return 5; } }, { get a() { throw 1; } }, new Date(NaN), /a/, new WeakMap());'
    ],
    ['print long', 'console.log("x".repeat(2 ** 27));'],
    [
      'print wide',
      'const a = []; for (let i = 0; i < 200; i++) a.push(Array(200).fill("x".repeat(1000))); console.log(a);'
    ],
    ['print deep', 'let a = {}; for (let i = 0; i < 1e5; i++) a = { a }; console.log(a);'],
    ['catch stop', 'try { null.x } catch (e) { throw e; }'],
    ['rejection', 'Promise.reject(new Error("later")); await tick();'],
    ['await never caught', 'await Promise.reject(null);']
  ])('%s', async (_, source) => {
    for (const trace of [false, true]) {
      const { events } = await runCell(source, { trace });
      expect(refused(events)).toEqual([]);
      expect(events.at(-1)?.kind).toBe('finished');
      expect(JSON.stringify(events).length).toBeLessThan(200_000);
    }
  });

  it.each([
    [
      'odd titles',
      "import { test, expect } from 'check'; test(5, () => {}); test(undefined, () => {}); test({ en: 3 }, () => { throw 1; }); test('a', 5); test('b', () => expect(1).toBe(2, 7)); test('c', () => expect(1).toBe(2, {}));"
    ],
    [
      'throws',
      "import { test } from 'check'; test('a', () => { throw { get message() { throw 1; } }; }); test('b', () => { throw null; });"
    ]
  ])('check: %s', async (_, source) => {
    const { events } = await runCell({ 'check.ts': source }, { entry: 'check.ts', purpose: 'check' });
    expect(refused(events)).toEqual([]);
    expect(events.at(-1)?.kind).toBe('finished');
  });
});
