/**
 * A whole training as the bytes of an .npz file: parameters ('params/l1/W'), what the optimizer remembers
 * ('optimizer/velocity/l1/W') and the random generator ('random/key'), so that it goes on as if it had never stopped.
 * Not here: parameters alone, in the reference's format (weights.ts); checkpoints of runs, which the app keeps.
 */
import { EngineError } from '../core/errors.ts';
import type { Layer } from '../layers/layer.ts';
import { array } from '../ndarray/create.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { random, type RandomState } from '../ndarray/random.ts';
import type { Optimizer, OptimizerState } from '../optimizers/optimizer.ts';
import { readNpz, writeNpz } from './npz.ts';
import { unpackArrays, weightsOf } from './weights.ts';

/** What a training consists of. */
export interface Training {
  model: Layer;
  optimizer?: Optimizer | null;
  /** The generator; the global one unless said otherwise. */
  generator?: RandomState;
}

const STATE_WORDS = 624;

/**
 * A training as the bytes of an .npz file. EngineError where a parameter has no values yet.
 * @example
 * const model = new L.Linear(1, { inSize: 2 });
 * const names = [...io.readNpz(io.saveState({ model })).keys()];
 * names; // => ['params/W', 'params/b', 'random/key', 'random/position', 'random/gauss']
 */
export function saveState({ model, optimizer = null, generator = random }: Training): Uint8Array {
  const arrays = new Map<string, NDArray>();
  const put = (part: string, values: Iterable<readonly [string, NDArray | number]>): void => {
    for (const [name, value] of values)
      arrays.set(`${part}/${name}`, typeof value === 'number' ? NDArray.scalar(value) : value);
  };
  put('params', weightsOf('saveState', model.flattenParams()));
  if (optimizer !== null) put('optimizer', Object.entries(optimizer.state()));
  const { key, position, gauss } = generator.getState();
  // NaN stands for no second normal number waiting.
  put('random', Object.entries({ key: array(key), position, gauss: gauss ?? NaN }));
  return writeNpz(arrays);
}

/**
 * Puts the bytes of saveState back into a model, its optimizer and the random generator. EngineError or ShapeError
 * where they are of another model; parameters are checked before the first is changed.
 * @example
 * const model = new L.Linear(1, { inSize: 2 });
 * const bytes = io.saveState({ model });
 * const next = random.rand().item();
 * io.loadState(bytes, { model });
 * random.rand().item() === next; // => true
 */
export function loadState(bytes: Uint8Array, { model, optimizer = null, generator = random }: Training): void {
  const arrays = readNpz(bytes, {}, 'loadState');
  const part = (name: string): [string, NDArray][] =>
    [...arrays]
      .filter(([key]) => key.startsWith(`${name}/`))
      .map(([key, value]) => [key.slice(name.length + 1), value]);
  const drawn = Object.fromEntries(part('random')) as Readonly<Record<string, NDArray | undefined>>;
  const { key, position, gauss } = drawn;
  const words = key?.toFlat() ?? [];
  const at = position?.item() ?? -1;
  const whole = (value: number, end: number): boolean => Number.isInteger(value) && value >= 0 && value < end;
  if (words.length !== STATE_WORDS || !words.every((one) => whole(one, 2 ** 32)) || !whole(at, STATE_WORDS + 1))
    throw new EngineError('io', 'loadState: this file holds no state of a random generator; saveState writes one.');
  const state: OptimizerState = {};
  for (const [name, value] of part('optimizer'))
    state[name] = value.ndim === 0 && !name.includes('/') ? value.item() : value;
  unpackArrays('loadState', model.flattenParams(), new Map(part('params')));
  optimizer?.loadState(state);
  const kept = gauss?.item() ?? NaN;
  generator.setState({ key: words, position: at, gauss: Number.isNaN(kept) ? null : kept });
}
