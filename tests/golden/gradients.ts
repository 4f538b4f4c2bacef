/** Inputs and gradients of golden cases: made from their figures, compared with them. */
import { F, Variable, type NDArray } from '@engine/index.ts';
import { zerosLike } from '@engine/ndarray/create.ts';
import {
  compareArrays,
  isObject,
  toArray,
  type Json,
  type JsonObject,
  type Mismatch,
  type Tolerance
} from './compare.ts';
import { found } from './suite.ts';

export function variablesOf(value: Json | undefined): Record<string, Variable> {
  const entries = isObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([name, one]) => [name, new Variable(toArray(one), name)]));
}

/** Σ over the inputs of sum(gradient × v). */
export function weightedSum(gradients: (readonly [string, Variable | null])[], v: JsonObject): Variable | null {
  let s: Variable | null = null;
  for (const [name, gradient] of gradients) {
    if (gradient === null || v[name] === undefined) continue;
    const part = F.sum(F.mul(gradient, toArray(v[name])));
    s = s === null ? part : F.add(s, part);
  }
  return s;
}

export function gradientOf(variable: Variable): NDArray {
  return variable.grad?.data ?? zerosLike(variable.data);
}

export function compareGradients(
  what: string,
  inputs: Record<string, Variable>,
  names: string[],
  expected: Json | undefined,
  tolerance: Tolerance
): Mismatch[] {
  const figures = isObject(expected) ? expected : {};
  return names.flatMap((name) => {
    const input = inputs[name];
    if (input === undefined || figures[name] === undefined) return [];
    // Zeros where a sum does not depend on an input have no dtype of their own.
    return found(compareArrays(`${what} of ${name}`, gradientOf(input), figures[name], tolerance, what === 'gradient'));
  });
}
