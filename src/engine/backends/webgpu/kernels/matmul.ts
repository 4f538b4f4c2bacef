/**
 * C (m x n, row-major) = A (m x k) · B (k x n), a batch of them; each thread computes 4 x 4 elements in registers, with
 * no workgroup memory. Operands are read through their strides, so transposed ones need no copy; see matmul4 for the
 * fast case. Parameters: m, n, k; of A the offset, the steps along a column, along a row and to the next of the batch;
 * the same of B; the number of products.
 */
import type { Kernel } from './kernel.ts';

export const matmul: Kernel = {
  inputs: 2,
  wgsl: `@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
@group(0) @binding(2) var<storage, read_write> c: array<f32>;
@group(0) @binding(3) var<storage, read> p: array<u32>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) g: vec3u) {
  let m = p[1]; let n = p[2]; let k = p[3];
  let row = g.y * 4u; let col = g.x * 4u;
  if (row >= m || col >= n) { return; }
  // Rows and columns beyond the edge read the last one again; they are not written.
  let r = p[4] + g.z * p[7] + min(vec4u(row, row + 1u, row + 2u, row + 3u), vec4u(m - 1u)) * p[5];
  let q = p[8] + g.z * p[11] + min(vec4u(col, col + 1u, col + 2u, col + 3u), vec4u(n - 1u)) * p[10];
  let aStep = p[6]; let bStep = p[9];
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  for (var i = 0u; i < k; i++) {
    let ia = r + i * aStep; let ib = q + i * bStep;
    let y = vec4f(b[ib.x], b[ib.y], b[ib.z], b[ib.w]);
    s0 += a[ia.x] * y; s1 += a[ia.y] * y; s2 += a[ia.z] * y; s3 += a[ia.w] * y;
  }
  var sums = array(s0, s1, s2, s3);
  let base = g.z * m * n;
  for (var y = 0u; y < min(4u, m - row); y++) {
    for (var x = 0u; x < min(4u, n - col); x++) {
      c[base + (row + y) * n + col + x] = sums[y][x];
    }
  }
}`,
  workgroups: (_length, params) => [Math.ceil((params[1] ?? 1) / 32), Math.ceil((params[0] ?? 1) / 32), params[11] ?? 1]
};
