/**
 * Element-wise kernels on operands that are read through strides, so that views and broadcasting need no copy. The
 * output is row-major. Parameters: first a number where the kernel takes one; then the number of axes, the operands'
 * offsets, and for each axis, innermost first, its length and the operands' steps (`stridedParams` writes them).
 */
import { bindings, type Kernel, linear, LINEAR_INDEX } from './kernel.ts';

/** `expression` of x (one operand), of a and b (two) or of a, b and c (three); `helpers` are functions it may call. */
export function strided(expression: string, inputs: 1 | 2 | 3, helpers = ''): Kernel {
  const names = inputs === 1 ? ['x'] : ['a', 'b', 'c'].slice(0, inputs);
  return make(inputs, 1, names.map((name, k) => `let ${name} = x${k}[q${k}];`).join(' '), expression, helpers);
}

/** A binary operation in three forms: of two arrays, and with a number on the right or on the left. */
export interface Pair {
  arrays: Kernel;
  right: Kernel;
  left: Kernel;
}

export function pair(expression: string, helpers = ''): Pair {
  const number = (array: string, side: string): Kernel => ({
    ...make(1, 2, `let ${array} = x0[q0]; let ${side} = bitcast<f32>(p[1]);`, expression, helpers),
    floats: [0]
  });
  return { arrays: strided(expression, 2, helpers), right: number('a', 'b'), left: number('b', 'a') };
}

/** The operands' steps with axes that lie evenly one behind the other merged: what the kernels take. */
export function stridedParams(
  shape: readonly number[],
  operands: readonly { readonly offset: number; readonly strides: readonly number[] }[]
): number[] {
  const lengths: number[] = [];
  const steps: number[][] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] ?? 1;
    if (length === 1) continue;
    const own = operands.map(({ strides }) => strides[axis] ?? 0);
    const top = lengths.length - 1;
    const inner = lengths[top] ?? 0;
    if (top >= 0 && own.every((step, k) => step === (steps[top]?.[k] ?? 0) * inner)) lengths[top] = inner * length;
    else {
      lengths.push(length);
      steps.push(own);
    }
  }
  if (lengths.length === 0) {
    lengths.push(1);
    steps.push(operands.map(() => 0));
  }
  const params = [lengths.length, ...operands.map(({ offset }) => offset)];
  lengths.forEach((length, i) => params.push(length, ...(steps[i] ?? [])));
  return params;
}

/** @param at where the number of axes stands in p */
function make(inputs: number, at: number, load: string, expression: string, helpers: string): Kernel {
  const each = (text: (k: number) => string): string => Array.from({ length: inputs }, (_, k) => text(k)).join(' ');
  return {
    inputs,
    wgsl: `${bindings(inputs)}${helpers}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) g: vec3u, @builtin(num_workgroups) w: vec3u) {
  ${LINEAR_INDEX}
  if (i >= p[0]) { return; }
  var r = i;
  var d = ${at + 1 + inputs}u;
  ${each((k) => `var q${k} = p[${at + 1 + k}];`)}
  for (var axis = 1u; axis < p[${at}]; axis++) {
    let n = p[d];
    let j = r % n;
    r = r / n;
    ${each((k) => `q${k} += j * p[d + ${k + 1}u];`)}
    d += ${inputs + 1}u;
  }
  ${each((k) => `q${k} += r * p[d + ${k + 1}u];`)}
  ${load}
  out[i] = ${expression};
}`,
    workgroups: (length) => linear(length, 64)
  };
}
