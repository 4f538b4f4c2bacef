/** Golden kind steps/stepNN.json: the scripts of the lessons, run on the engine; what they print, end with and record. */
import { NDArray, random, Variable } from '@engine/index.ts';
import { array, stack } from '@engine/ndarray/nd.ts';
import {
  compareArrays,
  compareLines,
  FLOAT32,
  FLOAT64,
  HIGHER_ORDER,
  isArrayJson,
  isObject,
  mismatch,
  numberOf,
  type Json,
  type JsonObject,
  type Mismatch,
  type Tolerance,
  text
} from './compare.ts';
import { compareGraph } from './graphs.ts';
import { scripts } from './step-scripts.ts';
import { found, list, Unsupported, type Recogniser } from './suite.ts';

/**
 * What one deep model gives with random weights (step 58). The data's README allows 1e-3 of the largest output and calls these
 * numbers a bonus. Its outputs are about 0.012 in size, 0.05 at most, so that both parts together stay below that.
 */
const OF_MODEL: Tolerance = { rtol: 5e-4, atol: 2e-5 };
/** How long something took, in printed lines. */
const SECONDS = /time: [\d.]+\[sec\]$/;

export type Final = Variable | NDArray | number | string | null | Final[] | { [name: string]: Final };

/** What a script leaves behind. */
export interface StepResult {
  prints?: unknown[];
  finals?: Record<string, Final>;
  curves?: Record<string, (number | NDArray)[]>;
  /** Variables whose graphs were drawn. */
  graphs?: Variable[];
  /** Values that only this step has. */
  others?: Record<string, Final>;
  /** What ended the script. */
  thrown?: unknown;
}

export const steps: Recogniser = ({ json }) => {
  const { step } = json;
  if (typeof step !== 'number' || !isObject(json['values'])) return null;
  const number = String(step).padStart(2, '0');
  const withoutFigures = !hasFigures(json);
  return [{ kind: `steps/${number}`, id: `step ${number}`, withoutFigures, check: () => checkStep(step, json) }];
};

/** Steps of theory have no program; their files hold nothing that could be compared. */
function hasFigures(json: JsonObject): boolean {
  const groups = Object.values(json['values'] as JsonObject);
  const filled = (value: Json): boolean =>
    typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : true;
  return list(json['prints']).length > 0 || 'ends_with_exception' in json || groups.some(filled);
}

function checkStep(step: number, json: JsonObject): Mismatch[] {
  const script = scripts[step];
  const values = json['values'] as JsonObject;
  if (script === undefined) throw new Unsupported(`there is no script for step ${step}`);
  const harness = isObject(json['random']) ? json['random']['harness_seed_before_script'] : null;
  if (typeof harness === 'number') random.seed(harness);
  const result = script();
  const { finals, curves, curve_spread: spread, dot_graphs: graphs, ...others } = values;
  // A training in float32 of which nobody measured what other matrix kernels change.
  const single = isObject(curves) && Object.values(curves).some((one) => dtypeOfCurve(one) === 'float32');
  const otherwise = single ? FLOAT32 : HIGHER_ORDER;
  return [
    ...checkPrints(result.prints ?? [], json),
    ...checkFinals(result.finals ?? {}, isObject(finals) ? finals : {}, spread, otherwise),
    ...checkCurves(result.curves ?? {}, isObject(curves) ? curves : {}, spread, otherwise),
    ...list(graphs).flatMap((graph, i) => checkGraph(result.graphs?.[i], graph)),
    ...Object.entries(others).flatMap(([name, value]) =>
      result.others && name in result.others
        ? checkFinal(name, result.others[name]!, value, OF_MODEL)
        : [mismatch(name, -1, 'not computed', 'a value')]
    ),
    ...checkEnd(result.thrown, json['ends_with_exception'])
  ];
}

function checkGraph(output: Variable | undefined, { verbose, lines }: JsonObject): Mismatch[] {
  if (output === undefined) return [mismatch('graph', -1, 'not drawn', 'a graph')];
  return compareGraph(output, verbose === true, lines);
}

/** A script that ends with an error of a type of Python ends with one of the same name here. */
function checkEnd(thrown: unknown, expected: Json | undefined): Mismatch[] {
  const wanted = isObject(expected) ? text(expected['type']) : 'nothing';
  const got = thrown instanceof Error ? thrown.name : 'nothing';
  return got === wanted ? [] : [mismatch('error at the end', -1, got, wanted)];
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
    return compareLines(got.replace(SECONDS, ''), line.replace(SECONDS, ''), tolerance)
      ? []
      : [mismatch('printed line', index[i]!, got, line)];
  });
}

function checkFinals(
  got: Record<string, Final>,
  expected: JsonObject,
  spread: Json | undefined,
  otherwise: Tolerance
): Mismatch[] {
  const trained = isObject(spread);
  const spreads = trained ? Object.values(spread).map((one) => numberOf(isObject(one) ? one['other_blas'] : 0)) : [];
  const tolerance = trained ? curveTolerance({ other_blas: Math.max(...spreads) }) : otherwise;
  return Object.entries(expected).flatMap(([name, value]) =>
    name in got
      ? checkFinal(name, got[name]!, value, tolerance)
      : [mismatch(name, -1, 'not computed', JSON.stringify(value).slice(0, 60))]
  );
}

function checkFinal(name: string, got: Final, expected: Json, tolerance: Tolerance): Mismatch[] {
  // A text that is no number describes something.
  if (typeof expected === 'string' && got === expected) return [];
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
    return found(compareArrays(name, value, expected, atFloat32(expected, tolerance)));
  }
  if (Array.isArray(expected))
    return expected.flatMap((one, i) => checkFinal(`${name}[${i}]`, (got as Final[])[i] ?? null, one, tolerance));
  return Object.entries(expected).flatMap(([key, one]) =>
    checkFinal(`${name}.${key}`, (got as Record<string, Final>)[key] ?? null, one as Json, tolerance)
  );
}

/** Elements of a float32 result are as exact as its largest one. */
function atFloat32(expected: Json, { rtol, atol }: Tolerance): Tolerance {
  if (!isArrayJson(expected) || !isObject(expected) || expected['dtype'] !== 'float32' || rtol < 1e-6)
    return { rtol, atol };
  const largest = Math.max(...(expected['data'] as Json[]).map((one) => Math.abs(numberOf(one))), 0);
  return { rtol, atol: Math.max(atol, rtol * largest) };
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
  spread: Json | undefined,
  otherwise: Tolerance
): Mismatch[] {
  return Object.entries(expected).flatMap(([name, curve]) => {
    const values = got[name];
    if (values === undefined || !isObject(curve)) return [mismatch(`curve ${name}`, -1, 'not computed', 'a curve')];
    if (values.length !== curve['length'])
      return [mismatch(`length of ${name}`, -1, String(values.length), text(curve['length']))];
    const index = (curve['index'] as number[] | undefined) ?? values.map((_, i) => i);
    const chosen = stack(index.map((i) => values[i]!));
    const tolerance = isObject(spread) ? curveTolerance(spread[name]) : otherwise;
    return found(compareArrays(`curve ${name}`, chosen, curve['values'], tolerance, false));
  });
}

function dtypeOfCurve(curve: Json): Json {
  const values = isObject(curve) ? curve['values'] : null;
  return isObject(values) ? (values['dtype'] ?? null) : null;
}

/** 100 times what other matrix kernels change, not below 1e-6; small values count as at least 1e-3. */
function curveTolerance(spread: Json | undefined): Tolerance {
  const other = isObject(spread) && typeof spread['other_blas'] === 'number' ? spread['other_blas'] : 0;
  const rtol = Math.max(1e-6, 100 * other);
  return { rtol, atol: rtol * 1e-3 };
}
