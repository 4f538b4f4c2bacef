/**
 * How much of a node is written at a zoom: text that nobody can read is left out, values before names. Pure.
 * Not here: drawing (`node-shapes.ts`).
 */
import { FONT } from './elements.ts';

export interface Detail {
  names: boolean;
  /** Values, gradients, shapes and counts. */
  values: boolean;
}

/** Pixels on the screen below which a name, and a value, cannot be read. */
const READABLE = { name: 5, value: 7 } as const;

export function detailAt(zoom: number): Detail {
  return { names: zoom * FONT.name >= READABLE.name, values: zoom * FONT.longValue >= READABLE.value };
}
