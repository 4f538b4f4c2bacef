/** Sizes that layers are made with. Not here: shapes of inputs, which the functions check. */
import { described } from '../core/described.ts';
import { ValueError } from '../core/errors.ts';

/** A whole number from 1; an error that names the layer for anything else. */
export function checkedSize(layer: string, what: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw new ValueError(layer, `${what} is a whole number from 1, not ${described(value)}.`);
}
