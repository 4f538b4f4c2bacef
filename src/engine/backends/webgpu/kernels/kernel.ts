/**
 * What a WebGPU kernel is to the hidden page, which knows none by name. Bindings of group 0, for n inputs: 0 to n-1 the
 * inputs (`var<storage, read>`), n the output (`var<storage, read_write>`), n+1 the parameters
 * (`var<storage, read> p: array<u32>`).
 *
 * p[0] is the number of output elements, then the kernel's own parameters: unsigned integers (negative ones in two's
 * complement), or the bits of a float32 at the positions that `floats` lists (read them with bitcast<f32>). Bindings
 * are rounded up to 16 bytes, so `arrayLength` is no element count. Kernels use no workgroup memory where they can do
 * without: on a software adapter barriers cost more than they save.
 */
export interface Kernel {
  readonly wgsl: string;
  readonly inputs: number;
  /** Positions in the kernel's own parameters (p[0] not counted) that are float32. */
  readonly floats?: readonly number[];
  workgroups(outputLength: number, params: readonly number[]): [number, number, number];
}

/** Workgroups of `size` threads for `length` threads, folded into two dimensions (65,535 is the limit of one). */
export function linear(length: number, size: number): [number, number, number] {
  const groups = Math.max(1, Math.ceil(length / size));
  const x = Math.min(groups, 32_768);
  return [x, Math.ceil(groups / x), 1];
}

/** Index of the thread in a grid that `linear` made with 64 threads a workgroup. */
export const LINEAR_INDEX = 'let i = g.x + g.y * (w.x * 64u);';

export function bindings(inputs: number): string {
  const x = Array.from(
    { length: inputs },
    (_, k) => `@group(0) @binding(${k}) var<storage, read> x${k}: array<f32>;\n`
  );
  return `${x.join('')}@group(0) @binding(${inputs}) var<storage, read_write> out: array<f32>;
@group(0) @binding(${inputs + 1}) var<storage, read> p: array<u32>;
`;
}
