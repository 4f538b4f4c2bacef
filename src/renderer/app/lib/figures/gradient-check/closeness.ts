/**
 * What a gradient check of y = sin x sees at a few places: the derivative by a rule (a right one, or one with a mistake),
 * the central difference, and whether |a - b| <= atol + rtol · |b|. Plain numbers, pure. Not here: how it is drawn.
 */
import { difference, type Curve } from '../secant/differences.ts';

export interface Tolerance {
  atol: number;
  rtol: number;
}

export interface Element {
  x: number;
  /** What backward says. */
  analytic: number;
  /** The central difference. */
  numeric: number;
  /** |analytic - numeric|. */
  distance: number;
  /** atol + rtol · |numeric|. */
  allowed: number;
  within: boolean;
}

const SINE: Curve = { f: Math.sin, slope: Math.cos };
/** As in numericalDiff of the lessons. */
const H = 1e-4;

/** At π/2 the slope is 0: there only the absolute tolerance counts. */
export const PLACES: readonly number[] = [0.1, 0.5, 1, Math.PI / 2, 3];

/** 0.1, 1.571: as the picture and the sentence write a place. */
export const placeName = (x: number): string => String(Number(x.toPrecision(4)));

/** What somebody's backward computes, by its formula. The first is the right one. */
export const RULES = {
  'cos x': Math.cos,
  'x · cos x': (x: number) => x * Math.cos(x),
  '1 − x²/2': (x: number) => 1 - x ** 2 / 2,
  '1.0001 · cos x': (x: number) => 1.0001 * Math.cos(x)
} as const satisfies Record<string, (x: number) => number>;
export type Rule = keyof typeof RULES;
export const RIGHT: Rule = 'cos x';

export const isRule = (value: unknown): value is Rule => typeof value === 'string' && Object.hasOwn(RULES, value);

/** Every place with its verdict. */
export function compare(rule: Rule, { atol, rtol }: Tolerance): Element[] {
  return PLACES.map((x) => {
    const analytic = RULES[rule](x);
    const numeric = difference(SINE, x, H, 'central');
    const distance = Math.abs(analytic - numeric);
    const allowed = atol + rtol * Math.abs(numeric);
    return { x, analytic, numeric, distance, allowed, within: distance <= allowed };
  });
}
