/**
 * What the functions' own rules say about one element of a gradient: gx[element] = sum of gy[k] * factor over k.
 *
 * A rule is a candidate only. Whoever uses it compares the sum with the contribution that was recorded, so that a
 * learner's function that does something else is never explained by a rule it does not follow. Functions go by their
 * names, as the learner's own ones do. Not here: where the numbers come from (why-gradient.ts).
 */
import type { ValueSnapshot } from '@engine/trace/events.ts';
import { broadcastIndex, coordinates, sizeOf } from './elements-of.ts';

/** One term: the element of the output's gradient, and the local derivative it is multiplied by. */
export interface Factor {
  element: number;
  factor: number;
}

export interface Asked {
  inputs: readonly ValueSnapshot[];
  output: ValueSnapshot;
  /** Which input. */
  slot: number;
  element: number;
}

type Rule = (asked: Asked) => (Factor[] | null)[];

/** Functions that work element by element: the derivative of an element is contribution / upstream. */
const ELEMENTWISE: ReadonlySet<string> = new Set(
  'add sub mul div neg pow square exp log sin cos tanh sigmoid relu leakyrelu clip dropout'.split(' ')
);

export const isElementwise = (name: string): boolean => ELEMENTWISE.has(plain(name));

/** All candidates, likeliest first. */
export function candidates(name: string, asked: Asked): Factor[][] {
  const found = RULES[plain(name)]?.(asked) ?? [];
  return found.filter((one): one is Factor[] => one !== null && one.length > 0);
}

/** The derivative that a function of one number should have, by its name; null where it cannot be known. */
export function expectedDerivative(name: string, asked: Asked): number | null {
  const [x, y] = [asked.inputs[0]?.values?.[0], asked.output.values?.[0]];
  if (x === undefined || y === undefined || sizeOf(asked.output) !== 1) return null;
  if (asked.inputs.some((input) => sizeOf(input) !== 1)) return null;
  const unary = UNARY[plain(name)];
  if (unary) return unary(x, y);
  return candidates(name, asked)[0]?.[0]?.factor ?? null;
}

const plain = (name: string): string => name.toLowerCase().replaceAll('_', '');

const UNARY: Readonly<Record<string, (x: number, y: number) => number>> = {
  square: (x) => 2 * x,
  exp: (_, y) => y,
  log: (x) => 1 / x,
  sin: (x) => Math.cos(x),
  cos: (x) => -Math.sin(x),
  tanh: (_, y) => 1 - y * y,
  sigmoid: (_, y) => y * (1 - y),
  neg: () => -1
};

/** Two arrays that are broadcast against each other. */
const binary =
  (derivative: (slot: number, a: number, b: number) => number): Rule =>
  ({ inputs: [a, b], output, slot, element }) => {
    if (!a?.values || !b?.values) return [];
    const own = slot === 0 ? a : b;
    const found: Factor[] = [];
    for (let k = 0; k < sizeOf(output); k++) {
      if (broadcastIndex(k, output.shape, own.shape) !== element) continue;
      const left = a.values[broadcastIndex(k, output.shape, a.shape)] ?? NaN;
      const right = b.values[broadcastIndex(k, output.shape, b.shape)] ?? NaN;
      found.push({ element: k, factor: derivative(slot, left, right) });
    }
    return [found];
  };

const matmul: Rule = ({ inputs: [x, w], output, slot, element }) => {
  if (x?.shape.length !== 2 || w?.shape.length !== 2 || !x.values || !w.values || output.shape.length !== 2) return [];
  const [rows = 0, columns = 0] = output.shape;
  const inner = x.shape[1] ?? 0;
  if (slot === 0) {
    const [row, column] = coordinates(element, x.shape);
    return [range(columns, (k) => ({ element: row * columns + k, factor: w.values?.[column * columns + k] ?? NaN }))];
  }
  if (slot !== 1) return [];
  const [row, column] = coordinates(element, w.shape);
  return [range(rows, (k) => ({ element: k * columns + column, factor: x.values?.[k * inner + row] ?? NaN }))];
};

const linear: Rule = (asked) => {
  if (asked.slot < 2) return matmul(asked);
  const [rows = 0, columns = 0] = asked.output.shape;
  return [range(rows, (k) => ({ element: k * columns + asked.element, factor: 1 }))];
};

/** A sum over some axes, with the axes kept or not: which ones is not recorded, so each is tried. */
const reduction =
  (factor: (terms: number) => number): Rule =>
  ({ inputs: [x], output, element }) => {
    if (!x) return [];
    const terms = sizeOf(x) / Math.max(sizeOf(output), 1);
    if (sizeOf(output) === 1) return [[{ element: 0, factor: factor(terms) }]];
    const place = coordinates(element, x.shape).slice(0, x.shape.length);
    return x.shape.map((_, axis) => {
      const rest = x.shape.filter((__, other) => other !== axis);
      if (String(rest) !== String(output.shape.filter((length, at) => !(at === axis && length === 1)))) return null;
      const kept = place.filter((__, other) => other !== axis);
      return [{ element: flatIndex(kept, rest), factor: factor(terms) }];
    });
  };

const broadcastTo: Rule = ({ inputs: [x], output, element }) => {
  if (!x) return [];
  const all = range(sizeOf(output), (k) => ({ element: k, factor: 1 }));
  return [all.filter((one) => broadcastIndex(one.element, output.shape, x.shape) === element)];
};

const sumTo: Rule = ({ inputs: [x], output, element }) =>
  x ? [[{ element: broadcastIndex(element, x.shape, output.shape), factor: 1 }]] : [];

/** The same elements in another shape. */
const same: Rule = ({ element }) => [[{ element, factor: 1 }]];

const transpose: Rule = ({ inputs: [x], output, element }) => {
  if (!x) return [];
  const place = coordinates(element, x.shape).slice(0, x.shape.length).reverse();
  return [[{ element: flatIndex(place, output.shape), factor: 1 }]];
};

const RULES: Readonly<Record<string, Rule>> = {
  add: binary(() => 1),
  sub: binary((slot) => (slot === 0 ? 1 : -1)),
  mul: binary((slot, a, b) => (slot === 0 ? b : a)),
  div: binary((slot, a, b) => (slot === 0 ? 1 / b : -a / (b * b))),
  matmul,
  linear,
  sum: reduction(() => 1),
  mean: reduction((terms) => 1 / terms),
  broadcastto: broadcastTo,
  sumto: sumTo,
  reshape: same,
  expanddims: same,
  transpose
};

function range(length: number, make: (k: number) => Factor): Factor[] {
  return Array.from({ length }, (_, k) => make(k));
}

function flatIndex(place: readonly number[], shape: readonly number[]): number {
  return shape.reduce((index, length, axis) => index * length + (place[axis] ?? 0), 0);
}
