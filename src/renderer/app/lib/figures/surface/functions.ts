/**
 * The three test functions of step 24 in plain numbers, with their gradients in closed form, and how to read a map of them:
 * where it is cut off, where its lowest place is, at which heights its lines run. Pure.
 */

export type Point = readonly [x: number, y: number];

export interface TestFunction {
  f: (x: number, y: number) => number;
  /** (∂z/∂x, ∂z/∂y). */
  gradient: (x: number, y: number) => Point;
  /** The map shows x and y from −half to half. */
  half: number;
  minimum: { at: Point; value: number };
  /** Heights of the lowest and the highest line above the minimum. */
  lines: readonly [lowest: number, highest: number];
}

/** Goldstein-Price is a product u · v of these two, with the inner squares and their factors p and q. */
function goldsteinParts(x: number, y: number): { u: number; v: number; du: Point; dv: Point } {
  const s = x + y + 1;
  const p = 19 - 14 * x + 3 * x ** 2 - 14 * y + 6 * x * y + 3 * y ** 2;
  const dp = -14 + 6 * x + 6 * y;
  const d = 2 * x - 3 * y;
  const q = 18 - 32 * x + 12 * x ** 2 + 48 * y - 36 * x * y + 27 * y ** 2;
  const both = 2 * s * p + s ** 2 * dp;
  return {
    u: 1 + s ** 2 * p,
    v: 30 + d ** 2 * q,
    du: [both, both],
    dv: [4 * d * q + d ** 2 * (-32 + 24 * x - 36 * y), -6 * d * q + d ** 2 * (48 - 36 * x + 54 * y)]
  };
}

export const FUNCTIONS = {
  sphere: {
    f: (x, y) => x ** 2 + y ** 2,
    gradient: (x, y) => [2 * x, 2 * y],
    half: 2,
    minimum: { at: [0, 0], value: 0 },
    lines: [0.02, 6]
  },
  matyas: {
    f: (x, y) => 0.26 * (x ** 2 + y ** 2) - 0.48 * x * y,
    gradient: (x, y) => [0.52 * x - 0.48 * y, 0.52 * y - 0.48 * x],
    half: 4,
    minimum: { at: [0, 0], value: 0 },
    lines: [0.02, 12]
  },
  'goldstein-price': {
    f(x, y) {
      const { u, v } = goldsteinParts(x, y);
      return u * v;
    },
    gradient(x, y) {
      const { u, v, du, dv } = goldsteinParts(x, y);
      return [du[0] * v + u * dv[0], du[1] * v + u * dv[1]];
    },
    half: 2,
    minimum: { at: [0, -1], value: 3 },
    lines: [3, 400_000]
  }
} as const satisfies Readonly<Record<string, TestFunction>>;

export type FunctionName = keyof typeof FUNCTIONS;
export const FUNCTION_NAMES = ['sphere', 'matyas', 'goldstein-price'] as const satisfies readonly FunctionName[];

/** Heights at which lines run, evenly spaced on a log scale above the minimum. */
export function levels({ minimum, lines }: TestFunction, count: number): number[] {
  const [lowest, highest] = lines;
  return Array.from({ length: count }, (_, i) => minimum.value + lowest * (highest / lowest) ** (i / (count - 1)));
}

/** Values in the middles of size × size squares over the map, row by row from the top, as d3-contour wants them. */
export function grid({ f, half }: TestFunction, size: number): number[] {
  const at = (i: number) => ((i + 0.5) / size) * 2 * half - half;
  return Array.from({ length: size * size }, (_, i) => f(at(i % size), -at(Math.floor(i / size))));
}

/** Compass of eight: 0 is to the right, 2 upwards, 4 to the left; null where there is no direction. */
export function octant([dx, dy]: Point): number | null {
  // A gradient this small is rounding: the places where it is 0 can be reached exactly.
  if (Math.hypot(dx, dy) < 1e-9) return null;
  return (Math.round(Math.atan2(dy, dx) / (Math.PI / 4)) + 8) % 8;
}

/** A place on the map, with two decimals, so that keyboard and pointer reach the same places. */
export function onMap({ half }: TestFunction, [x, y]: Point): Point {
  const put = (value: number) => Math.round(Math.min(half, Math.max(-half, value)) * 100) / 100 + 0;
  return [put(x), put(y)];
}
