/**
 * A matrix in the workspace: copied there as it lies, with its steps, where its elements lie close together (rows,
 * columns, repeated or reversed ones alike), float32 as float32; otherwise gathered row by row.
 */
import type { TypedArray } from '../../../ndarray/dtype.ts';
import { copyIn, memory, type Workspace } from '../workspace.ts';

/** A matrix in an array; steps in elements, of any sign. */
export interface Matrix {
  readonly array: TypedArray;
  /** Of its first element. */
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
  readonly row: number;
  readonly column: number;
}

/** Where it comes to lie; steps in bytes. */
export interface Placed {
  /** Whether it lies there as float32 where float64 is wanted. */
  readonly wide: boolean;
  readonly address: number;
  readonly row: number;
  readonly column: number;
  /** To be called once the workspace is ready. */
  copy(): void;
}

/** Elements that lie between those of the matrix are copied too, if they are not more than its own. */
const GAPS = 2;

export function place({ array, offset, rows, columns, row, column }: Matrix, space: Workspace, size: 4 | 8): Placed {
  const lowest = offset + Math.min(0, row) * (rows - 1) + Math.min(0, column) * (columns - 1);
  const extent = Math.abs(row) * (rows - 1) + Math.abs(column) * (columns - 1) + 1;
  if (extent <= GAPS * rows * columns) {
    const own = array instanceof Float32Array ? 4 : size;
    const start = space.take(extent * own);
    return {
      wide: own !== size,
      address: start + (offset - lowest) * own,
      row: row * own,
      column: column * own,
      copy: () => {
        copyIn(start, array, lowest, lowest + extent, own);
      }
    };
  }
  const address = space.take(rows * columns * size);
  // Lines along the shorter step, so that neighbours are read together.
  const byRows = Math.abs(column) <= Math.abs(row);
  const [lines, line, count, step] = byRows ? [rows, row, columns, column] : [columns, column, rows, row];
  return {
    wide: false,
    address,
    row: byRows ? columns * size : size,
    column: byRows ? size : rows * size,
    copy: () => {
      for (let i = 0; i < lines; i++) {
        const from = offset + i * line;
        const at = address + i * count * size;
        if (step === 1) copyIn(at, array, from, from + count, size);
        else gather(size === 4 ? memory().float32 : memory().float64, at / size, array, from, step, count);
      }
    }
  };
}

function gather(
  to: Float32Array | Float64Array,
  at: number,
  array: TypedArray,
  from: number,
  step: number,
  count: number
): void {
  for (let i = 0; i < count; i++) to[at + i] = array[from + i * step] as number;
}
