/**
 * Runs an example of a doc comment as lesson code, with everything that 'dezero' exports imported and `random` seeded
 * with 0. A line `expression; // => text` must print that text, line breaks as blanks; a line `// => text` of its own
 * states the next text that the code itself prints; `expression; // throws Name: text` must throw an error whose name and
 * message begin so. Not here: where examples come from (public-api.ts).
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as engine from '../../src/engine/index.ts';
import { runCell } from '../../src/runtime/testing/run.ts';

/** One line that states a result. */
export interface Claim {
  /** 0-based, in the example. */
  line: number;
  expected: string;
  /** What it really was; null when the example did not get there. */
  actual: string | null;
}

export interface ExampleRun {
  claims: Claim[];
  /** What the example threw that it did not announce. */
  error: string | null;
}

const RESULT = /^(.*?);?\s*\/\/ => (.*)$/;
const PRINTED = /^\s*\/\/ => /;
const THROWS = /^(.*?);?\s*\/\/ throws (.*)$/;
const IMPORT = `import { ${Object.keys(engine).join(', ')} } from 'dezero';`;

export async function runExample(code: string): Promise<ExampleRun> {
  const claims: Claim[] = [];
  const lines = code.split('\n').map((line, at) => {
    const result = RESULT.exec(line);
    const thrown = THROWS.exec(line);
    const [, expression, expected] = result ?? thrown ?? [];
    if (expression === undefined || expected === undefined) return line;
    claims.push({ line: at, expected, actual: null });
    if (PRINTED.test(line)) return '';
    return result
      ? `console.log(${expression});`
      : `try { ${expression}; console.log('nothing'); } catch (e) { console.log(e.name + ': ' + e.message); }`;
  });
  const { printed, error } = await runCell(`${IMPORT} ${lines.join('\n')}`, {}, { engineHost: host });
  claims.forEach((claim, i) => {
    const text = printed[i]?.replace(/\s*\n\s*/g, ' ') ?? null;
    const announced = THROWS.test(code.split('\n')[claim.line] ?? '');
    claim.actual = announced && text?.startsWith(claim.expected) ? claim.expected : text;
  });
  return { claims, error: error === null ? null : error.message };
}

/** Small files, or blank ones, in place of the data sets that the app ships or gets. */
const FILES: Readonly<Record<string, () => Uint8Array>> = {
  'mnist-train': () => deflateRawSync(blankMnist(60000), { level: 1 }),
  'mnist-test': () => deflateRawSync(blankMnist(10000), { level: 1 }),
  'cifar10-test': () => new Uint8Array(2 * 3073),
  'cifar100-train': () => new Uint8Array(3074),
  shakespeare: () => Buffer.from('First Citizen:'),
  'imagenet-labels': () => Buffer.from(Array.from({ length: 1000 }, (_, i) => `class ${i}`).join('\n'))
};

/** A clock, real DEFLATE, and files. */
const host = {
  now: () => 0,
  asset: (name: string) => FILES[name]?.() ?? null,
  inflate: (bytes: Uint8Array, limit: number) => new Uint8Array(inflateRawSync(bytes, { maxOutputLength: limit })),
  deflate: (bytes: Uint8Array) => new Uint8Array(deflateRawSync(bytes))
};

/** The idx file of the labels, then that of the images. */
function blankMnist(count: number): Uint8Array {
  const bytes = new Uint8Array(24 + count * 785);
  const head = new DataView(bytes.buffer);
  [0x801, count].forEach((word, i) => head.setUint32(4 * i, word));
  [0x803, count, 28, 28].forEach((word, i) => head.setUint32(8 + count + 4 * i, word));
  return bytes;
}
