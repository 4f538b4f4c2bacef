/**
 * The same chain dy/db · db/da · da/dx multiplied from the output or from the input: which matrices there are after each
 * product, and how many multiplications of numbers it took. Pure; the entries themselves do not matter.
 */

export const LINKS = ['y', 'b', 'a', 'x'] as const;
export type Link = (typeof LINKS)[number];
/** How many numbers each of them holds. */
export type Sizes = Readonly<Record<Link, number>>;
export type Direction = 'output' | 'input';

/** The Jacobian of `of` by `by`: a row for each number of `of`, a column for each of `by`. */
export interface Jacobian {
  of: Link;
  by: Link;
  rows: number;
  columns: number;
  /** It came out of a product. */
  product: boolean;
}

export interface Stage {
  factors: readonly Jacobian[];
  /** Multiplications of each product so far. */
  costs: readonly number[];
  /** The first of the two that are multiplied next; null when there is one left. */
  next: number | null;
}

/** How many products a chain of three takes. */
export const PRODUCTS = 2;

/** The chain before the first product, between the two, and after the second. */
export function stagesOf(sizes: Sizes, direction: Direction): Stage[] {
  const jacobian = (of: Link, by: Link): Jacobian => ({
    of,
    by,
    rows: sizes[of],
    columns: sizes[by],
    product: false
  });
  let factors = [jacobian('y', 'b'), jacobian('b', 'a'), jacobian('a', 'x')];
  let costs: number[] = [];
  const stages: Stage[] = [];
  for (let done = 0; done <= PRODUCTS; done++) {
    const next = done === PRODUCTS ? null : direction === 'output' ? 0 : factors.length - 2;
    stages.push({ factors, costs, next });
    const [left, right] = next === null ? [] : factors.slice(next, next + 2);
    if (next === null || !left || !right) break;
    costs = [...costs, left.rows * left.columns * right.columns];
    const joined: Jacobian = { ...jacobian(left.of, right.by), product: true };
    factors = [...factors.slice(0, next), joined, ...factors.slice(next + 2)];
  }
  return stages;
}

export const total = (costs: readonly number[]): number => costs.reduce((sum, cost) => sum + cost, 0);
