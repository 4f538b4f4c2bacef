/**
 * Walking over strided operands in row-major order of a common shape: axes that lie evenly one behind the other are
 * merged, the last one is left to a loop, the others are counted here. Not here: what is computed.
 */
import type { Shape } from '../../ndarray/shape.ts';

/** Called with the operands' first positions, the position in row-major order, the steps and the count. */
export type Row2 = (ia: number, sa: number, ib: number, sb: number, o: number, n: number) => void;

/** Visits rows of two operands that are read as `shape`. */
export function walk2(shape: Shape, a: Shape, offsetA: number, b: Shape, offsetB: number, row: Row2): void {
  const lengths: number[] = [];
  const stepsA: number[] = [];
  const stepsB: number[] = [];
  // From the last axis on: merge an axis into the one behind it where both operands allow it.
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] ?? 1;
    if (length === 0) return;
    if (length === 1) continue;
    const sa = a[axis] ?? 0;
    const sb = b[axis] ?? 0;
    const top = lengths.length - 1;
    const inner = lengths[top] ?? 0;
    if (top >= 0 && sa === (stepsA[top] ?? 0) * inner && sb === (stepsB[top] ?? 0) * inner)
      lengths[top] = inner * length;
    else {
      lengths.push(length);
      stepsA.push(sa);
      stepsB.push(sb);
    }
  }
  const n = lengths[0] ?? 1;
  const sa = stepsA[0] ?? 0;
  const sb = stepsB[0] ?? 0;
  const axes = lengths.length;
  if (axes <= 1) {
    row(offsetA, sa, offsetB, sb, 0, n);
    return;
  }
  const counts = new Array<number>(axes).fill(0);
  let ia = offsetA;
  let ib = offsetB;
  for (let o = 0; ; o += n) {
    row(ia, sa, ib, sb, o, n);
    let axis = 1;
    for (; axis < axes; axis++) {
      const length = lengths[axis] as number;
      const count = (counts[axis] as number) + 1;
      ia += stepsA[axis] as number;
      ib += stepsB[axis] as number;
      if (count < length) {
        counts[axis] = count;
        break;
      }
      ia -= (stepsA[axis] as number) * length;
      ib -= (stepsB[axis] as number) * length;
      counts[axis] = 0;
    }
    if (axis === axes) return;
  }
}

/** Visits rows of one operand. */
export function walk1(
  shape: Shape,
  strides: Shape,
  offset: number,
  row: (ia: number, sa: number, o: number, n: number) => void
): void {
  walk2(shape, strides, offset, strides, 0, (ia, sa, _ib, _sb, o, n) => row(ia, sa, o, n));
}
