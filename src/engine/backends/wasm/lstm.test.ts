import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DType } from '../../ndarray/dtype.ts';
import * as nd from '../../ndarray/nd.ts';
import type { NDArray } from '../../ndarray/ndarray.ts';
import { RandomState } from '../../ndarray/random.ts';
import { fours, lstmBySteps, type LSTMInputs, type LSTMValues } from '../lstm.ts';
import { plain } from '../plain/index.ts';
import { wasm } from './index.ts';
import * as jobs from './jobs.ts';
import { useKernels } from './settings.ts';
import { hasSet, KERNEL_SETS } from './webassembly.ts';

const random = new RandomState(5);
const make = (dtype: DType, ...shape: number[]): NDArray => random.randn(...shape).astype(dtype);

function step(rows: number, columns: number, size: number, dtype: DType, weights = dtype): LSTMInputs {
  return {
    x: make(dtype, rows, columns),
    h: make(dtype, rows, size),
    c: make(dtype, rows, size).mul(3),
    Wx: fours(() => make(weights, columns, size)),
    b: fours(() => make(weights, size)),
    Wh: fours(() => make(weights, size, size))
  };
}

const flat = ({ gates, tanhC, h, c }: LSTMValues): number[][] => [...gates, tanhC, h, c].map((one) => one.toFlat());

/** Against the steps by the same kernels one by one, and in float64 by plain. */
function expectSteps(inputs: LSTMInputs): void {
  const values = wasm.lstm(inputs);
  expect(flat(values)).toEqual(flat(lstmBySteps(wasm, inputs)));
  expect(values.h.dtype).toBe(lstmBySteps(plain, inputs).h.dtype);
  if (inputs.h.dtype === 'float64') expect(flat(values)).toEqual(flat(plain.lstm(inputs)));
}

describe.each(KERNEL_SETS.filter(hasSet))('%s', (set) => {
  beforeEach(() => void useKernels({ set }));
  afterEach(() => void useKernels({ set: 'relaxed' }));

  test.each([
    [30, 1, 100],
    [64, 20, 47],
    [7, 70, 33],
    [1, 200, 256],
    [256, 2, 25]
  ])('%d rows of %d columns, a state of %d', (rows, columns, size) => {
    const run = vi.spyOn(jobs, 'runJob');
    expectSteps(step(rows, columns, size, 'float64'));
    expectSteps(step(rows, columns, size, 'float32'));
    expectSteps(step(rows, columns, size, 'float64', 'float32'));
    const kinds = run.mock.calls.map(([kind]) => kind);
    expect(kinds.filter((kind) => kind === 'lstm64')).toHaveLength(2);
    expect(kinds).toContain('lstm32');
    run.mockRestore();
  });

  test('values beyond what functions take quickly, and NaN', () => {
    for (const dtype of ['float64', 'float32'] as const) {
      const inputs = step(30, 40, 50, dtype);
      [NaN, Infinity, 1e6, -1e6, 1e-30].forEach((value, i) => inputs.x.set([i, i], value));
      expectSteps(inputs);
    }
  });
});

test('what the kernel does not take goes step by step', () => {
  const run = vi.spyOn(jobs, 'runJob');
  const inputs = step(30, 10, 100, 'float64');
  const turned = { ...inputs, x: make('float64', 10, 30).T };
  expectSteps(turned);
  expectSteps({ ...inputs, x: inputs.x.astype('float32') });
  expectSteps({ ...inputs, b: fours(() => make('float32', 100)) });
  expectSteps(step(30, 10, 257, 'float64'));
  expectSteps(step(257, 2, 20, 'float64'));
  expectSteps(step(2, 3, 4, 'float64'));
  expect(run.mock.calls.filter(([kind]) => kind.startsWith('lstm'))).toEqual([]);
  run.mockRestore();
  const nothing = { ...inputs, x: nd.zeros([0, 10]), h: nd.zeros([0, 100]), c: nd.zeros([0, 100]) };
  expect(wasm.lstm(nothing).h.shape).toEqual([0, 100]);
});
