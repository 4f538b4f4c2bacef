/**
 * Golden kind ops/*.json: values, gradients and second-order gradients of single functions.
 * Short programs are in programs.ts.
 */
import { F, Variable } from '@engine/index.ts';
import {
  compareArrays,
  FLOAT32,
  FLOAT64,
  HIGHER_ORDER,
  isObject,
  toArray,
  type JsonObject,
  type Mismatch,
  type Tolerance,
  text
} from './compare.ts';
import { checkSequence, checkStatistics } from './batch-norm.ts';
import { functionNamed } from './functions.ts';
import { compareGradients, gradientOf, variablesOf, weightedSum } from './gradients.ts';
import { checkDerivatives, checkProgram } from './programs.ts';
import { found, leftovers, list, type GoldenCase, type Recogniser } from './suite.ts';

export const ops: Recogniser = ({ json }) => {
  const { group } = json;
  if (typeof group !== 'string' || ![json['cases'], json['nth_derivatives']].some(Array.isArray)) return null;
  const cases = list(json['cases']).map((one): GoldenCase => {
    const id = text(one['id']);
    if (Array.isArray(one['program'])) return { kind: `ops/${group}`, id, check: () => checkProgram(one) };
    return { kind: `ops/${group}:${text(one['fn'])}`, id, check: () => checkCase(one) };
  });
  const derivatives = list(json['nth_derivatives']).map((one): GoldenCase => ({
    kind: `ops/${group}`,
    id: text(one['id']),
    check: () => checkDerivatives(one)
  }));
  return [...cases, ...derivatives, ...leftovers(`ops/${group}`, json, ['cases', 'nth_derivatives'])];
};

function checkCase(one: JsonObject): Mismatch[] {
  if (Array.isArray(one['sequence'])) return checkSequence(one);
  return isObject(one['after']) ? [...checkStatistics(one), ...checkOne(one)] : checkOne(one);
}

function checkOne(one: JsonObject): Mismatch[] {
  const args = isObject(one['args']) ? one['args'] : {};
  const inputs = variablesOf(one['inputs']);
  const narrow = Object.values(inputs).some((input) => input.dtype === 'float32');
  const first = narrow ? FLOAT32 : FLOAT64;
  const second = narrow ? FLOAT32 : HIGHER_ORDER;
  const result = functionNamed(one['fn'])(Object.values(inputs), args);
  // A function that changes nothing may return its input; the figures are those of the result times 1.
  const y = Object.values(inputs).includes(result) ? F.mul(result, 1) : result;
  const value = compareArrays('y', y.data, one['y'], first);
  if (value !== null || one['gy'] === undefined) return found(value);
  const gy = new Variable(toArray(one['gy']), 'gy');
  y.grad = gy;
  y.backward({ createGraph: true });
  const names = (one['diff'] ?? Object.keys(inputs)) as string[];
  const problems = compareGradients('gradient', inputs, names, one['grads'], first);
  const further = one['second'];
  return isObject(further) ? [...problems, ...checkSecond(further, inputs, names, gy, second)] : problems;
}

function checkSecond(
  expected: JsonObject,
  inputs: Record<string, Variable>,
  names: string[],
  gy: Variable,
  tolerance: Tolerance
): Mismatch[] {
  const v = isObject(expected['v']) ? expected['v'] : {};
  const gradients = names.map((name) => [name, inputs[name]?.grad ?? null] as const);
  for (const input of Object.values(inputs)) input.clearGrad();
  const s = weightedSum(gradients, v);
  if (s?.creator) s.backward();
  return [
    ...compareGradients('second order', inputs, names, expected['grads'], tolerance),
    ...found(
      expected['gy'] === undefined
        ? null
        : compareArrays('second order of gy', gradientOf(gy), expected['gy'], tolerance, false)
    )
  ];
}
