/** Golden kind steps/stepNN.json: the scripts of the lessons, run on the engine; what they print, end with and record. */
import { NDArray, random, Variable } from '@engine/index.ts';
import { array, stack } from '@engine/ndarray/nd.ts';
import {
  compareArrays,
  compareLines,
  FLOAT64,
  HIGHER_ORDER,
  isArrayJson,
  isObject,
  mismatch,
  type Json,
  type JsonObject,
  type Mismatch,
  type Tolerance,
  text
} from './compare.ts';
import { scripts } from './step-scripts.ts';
import { found, Unsupported, type Recogniser } from './suite.ts';

export type Final = Variable | NDArray | number | null | Final[] | { [name: string]: Final };

/** What a script leaves behind. */
export interface StepResult {
  prints?: unknown[];
  finals?: Record<string, Final>;
  curves?: Record<string, (number | NDArray)[]>;
}

export const steps: Recogniser = ({ json }) => {
  const { step } = json;
  if (typeof step !== 'number' || !isObject(json['values'])) return null;
  const number = String(step).padStart(2, '0');
  return [{ kind: `steps/${number}`, id: `step ${number}`, check: () => checkStep(step, json) }];
};

function checkStep(step: number, json: JsonObject): Mismatch[] {
  const script = scripts[step];
  const values = json['values'] as JsonObject;
  if (script === undefined) throw new Unsupported(`there is no script for step ${step}`);
  const harness = isObject(json['random']) ? json['random']['harness_seed_before_script'] : null;
  if (typeof harness === 'number') random.seed(harness);
  const result = script();
  const { finals, curves, curve_spread: spread, ...others } = values;
  const unknown = Object.keys(others).map((name) => mismatch(name, -1, 'not computed', 'a value'));
  return [
    ...checkPrints(result.prints ?? [], json),
    ...checkFinals(result.finals ?? {}, isObject(finals) ? finals : {}, spread),
    ...checkCurves(result.curves ?? {}, isObject(curves) ? curves : {}, spread),
    ...unknown
  ];
}

function checkPrints(prints: unknown[], json: JsonObject): Mismatch[] {
  const lines = prints.flatMap((one) => String(one).split('\n'));
  const expected = json['prints'] as string[];
  const index = (json['prints_index'] as number[] | undefined) ?? expected.map((_, i) => i);
  const total = (json['prints_total'] as number | undefined) ?? expected.length;
  if (lines.length !== total) return [mismatch('printed lines', -1, String(lines.length), String(total))];
  // Printed figures of a training run are as far from the reference as its curve may be.
  const tolerance =
    isObject(json['values']) && isObject(json['values']['curve_spread']) ? curveTolerance(undefined) : FLOAT64;
  return expected.flatMap((line, i) => {
    const got = lines[index[i]!] ?? '';
    return compareLines(got, line, tolerance) ? [] : [mismatch('printed line', index[i]!, got, line)];
  });
}

function checkFinals(got: Record<string, Final>, expected: JsonObject, spread: Json | undefined): Mismatch[] {
  const trained = isObject(spread);
  return Object.entries(expected).flatMap(([name, value]) =>
    name in got
      ? checkFinal(name, got[name]!, value, trained ? curveTolerance(undefined) : HIGHER_ORDER)
      : [mismatch(name, -1, 'not computed', JSON.stringify(value).slice(0, 60))]
  );
}

function checkFinal(name: string, got: Final, expected: Json, tolerance: Tolerance): Mismatch[] {
  if (isObject(expected) && 'data' in expected && !isArrayJson(expected)) {
    if (!(got instanceof Variable)) return [mismatch(name, -1, 'not a Variable', 'a Variable')];
    const data = checkFinal(name, got.data, expected['data'], tolerance);
    const grad = expected['grad'];
    if (grad === undefined) return data;
    return [...data, ...checkFinal(`gradient of ${name}`, got.grad?.data ?? null, grad, tolerance)];
  }
  if (expected === null || got === null)
    return expected === got
      ? []
      : [mismatch(name, -1, got === null ? 'nothing' : 'a value', JSON.stringify(expected).slice(0, 60))];
  if (isObject(expected) && 'abs_sum' in expected) return checkSummary(name, got, expected, tolerance);
  if (isArrayJson(expected) || typeof expected === 'number' || typeof expected === 'string') {
    const value = got instanceof Variable ? got.data : got;
    if (typeof value !== 'number' && !(value instanceof NDArray)) return [mismatch(name, -1, 'no array', 'an array')];
    return found(compareArrays(name, value, expected, tolerance));
  }
  if (Array.isArray(expected))
    return expected.flatMap((one, i) => checkFinal(`${name}[${i}]`, (got as Final[])[i] ?? null, one, tolerance));
  return Object.entries(expected).flatMap(([key, one]) =>
    checkFinal(`${name}.${key}`, (got as Record<string, Final>)[key] ?? null, one as Json, tolerance)
  );
}

/** Large arrays are given as sums and a few elements. */
function checkSummary(name: string, got: Final, expected: JsonObject, tolerance: Tolerance): Mismatch[] {
  const value = got instanceof Variable ? got.data : got;
  if (!(value instanceof NDArray)) return [mismatch(name, -1, 'no array', 'an array')];
  const flat = value.toFlat();
  const absSum = flat.reduce((a, b) => a + Math.abs(b), 0);
  const figures: Record<string, NDArray> = {
    sum: array(flat.reduce((a, b) => a + b, 0)),
    abs_sum: array(absSum)
  };
  // A sum of terms of both signs is as exact as its terms are large.
  const loose = { rtol: tolerance.rtol, atol: Math.max(tolerance.atol, tolerance.rtol * absSum) };
  return Object.entries(expected).flatMap(([key, one]) => {
    if (key === 'shape')
      return value.shape.join() === (one as number[]).join()
        ? []
        : [mismatch(`${name}: shape`, -1, String(value.shape), JSON.stringify(one))];
    const wanted = Array.isArray(one) ? (one as number[]) : null;
    const some =
      wanted &&
      (key.startsWith('first')
        ? flat.slice(0, wanted.length)
        : key.startsWith('last')
          ? flat.slice(-wanted.length)
          : null);
    if (wanted && some)
      return found(
        compareArrays(
          `${name} ${key}`,
          array(some),
          { shape: [wanted.length], dtype: 'float64', data: wanted },
          tolerance
        )
      );
    return figures[key] ? found(compareArrays(`${name} ${key}`, figures[key], one, loose)) : [];
  });
}

function checkCurves(
  got: Record<string, (number | NDArray)[]>,
  expected: JsonObject,
  spread: Json | undefined
): Mismatch[] {
  return Object.entries(expected).flatMap(([name, curve]) => {
    const values = got[name];
    if (values === undefined || !isObject(curve)) return [mismatch(`curve ${name}`, -1, 'not computed', 'a curve')];
    if (values.length !== curve['length'])
      return [mismatch(`length of ${name}`, -1, String(values.length), text(curve['length']))];
    const index = (curve['index'] as number[] | undefined) ?? values.map((_, i) => i);
    const chosen = stack(index.map((i) => values[i]!));
    const tolerance = isObject(spread) ? curveTolerance(spread[name]) : HIGHER_ORDER;
    return found(compareArrays(`curve ${name}`, chosen, curve['values'], tolerance, false));
  });
}

/** 100 times what other matrix kernels change, not below 1e-6; small values count as at least 1e-3. */
function curveTolerance(spread: Json | undefined): Tolerance {
  const other = isObject(spread) && typeof spread['other_blas'] === 'number' ? spread['other_blas'] : 0;
  const rtol = Math.max(1e-6, 100 * other);
  return { rtol, atol: rtol * 1e-3 };
}
