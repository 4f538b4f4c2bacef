/** Comparing what the engine computes with golden figures, at the tolerances of data/README.md and no wider. */
import { array } from '@engine/ndarray/create.ts';
import { isDType, type DType } from '@engine/ndarray/dtype.ts';
import { NDArray } from '@engine/ndarray/ndarray.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface Tolerance {
  rtol: number;
  atol: number;
}

export const EXACT: Tolerance = { rtol: 0, atol: 0 };
export const FLOAT64: Tolerance = { rtol: 1e-10, atol: 1e-12 };
export const HIGHER_ORDER: Tolerance = { rtol: 1e-8, atol: 1e-10 };
export const FLOAT32: Tolerance = { rtol: 1e-5, atol: 1e-6 };
export const NORMAL: Tolerance = { rtol: 1e-15, atol: 0 };

/** What differs first: where, what the engine has, what it should be. */
export interface Mismatch {
  what: string;
  index: number;
  got: string;
  expected: string;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArrayJson(value: Json | undefined): value is JsonObject {
  return isObject(value) && Array.isArray(value['shape']) && ('data' in value || 'rule' in value);
}

/** int64 is held as int32; other integer dtypes of the fixtures as well. '>f4' and the like name the same types. */
export function dtypeOf(name: Json | undefined): DType {
  if (isDType(name)) return name;
  const short = typeof name === 'string' ? name.replace(/^[<>|=]/, '') : '';
  if (short === 'f4') return 'float32';
  if (short === 'u1') return 'uint8';
  if (short === 'b1' || short === '?') return 'bool';
  return short.startsWith('f') ? 'float64' : 'int32';
}

/** For ids and messages. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value ?? null);
}

export function numberOf(value: Json | undefined): number {
  return typeof value === 'boolean' ? Number(value) : Number(value ?? NaN);
}

export function toArray(value: Json | undefined): NDArray {
  if (typeof value === 'number' || typeof value === 'string') return array(numberOf(value));
  if (!isArrayJson(value)) throw new Error(`not an array in the golden format: ${JSON.stringify(value)?.slice(0, 80)}`);
  const shape = value['shape'] as number[];
  const size = shape.reduce((a, b) => a * b, 1);
  const data = 'data' in value ? (value['data'] as Json[]) : Array.from({ length: size }, (_, i) => i);
  if (data.length !== size)
    throw new Error(`the golden array has ${data.length} elements for shape (${shape.join(', ')})`);
  const flat = data.map(numberOf);
  // Integers beyond int32 are held as float64.
  const named = dtypeOf(value['dtype']);
  const dtype = named === 'int32' && flat.some((one) => one > 2147483647 || one < -2147483648) ? 'float64' : named;
  return shape.length === 0 ? NDArray.scalar(flat[0]!, dtype) : array(flat, dtype).reshape(shape);
}

export function close(got: number, expected: number, { rtol, atol }: Tolerance): boolean {
  if (Object.is(got, expected) || got === expected) return true;
  if (!Number.isFinite(got) || !Number.isFinite(expected)) return false;
  return Math.abs(got - expected) <= atol + rtol * Math.abs(expected);
}

/** The first element that differs, or null; shape and dtype must be equal. */
export function compareArrays(
  what: string,
  got: NDArray | number,
  expected: Json | undefined,
  tolerance: Tolerance,
  checkDType = true
): Mismatch | null {
  const actual = typeof got === 'number' ? array(got) : got;
  const wanted = toArray(expected);
  if (actual.shape.join() !== wanted.shape.join())
    return mismatch(`${what}: shape`, -1, `(${actual.shape.join(', ')})`, `(${wanted.shape.join(', ')})`);
  if (checkDType && isObject(expected) && actual.dtype !== wanted.dtype)
    return mismatch(`${what}: dtype`, -1, actual.dtype, wanted.dtype);
  const a = actual.toFlat();
  const b = wanted.toFlat();
  for (let i = 0; i < b.length; i++)
    if (!close(a[i]!, b[i]!, tolerance)) return mismatch(what, i, String(a[i]), String(b[i]));
  return null;
}

export function mismatch(what: string, index: number, got: string, expected: string): Mismatch {
  return { what, index, got, expected };
}

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/g;

/** Printed lines: the same text, numbers at a relative 1e-10 (or at the given tolerance). */
export function compareLines(got: string, expected: string, tolerance = FLOAT64): boolean {
  if (got === expected) return true;
  if (got.replace(NUMBER, '#').replace(/\s+/g, ' ') !== expected.replace(NUMBER, '#').replace(/\s+/g, ' '))
    return false;
  const a = got.match(NUMBER) ?? [];
  const b = expected.match(NUMBER) ?? [];
  return a.length === b.length && a.every((one, i) => close(Number(one), Number(b[i]), tolerance));
}
