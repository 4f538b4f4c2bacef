/**
 * C (m x n) = A (m x k) . B (k x n), row-major, a batch of them; each thread computes 4 x 4 elements with vec4 arithmetic
 * and no workgroup memory. Any size and layout; see matmul4 for the fast case. Parameters: m, n, k, transposeA, transposeB (1: stored as k x m, n x k), batch count, and
 * elements from one A and one B of the batch to the next (0: the same one for all).
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
  let aStart = g.z * p[7]; let bStart = g.z * p[8];
  // Steps along a row of the result, and along k, in each operand.
  let aRow = select(k, 1u, p[4] == 1u); let aStep = select(1u, m, p[4] == 1u);
  let bCol = select(1u, k, p[5] == 1u); let bStep = select(n, 1u, p[5] == 1u);
  // Rows and columns beyond the edge read the last one again; they are not written.
  let r = aStart + min(vec4u(row, row + 1u, row + 2u, row + 3u), vec4u(m - 1u)) * aRow;
  let q = bStart + min(vec4u(col, col + 1u, col + 2u, col + 3u), vec4u(n - 1u)) * bCol;
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  for (var i = 0u; i < k; i++) {
    let ia = r + i * aStep; let ib = q + i * bStep;
    let y = vec4f(b[ib.x], b[ib.y], b[ib.z], b[ib.w]);
    s0 += a[ia.x] * y; s1 += a[ia.y] * y; s2 += a[ia.z] * y; s3 += a[ia.w] * y;
  }
  let sums = array(s0, s1, s2, s3);
  let base = g.z * m * n;
  for (var y = 0u; y < min(4u, m - row); y++) {
    for (var x = 0u; x < min(4u, n - col); x++) {
      c[base + (row + y) * n + col + x] = sums[y][x];
    }
  }
}`,
  workgroups: (_length, [m = 1, n = 1, , , , batch = 1]) => [Math.ceil(n / 32), Math.ceil(m / 32), batch]
};
