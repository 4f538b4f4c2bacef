/** A single number as one of the three kinds of operands, and how lessons print it. Pure. */
import { shortNumber } from '../../charts/number-format.ts';
import type { Kind } from './asking.ts';

export interface Value {
  kind: Kind;
  value: number;
}

/** 6, 6.0 or variable(6.0). */
export function printed({ kind, value }: Value): string {
  if (kind === 'number') return shortNumber(value);
  const text = Number.isInteger(value) ? `${shortNumber(value)}.0` : shortNumber(value);
  return kind === 'array' ? text : `variable(${text})`;
}
