/**
 * Writes row-major elements into a view of the output, which is longer. Parameters: elements, offset, number of axes,
 * then (length, step) of each axis, innermost first.
 */
import { bindings, type Kernel, linear, LINEAR_INDEX } from './kernel.ts';

export const assign: Kernel = {
  inputs: 1,
  wgsl: `${bindings(1)}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) g: vec3u, @builtin(num_workgroups) w: vec3u) {
  ${LINEAR_INDEX}
  if (i >= p[1]) { return; }
  var r = i;
  var q = p[2];
  for (var axis = 0u; axis < p[3]; axis++) {
    let d = 4u + 2u * axis;
    q += (r % p[d]) * p[d + 1u];
    r = r / p[d];
  }
  out[q] = x0[i];
}`,
  workgroups: (_length, [count = 0]) => linear(count, 64)
};
