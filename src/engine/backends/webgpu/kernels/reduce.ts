/**
 * Sum, largest or smallest along axes. Every output element gathers `count` elements of one row of the reduced axes, or
 * a `chunk` of them: long rows are reduced in two rounds, which keeps the sums short and the processors busy.
 * Parameters: elements in a row, chunk, chunks in a row; kept axes, offset, then (length, step) of each kept axis,
 * innermost first; then the number of reduced axes and (length, step) of each, innermost first.
 */
import { bindings, type Kernel, linear, LINEAR_INDEX } from './kernel.ts';

/** `step` combines `sum` with the next element `x`, from `first` on. */
export function reduction(step: string, first: string): Kernel {
  return {
    inputs: 1,
    wgsl: `${bindings(1)}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) g: vec3u, @builtin(num_workgroups) w: vec3u) {
  ${LINEAR_INDEX}
  if (i >= p[0]) { return; }
  let count = p[1]; let chunk = p[2]; let chunks = p[3]; let kept = p[4];
  var r = i / chunks;
  let start = (i % chunks) * chunk;
  let end = min(count, start + chunk);
  var base = p[5];
  var d = 6u;
  for (var axis = 0u; axis < kept; axis++) {
    base += (r % p[d]) * p[d + 1u];
    r = r / p[d];
    d += 2u;
  }
  let axes = p[d];
  d += 1u;
  var sum = ${first};
  for (var j = start; j < end; j++) {
    var q = base;
    var t = j;
    for (var axis = 1u; axis < axes; axis++) {
      let e = d + 2u * (axis - 1u);
      q += (t % p[e]) * p[e + 1u];
      t = t / p[e];
    }
    q += t * p[d + 2u * (axes - 1u) + 1u];
    let x = x0[q];
    ${step}
  }
  out[i] = sum;
}`,
    workgroups: (length) => linear(length, 64)
  };
}
