import { describe, expect, it } from 'vitest';
import { runCell } from './testing/run.ts';

/** Lesson code that tries to leave the sandbox: each must throw, or get nothing. */
describe('the way out', () => {
  it.each([
    ['Function of a function', '(() => {}).constructor("return process")()'],
    ['of an async function', '(async () => {}).constructor("return process")()'],
    ['of a generator', '(function* () {}).constructor("return process")().next()'],
    ['of an async generator', '(async function* () {}).constructor("return process")()'],
    ['of a function of the host', 'console.log.constructor("return process")()'],
    [
      'of an error of the host',
      'let e; const f = () => f(); try { f(); } catch (x) { e = x; } e.constructor.constructor("return process")()'
    ],
    ['a prototype of the language', 'Object.prototype.polluted = 1'],
    ['a method of the language', 'Array.prototype.map = null'],
    ['the caller', '(function () { return arguments.callee; })()'],
    ['import()', 'await import("node:fs")'],
    ['import() with a comment', 'await import/**/("node:fs")'],
    ['import() in a template', '`${import("node:fs")}`'],
    ['closing the function around the module', '}; return { x: 1 } }, async () => {'],
    ['with', 'with ({}) 1'],
    ['lockdown', 'lockdown()'],
    ['a network', 'new WebSocket("ws://127.0.0.1")']
  ])('%s', async (_, source) => {
    const { error } = await runCell(source);
    expect(error).not.toBeNull();
  });

  it.each([
    ['what Function sees', 'console.log(Function("return typeof process")())', 'undefined'],
    ['eval of an alias', 'const e = globalThis.eval; console.log(e("typeof process"))', 'undefined'],
    ['a compartment within', 'console.log(new Compartment().evaluate("typeof process"))', 'undefined'],
    [
      'frames of a stack',
      'Error.prepareStackTrace = (_, frames) => frames; console.log(typeof new Error("x").stack)',
      'string'
    ],
    ['this', 'console.log(this, (function () { return this; })())', 'undefined undefined'],
    [
      'names of Node',
      'console.log(typeof process, typeof require, typeof module, typeof setTimeout, typeof fetch)',
      'undefined undefined undefined undefined undefined'
    ]
  ])('%s gives nothing', async (_, source, text) => {
    const { printed } = await runCell(source);
    expect(printed).toEqual([text]);
  });
});

describe('what one cell leaves to the next', () => {
  const spoilers = [
    "import { random } from 'dezero'; random.rand = () => 7;",
    "import { random } from 'dezero'; random.bits = null;",
    "import { random } from 'dezero'; random.bits.key = null;",
    "import { random } from 'dezero'; random.bits.next = () => 1;",
    "import { random } from 'dezero'; Object.getPrototypeOf(random).rand = () => 7;",
    "import { config } from 'dezero'; config.leak = 3;",
    "import { nd } from 'dezero'; Object.getPrototypeOf(nd.ones([1]).storage).read = null;",
    "import { F, nd, Variable } from 'dezero'; Object.getPrototypeOf(F.exp(new Variable(nd.ones([1]))).creator).run = null;",
    "import { nd } from 'dezero'; let e; try { nd.ones([2, 3]).matmul(nd.ones([2, 3])); } catch (x) { e = x; } Object.getPrototypeOf(e).leak = 3;",
    "import { NDArray } from 'dezero'; NDArray.prototype.sum.leak = 3;",
    "import { Variable } from 'dezero'; Variable.prototype.backward = null;",
    "import { nd } from 'dezero'; nd.exp = () => 1;",
    'Math.exp.leak = 3;',
    'Date.now = () => 0;',
    'WeakRef.prototype.deref = null;',
    'tick.leak = 3;'
  ];

  it.each(spoilers)('not: %s', async (source) => {
    const { error } = await runCell(source);
    expect(error?.name).toBe('TypeError');
    const { printed } = await runCell(
      "import { config, F, nd, random, Variable } from 'dezero';\n" +
        'console.log(random.rand(1).item(), F.exp(new Variable(nd.ones([1]))).data.sum().item(), Object.keys(config).length);'
    );
    expect(printed).toEqual(['0.5488135039273248 2.718281828459045 2']);
  });

  it('puts settings and the generator back', async () => {
    await runCell(
      "import { config, random } from 'dezero'; config.train = 5; random.gauss = 'x'; random.bits.position = -1;"
    );
    const { printed } = await runCell(
      "import { config, random } from 'dezero'; console.log(config.train, random.randn(1).item());"
    );
    expect(printed).toEqual(['true 1.764052345967664']);
  });

  it('nothing that still waits: it neither reports later nor goes on', async () => {
    const seen: string[] = [];
    const host = { onEvent: (event: { kind: string }) => seen.push(event.kind) };
    await runCell("tick().then(() => { console.log('ghost'); }).catch(() => {});", {}, host);
    await runCell('await tick(); await tick(); await tick();');
    expect(seen).toEqual(['finished']);
  });
});
