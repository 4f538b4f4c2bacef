/** Where the nodes of the branching graph stand, and the arrows between them. Pure. */
import type { FunctionName, VariableName } from './visits.ts';

export type Place = readonly [x: number, y: number];
export const VARIABLE_PLACES: Readonly<Record<VariableName, Place>> = {
  x: [32, 222],
  a: [172, 222],
  b: [312, 122],
  c: [312, 322],
  y: [452, 222]
};
export const FUNCTION_PLACES: Readonly<Record<FunctionName, Place>> = {
  A: [102, 222],
  B: [242, 122],
  C: [242, 322],
  D: [382, 222]
};

/** Radius of a variable, half the side of a function. */
export const R = 25;
export const HALF = 24;

/** How far it is from the middle of a node to its border and a little more, in a direction. */
const border = (square: boolean, dx: number, dy: number) =>
  3 + (square ? HALF / Math.max(Math.abs(dx), Math.abs(dy)) : R);

/** Between a function (square) and a variable (round), from border to border. */
export function link(func: Place, variable: Place, direction: 'from' | 'to'): string {
  const [fx, fy] = func;
  const [vx, vy] = variable;
  const length = Math.hypot(vx - fx, vy - fy);
  const [dx, dy] = [(vx - fx) / length, (vy - fy) / length];
  const [atFunc, atVariable] = [border(true, dx, dy), border(false, dx, dy)];
  const ends = [`${fx + dx * atFunc} ${fy + dy * atFunc}`, `${vx - dx * atVariable} ${vy - dy * atVariable}`];
  return `M${(direction === 'from' ? ends : ends.toReversed()).join('L')}`;
}
