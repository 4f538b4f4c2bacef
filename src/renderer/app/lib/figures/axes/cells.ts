/** Where the elements of a small array stand when its axes are unfolded: columns to the right, rows down, matrices back. Pure. */

export interface Cell {
  /** The element's index, outermost axis first; '' in a scalar. */
  index: string;
  value: number;
  x: number;
  y: number;
}

export const SIZE = 46;
/** How far the next matrix of a tensor is drawn back, right and up. */
const BACK = { x: 66, y: -52 } as const;

/** Shapes of the four steps: nothing, a row, rows, matrices behind each other. */
export const SHAPES: readonly (readonly number[])[] = [[], [3], [2, 3], [2, 2, 3]];

/** The elements of an array of that shape, numbered from 1, those farther back first. */
export function cellsOf(shape: readonly number[]): Cell[] {
  const [matrices = 1, rows = 1, columns = 1] = [...Array<undefined>(3 - shape.length).fill(undefined), ...shape];
  const cells: Cell[] = [];
  for (let m = matrices - 1; m >= 0; m--)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        cells.push({
          index: [m, row, column].slice(3 - shape.length).join(', '),
          value: (m * rows + row) * columns + column + 1,
          x: column * SIZE + m * BACK.x,
          y: row * SIZE + m * BACK.y
        });
  return cells;
}
