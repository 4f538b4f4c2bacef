/**
 * The parameters of a layer or model as a file, in the format of the reference's save_weights: a compressed .npz with
 * one array per parameter, named by its path ('l1/W'). Files go both ways between here and Python.
 * Not here: what else a training needs to go on (state.ts).
 */
import { EngineError, ShapeError } from '../core/errors.ts';
import type { Parameter } from '../core/parameter.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { shapeText } from '../ndarray/shape.ts';
import { readNpz, writeNpz } from './npz.ts';

type Params = Readonly<Record<string, Parameter>>;

/** The bytes of a weights file. */
export function packWeights(params: Params): Uint8Array {
  return writeNpz(weightsOf('saveWeights', params));
}

/** Puts the arrays of a weights file into parameters; all are checked before the first is changed. */
export function unpackWeights(params: Params, bytes: Uint8Array): void {
  unpackArrays('loadWeights', params, readNpz(bytes, {}, 'loadWeights'));
}

/** The arrays of parameters by name; an error for one that has no values yet. */
export function weightsOf(op: string, params: Params): Map<string, NDArray> {
  const arrays = new Map<string, NDArray>();
  for (const [name, param] of Object.entries(params)) {
    const data = param.data as NDArray | null;
    if (data === null)
      throw new EngineError(
        'state',
        `${op}: '${name}' has no values yet; call the model once, so that it knows the size of its input.`
      );
    arrays.set(name, data);
  }
  return arrays;
}

export function unpackArrays(op: string, params: Params, arrays: ReadonlyMap<string, NDArray>): void {
  const found = Object.entries(params).map(([name, param]) => {
    const array = arrays.get(name);
    if (array === undefined)
      throw new EngineError(
        'io',
        `${op}: the file has no '${name}'; it has ${listed([...arrays.keys()])}. Is it of another model?`
      );
    const data = param.data as NDArray | null;
    if (data !== null && shapeText(data.shape) !== shapeText(array.shape))
      throw new ShapeError(
        op,
        `'${name}' has shape ${shapeText(array.shape)} in the file and ${shapeText(data.shape)} in the model.`,
        [array.shape, data.shape]
      );
    return { param, array };
  });
  for (const { param, array } of found) param.data = array;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => `'${name}'`);
  return names.length === 0
    ? 'no arrays'
    : shown.join(', ') + (names.length > 8 ? `, and ${names.length - 8} more` : '');
}
