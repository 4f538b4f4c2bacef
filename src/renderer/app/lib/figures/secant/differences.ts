/** Numerical derivatives of one function at one place, in plain numbers: what the two figures of step 4 draw. Pure. */

export type Scheme = 'forward' | 'central';

export interface Curve {
  f: (x: number) => number;
  /** Its derivative, exactly. */
  slope: (x: number) => number;
}

/** y = eˣ: bends enough for a secant to miss, gently enough to be drawn. */
export const EXP: Curve = { f: Math.exp, slope: Math.exp };

/** y = (exp(x²))², the composition of steps 3 to 9. */
export const COMPOSED: Curve = {
  f: (x) => Math.exp(x ** 2) ** 2,
  slope: (x) => 4 * x * Math.exp(2 * x ** 2)
};

/** The two places between which the slope is taken. */
export function places(x: number, h: number, scheme: Scheme): [number, number] {
  return scheme === 'forward' ? [x, x + h] : [x - h, x + h];
}

/** (f(x + h) - f(x)) / h, or (f(x + h) - f(x - h)) / 2h. */
export function difference({ f }: Curve, x: number, h: number, scheme: Scheme): number {
  const [from, to] = places(x, h, scheme);
  return (f(to) - f(from)) / (scheme === 'forward' ? h : 2 * h);
}
