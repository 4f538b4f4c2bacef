/**
 * The state of a training run as a checkpoint, and back: weights, optimizer, data order, random numbers. Arrays keep
 * their dtype, so that a run that was resumed gives the same numbers as one that never stopped.
 * Not here: when a checkpoint is taken (loop-checkpoints.ts), where it is kept.
 */
import { array } from '../engine/ndarray/create.ts';
import { allocate, type DType } from '../engine/ndarray/dtype.ts';
import { NDArray } from '../engine/ndarray/ndarray.ts';
import type { CheckpointArray, CheckpointData } from './cell-events.ts';
import { isVariableLike } from './shapes.ts';

/** What `run.steps` may be given; objects of the engine or of the learner's own. */
export interface Trained {
  model?: unknown;
  params?: unknown;
  optimizer?: unknown;
  loader?: unknown;
  /** A figure or anything else whose state belongs to the run: with `state()` and `loadState(state)`. */
  scene?: unknown;
}

/** Random numbers outside of what is trained: the default generator and `Math.random`. */
export interface RandomStates {
  read(): unknown;
  write(state: unknown): void;
}

/** A parameter, of the engine or of the learner's own. */
export interface Box {
  data: NDArray | null;
  grad?: unknown;
}

const VERSION = 1;
const PARTS = ['optimizer', 'loader', 'scene'] as const;

export function save(
  step: number,
  trained: Trained,
  random: RandomStates,
  reason: CheckpointData['reason'] = 'auto'
): CheckpointData {
  const arrays: CheckpointArray[] = [];
  for (const [name, box] of weightsOf(trained)) if (box.data) arrays.push(pack(`weights/${name}`, box.data));
  const parts: Record<string, unknown> = {};
  for (const part of PARTS) {
    const state = method(trained[part], 'state');
    if (state) parts[part] = strip(state(), part, arrays);
  }
  const state = JSON.stringify({ version: VERSION, random: strip(random.read(), 'random', arrays), ...parts });
  return { step, reason, arrays, state };
}

export function load(data: CheckpointData, trained: Trained, random: RandomStates): void {
  const state = JSON.parse(data.state) as Record<string, unknown>;
  if (state.version !== VERSION)
    throw new Error(`run.steps: the checkpoint is of version ${String(state.version)}; this app reads ${VERSION}.`);
  const arrays = new Map(data.arrays.map((one) => [one.name, one]));
  for (const [name, box] of weightsOf(trained)) {
    const found = arrays.get(`weights/${name}`);
    if (found) box.data = unpack(found);
    else if (box.data)
      throw new Error(`run.steps: the checkpoint has no weights '${name}'. Has the model changed since the run?`);
  }
  for (const part of PARTS) {
    const restore = method(trained[part], 'loadState');
    if (restore && part in state) restore(fill(state[part], arrays));
  }
  random.write(fill(state.random, arrays));
}

/** Whether there is anything that a checkpoint could hold. */
export const isResumable = (trained: Trained): boolean => weightsOf(trained).length > 0;

/** Parameters with their names: of the model's layers, or as they were given. */
export function weightsOf({ model, params }: Trained): [string, Box][] {
  const found: [string, Box][] = [];
  if (params !== undefined) collect(params, '', found);
  if (model !== undefined) {
    const list = method(model, 'flattenParams') ?? method(model, 'params');
    collect(list ? list() : model, '', found);
  }
  return found;
}

function collect(value: unknown, path: string, found: [string, Box][]): void {
  if (isVariableLike(value)) {
    if (!found.some(([, box]) => box === value)) found.push([path === '' ? '0' : path, value as Box]);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const into = (key: string | number): string => (path === '' ? String(key) : `${path}/${key}`);
  if (Array.isArray(value) && value.length === 2 && typeof value[0] === 'string')
    collect(value[1], into(value[0]), found);
  else if (value instanceof Map) for (const [key, item] of value) collect(item, into(String(key)), found);
  else if (Symbol.iterator in value) [...(value as Iterable<unknown>)].forEach((item, i) => collectItem(item, i));
  else
    for (const [key, item] of Object.entries(value))
      if (isVariableLike(item) || isList(item)) collect(item, into(key), found);

  function collectItem(item: unknown, i: number): void {
    const isPair = Array.isArray(item) && item.length === 2 && typeof item[0] === 'string';
    if (isPair) collect(item, path, found);
    else collect(item, into(i), found);
  }
}

const isList = (value: unknown): boolean => Array.isArray(value) || value instanceof Map;

function method(object: unknown, name: string): ((...values: unknown[]) => unknown) | null {
  if (typeof object !== 'object' || object === null) return null;
  const found = (object as Record<string, unknown>)[name];
  return typeof found === 'function' ? (found as (...values: unknown[]) => unknown).bind(object) : null;
}

function pack(name: string, value: NDArray): CheckpointArray {
  const elements = value.elements().slice();
  return {
    name,
    dtype: value.dtype,
    shape: [...value.shape],
    bytes: new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength)
  };
}

function unpack({ dtype, shape, bytes }: CheckpointArray): NDArray {
  const elements = allocate(
    dtype as DType,
    shape.reduce((a, b) => a * b, 1)
  );
  new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength).set(bytes);
  // A 0-d array is a plain number inside.
  return shape.length === 0 ? array(elements[0] ?? NaN, dtype as DType) : NDArray.wrap(elements, shape, dtype as DType);
}

type Marked = { $array: string } | { $number: string };

/** State as JSON: arrays go to `arrays` and leave their name; NaN and infinities leave their text. */
function strip(value: unknown, path: string, arrays: CheckpointArray[]): unknown {
  if (value instanceof NDArray) {
    arrays.push(pack(path, value));
    return { $array: path } satisfies Marked;
  }
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
    return { $number: Object.is(value, -0) ? '-0' : String(value) } satisfies Marked;
  if (ArrayBuffer.isView(value)) return strip([...(value as Uint32Array)], path, arrays);
  if (value instanceof Map) return strip(Object.fromEntries(value as Map<string, unknown>), path, arrays);
  if (Array.isArray(value)) return value.map((item, i) => strip(item, `${path}/${i}`, arrays));
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, strip(item, `${path}/${key}`, arrays)]));
}

function fill(value: unknown, arrays: ReadonlyMap<string, CheckpointArray>): unknown {
  if (Array.isArray(value)) return value.map((item) => fill(item, arrays));
  if (typeof value !== 'object' || value === null) return value;
  const { $array, $number } = value as { $array?: unknown; $number?: unknown };
  if (typeof $number === 'string') return Number($number);
  if (typeof $array === 'string') {
    const found = arrays.get($array);
    if (!found) throw new Error(`run.steps: the checkpoint lacks the array '${$array}'.`);
    return unpack(found);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, arrays)]));
}
