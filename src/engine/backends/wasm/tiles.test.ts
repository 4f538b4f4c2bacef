import { describe, expect, test } from 'vitest';
import { RandomState } from '../../ndarray/random.ts';
import { kernels } from './instance.ts';
import { useKernels } from './settings.ts';
import { allTiles } from './tournament.ts';
import { hasSet, KERNEL_SETS } from './webassembly.ts';
import { memory, Workspace } from './workspace.ts';

const random = new RandomState(5);
/** Not a multiple of any shape, and k of none of the transposing squares. */
const [M, K, N] = [23, 37, 45];

describe.each(KERNEL_SETS.filter(hasSet))('%s', (set) => {
  test.each([32, 64] as const)('float%d: all shapes give the same bits, edges and sums that go on included', (bits) => {
    useKernels({ set });
    const { pack32, pack64, block32, block64 } = kernels();
    const [pack, block, size] = bits === 32 ? [pack32, block32, 4] : [pack64, block64, 8];
    const space = new Workspace();
    const [a, b, c] = [space.take(M * K * size), space.take(K * N * size), space.take((M * N + 1) * size)];
    const [panelsA, panelsB] = [space.take((M + 8) * K * size), space.take((N + 16) * K * size)];
    const spare = space.take(512);
    space.ready();
    const elements = bits === 32 ? memory().float32 : memory().float64;
    const left = random.randn(M, K).astype(`float${bits}`).toFlat();
    const right = random.randn(K, N).astype(`float${bits}`).toFlat();
    elements.set(left, a / size);
    elements.set(right, b / size);

    const results = allTiles(bits).map(({ shape, rows, columns }) => {
      pack(a, K * size, size, M, K, rows, panelsA);
      pack(b, size, N * size, N, K, columns, panelsB);
      elements.fill(0, c / size, c / size + M * N);
      elements[c / size + M * N] = 42;
      block(shape, panelsA, panelsB, c, N * size, M, N, K, 0, spare);
      block(shape, panelsA, panelsB, c, N * size, M, N, K, 1, spare);
      expect(elements[c / size + M * N]).toBe(42);
      const before = elements.slice(c / size, c / size + M * N);
      block(shape, panelsA, panelsB, c, N * size, M, N, K, 0, spare);
      const product = elements.slice(c / size, c / size + M * N);
      elements.set(before, c / size);
      block(shape, panelsA, panelsB, c, N * size, M, N, K, 2, spare);
      const sums = before.map((value, i) => value + product[i]!);
      expect(elements.slice(c / size, c / size + M * N)).toEqual(sums);
      elements.set(before, c / size);
      return [...elements.slice(c / size, c / size + M * N)];
    });

    expect(results.length).toBeGreaterThan(3);
    for (const result of results) expect(result).toEqual(results[0]);
    if (set === 'strict' || bits === 64) expect(results[0]).toEqual(twice(left, right, bits));
  });
});

/** a · b added to itself, in order of k, rounded at every step. */
function twice(a: readonly number[], b: readonly number[], bits: 32 | 64): number[] {
  const round = bits === 32 ? Math.fround : (value: number) => value;
  return Array.from({ length: M * N }, (_, at) => {
    const [i, j] = [Math.floor(at / N), at % N];
    let sum = 0;
    for (let l = 0; l < 2 * K; l++) sum = round(sum + round(a[i * K + (l % K)]! * b[(l % K) * N + j]!));
    return sum;
  });
}
