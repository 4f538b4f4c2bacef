/**
 * Whether a run that repeats another gave the same curves: the same bits, the same within CLOSE, or where they part.
 * Times are no part of it. Pure; not here: reading curves, keeping the verdict.
 */
import type { Curve, Verdict } from '@ipc/runs.ts';

/** Relative difference up to which two values count as equal. */
export const CLOSE = 1e-5;

type Columns = Pick<Curve, 'name' | 'step' | 'value'>;

/** @param was curves of the original, all rows; @param is those of the repetition */
export function verdictOf(was: readonly Columns[], is: readonly Columns[]): Verdict {
  if (was.length === 0 && is.length === 0) return { kind: 'nothing' };
  const names = [...new Set([...was, ...is].map(({ name }) => name))].sort();
  let largest = 0;
  let identical = true;
  let parting: Extract<Verdict, { kind: 'differs' }> | null = null;
  let end: Extract<Verdict, { kind: 'shorter' }> | null = null;
  for (const name of names) {
    const [a, b] = [was, is].map((curves) => curves.find((curve) => curve.name === name) ?? NONE);
    const both = Math.min(a?.value.length ?? 0, b?.value.length ?? 0);
    for (let i = 0; i < both; i++) {
      const [x, y] = [a?.value[i] ?? NaN, b?.value[i] ?? NaN];
      const step = a?.step[i] ?? 0;
      const sameStep = step === b?.step[i];
      if (sameStep && Object.is(x, y)) continue;
      identical = false;
      const difference = sameStep ? relative(x, y) : Infinity;
      if (difference <= CLOSE) largest = Math.max(largest, difference);
      else {
        if (!parting || step < parting.step) parting = { kind: 'differs', name, step, was: x, is: y };
        break;
      }
    }
    const longer = (a?.value.length ?? 0) > both ? a : (b?.value.length ?? 0) > both ? b : null;
    const step = longer?.step[both];
    if (step !== undefined && (!end || step < end.step)) end = { kind: 'shorter', name, step };
  }
  if (parting && (!end || parting.step <= end.step)) return parting;
  if (end) return end;
  return identical ? { kind: 'identical' } : { kind: 'close', difference: largest };
}

const NONE: Columns = { name: '', step: [], value: [] };

/** NaN against a number, or a finite value against an infinite one, differ by all there is. */
function relative(x: number, y: number): number {
  if (x === y) return 0;
  const difference = Math.abs(x - y) / Math.max(Math.abs(x), Math.abs(y));
  return Number.isFinite(difference) ? difference : Infinity;
}
