/**
 * A GpuDevice that computes in TypeScript, from the documented parameters of the kernels (strided.ts, reduce.ts,
 * matmul.ts, assign.ts): with it the tests check what the webgpu backend sends, without a GPU. Not here: WGSL itself,
 * which the end-to-end tests and the golden files run on a real adapter.
 */
import type { GpuDevice, KernelParams } from '../host.ts';

type Numbers = Float32Array;
type Maths = (a: number, b: number, c: number) => number;

const truth = (value: boolean): number => (value ? 1 : 0);
const MATHS: Readonly<Record<string, Maths>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  copy: (x) => x,
  cos: Math.cos,
  exp: Math.exp,
  floor: Math.floor,
  log: Math.log,
  neg: (x) => -x,
  relu: (x) => (x > 0 ? x : 0),
  round: (x) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x)),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  sign: Math.sign,
  sin: Math.sin,
  sqrt: Math.sqrt,
  square: (x) => x * x,
  tanh: Math.tanh,
  add: (a, b) => a + b,
  div: (a, b) => a / b,
  equal: (a, b) => truth(a === b),
  greater: (a, b) => truth(a > b),
  greaterEqual: (a, b) => truth(a >= b),
  less: (a, b) => truth(a < b),
  lessEqual: (a, b) => truth(a <= b),
  maximum: (a, b) => Math.max(a, b),
  minimum: (a, b) => Math.min(a, b),
  mod: (a, b) => a - Math.floor(a / b) * b,
  mul: (a, b) => a * b,
  notEqual: (a, b) => truth(a !== b),
  pow: Math.pow,
  sub: (a, b) => a - b,
  where: (condition, a, b) => (condition === 0 ? b : a)
};

export class EmulatedGpu implements GpuDevice {
  readonly name = 'emulated';
  readonly software = true;
  /** Arrays by handle. */
  readonly arrays = new Map<number, Numbers>();
  /** The kernels that ran, in order. */
  readonly ran: string[] = [];

  upload(handle: number, data: Numbers): void {
    this.arrays.set(handle, data.slice());
  }

  dispatch(kernel: string, inputs: readonly number[], output: number, length: number, params: KernelParams): void {
    this.ran.push(kernel);
    const out = new Float32Array(length);
    const xs = inputs.map((handle) => this.#array(handle));
    if (kernel === 'sum' || kernel === 'max' || kernel === 'min') reduced(kernel, xs[0] ?? out, out, params);
    else if (kernel === 'matmul4') multiplied(xs, out, packed(params));
    else if (kernel === 'matmul') multiplied(xs, out, params);
    else elementwise(kernel, xs, out, params);
    this.arrays.set(output, out);
  }

  dispatchInto(kernel: string, inputs: readonly number[], output: number, params: KernelParams): void {
    if (kernel !== 'assign') throw new Error(`emulated GPU: there is no kernel ${kernel} that writes in place`);
    this.ran.push(kernel);
    const [count = 0, offset = 0, , ...axes] = params;
    const [from, to] = [this.#array(inputs[0] ?? -1), this.#array(output)];
    for (let i = 0; i < count; i++) to[offset + placeOf(i, axes)] = from[i] ?? NaN;
  }

  free(handles: readonly number[]): void {
    for (const handle of handles)
      if (!this.arrays.delete(handle)) throw new Error(`emulated GPU: ${handle} freed twice`);
  }

  read(arrays: readonly { readonly handle: number; readonly length: number }[]): Numbers[] {
    return arrays.map(({ handle, length }) => this.#array(handle).slice(0, length));
  }

  #array(handle: number): Numbers {
    const array = this.arrays.get(handle);
    if (array === undefined) throw new Error(`emulated GPU: there is no array ${handle}`);
    return array;
  }
}

function elementwise(kernel: string, xs: readonly Numbers[], out: Numbers, params: KernelParams): void {
  const [name = '', side] = kernel.split('.');
  const maths = MATHS[name];
  if (maths === undefined) throw new Error(`emulated GPU: there is no kernel ${kernel}`);
  const rest = side === undefined ? params : params.slice(1);
  const number = Math.fround(params[0] ?? NaN);
  const width = xs.length + 1;
  const [axes = 0] = rest;
  const lengthsAndSteps = rest.slice(width);
  if (lengthsAndSteps.length !== axes * width)
    throw new Error(`emulated GPU: ${kernel} got ${params.length} parameters`);
  for (let i = 0; i < out.length; i++) {
    const values = xs.map((x, k) => {
      const own = Array.from({ length: axes }, (_, axis) => [
        lengthsAndSteps[axis * width] ?? 1,
        lengthsAndSteps[axis * width + k + 1] ?? 0
      ]).flat();
      return x[(rest[k + 1] ?? 0) + placeOf(i, own)] ?? NaN;
    });
    const [a = NaN, b = NaN, c = NaN] = side === 'left' ? [number, ...values] : [...values, number];
    out[i] = maths(a, b, c);
  }
}

function reduced(kernel: 'sum' | 'max' | 'min', x: Numbers, out: Numbers, params: KernelParams): void {
  const [count = 0, chunk = 1, chunks = 1, kept = 0, offset = 0] = params;
  const keptAxes = params.slice(5, 5 + 2 * kept);
  const goneAxes = params.slice(6 + 2 * kept);
  const combine = { sum: (a: number, b: number) => a + b, max: Math.max, min: Math.min }[kernel];
  for (let i = 0; i < out.length; i++) {
    const base = offset + placeOf(Math.floor(i / chunks), keptAxes);
    const start = (i % chunks) * chunk;
    let result = { sum: 0, max: -Infinity, min: Infinity }[kernel];
    for (let j = start; j < Math.min(count, start + chunk); j++)
      result = Math.fround(combine(result, x[base + placeOf(j, goneAxes)] ?? NaN));
    out[i] = result;
  }
}

function multiplied([a, b]: readonly Numbers[], out: Numbers, params: KernelParams): void {
  const [m = 0, n = 0, k = 0, atA = 0, aRow = 0, aColumn = 0, stepA = 0] = params;
  const [atB = 0, bRow = 0, bColumn = 0, stepB = 0, batch = 0] = params.slice(7);
  if (out.length !== batch * m * n)
    throw new Error(`emulated GPU: ${batch} products of ${m} by ${n}, not ${out.length}`);
  for (let i = 0; i < out.length; i++) {
    const [z, row, column] = [Math.floor(i / (m * n)), Math.floor(i / n) % m, i % n];
    let sum = 0;
    for (let j = 0; j < k; j++)
      sum +=
        (a?.[atA + z * stepA + row * aRow + j * aColumn] ?? NaN) *
        (b?.[atB + z * stepB + j * bRow + column * bColumn] ?? NaN);
    out[i] = sum;
  }
}

/** The parameters of matmul4 as those of matmul: everything row-major from the start. */
function packed([m = 0, n = 0, k = 0, batch = 0, stepA = 0, stepB = 0]: KernelParams): number[] {
  return [m, n, k, 0, k, 1, stepA, 0, n, 1, stepB, batch];
}

/** Where element `i` lies, given (length, step) of each axis, innermost first; the outermost length is not needed. */
function placeOf(i: number, axes: readonly number[]): number {
  let place = 0;
  let rest = i;
  for (let d = 0; d < axes.length; d += 2) {
    const last = d + 2 >= axes.length;
    place += (last ? rest : rest % (axes[d] ?? 1)) * (axes[d + 1] ?? 0);
    rest = Math.floor(rest / (axes[d] ?? 1));
  }
  return place;
}
