/**
 * Writes `tiles.as.ts`: the micro-kernels of matrix products, one template for all tile shapes and both kinds of float.
 * Which shape is fastest depends on the set of instructions and on the engine, so the module has several and
 * `tournament.ts` chooses. All of them add an element's products in order of k, one by one, so the choice never changes
 * a bit. Not here: packing and blocking (`pack.as.ts`, `matmul.as.ts`).
 */

/**
 * Rows and columns of float32 (float64 has half as many columns), and how the rows' elements are spread over a vector: by
 * loads that repeat one element, or, `lanes`, by one load for four rows whose lanes are then repeated. V8 hands out 15
 * registers: see docs/kernels.md. Where it must check the bounds of each load, as in Electron's utility processes, it
 * makes all loads of a turn first, so shapes with few loads are faster there.
 */
export const SHAPES = [
  { rows: 6, columns: 8, lanes: false },
  { rows: 5, columns: 8, lanes: false },
  { rows: 4, columns: 8, lanes: false },
  { rows: 3, columns: 12, lanes: false },
  { rows: 2, columns: 16, lanes: false },
  { rows: 5, columns: 8, lanes: true },
  { rows: 4, columns: 8, lanes: true }
];

const nameOf = ({ bits, lanes }, shape) =>
  `${bits}x${shape.rows}x${(shape.columns / 4) * lanes}${shape.lanes ? 'l' : ''}`;

/** What differs between float32 and float64; `madd` is fused for float32 in the relaxed set, and never for float64. */
const FLOATS = [
  { bits: 32, type: 'f32', lanes: 4, zero: 'f32x4.splat(0)', madd: (a, b, c) => `madd(${a}, ${b}, ${c})` },
  {
    bits: 64,
    type: 'f64',
    lanes: 2,
    zero: 'f64x2.splat(0)',
    madd: (a, b, c) => `f64x2.add(f64x2.mul(${a}, ${b}), ${c})`
  }
];

const range = (count) => Array.from({ length: count }, (_, i) => i);
const join = (items, text, between = '\n') => items.map(text).join(between);

export function tilesSource() {
  return [
    '// Made by scripts/lib/tiles.mjs.',
    "import { madd } from './set.as';",
    ...FLOATS.flatMap((float) => [
      ...SHAPES.flatMap((one) => {
        const shape = { rows: one.rows, vectors: one.columns / 4, byLanes: one.lanes, name: nameOf(float, one) };
        return [tile(float, shape), block(float, shape)];
      }),
      move(float),
      blockOf(float)
    ]),
    `export function tileRows(shape: i32): i32 { ${join(SHAPES, ({ rows }, i) => `if (shape == ${i}) return ${rows};`, ' ')} return 0; }`,
    `export function tileColumns(shape: i32): i32 { ${join(SHAPES, ({ columns }, i) => `if (shape == ${i}) return ${columns};`, ' ')} return 0; }`
  ].join('\n\n');
}

/**
 * C (+)= A · B of one full tile. a: for each k the elements of its rows; b: for each k those of its columns; `row`: bytes
 * from a row of C to the next; `accumulate`: 0 writes C, 1 goes on with the sums that C has, 2 adds the product to C.
 * One k a turn: unrolled, the optimiser nests the sums and runs out of registers.
 */
function tile(float, { rows, vectors, byLanes, name }) {
  const { bits, type, lanes, zero, madd } = float;
  const sums = range(rows).flatMap((i) => range(vectors).map((j) => [i, j, `s${i}${j}`]));
  const bytes = bits / 8;
  return `function tile${name}(a: usize, b: usize, c: usize, row: usize, k: i32, accumulate: i32): void {
  const c0 = c;
${join(range(rows).slice(1), (i) => `  const c${i} = c${i - 1} + row;`)}
${join(sums, ([, , s]) => `  let ${s} = ${zero};`)}
  if (accumulate == 1) {
${join(sums, ([i, j, s]) => `    ${s} = v128.load(c${i}, ${16 * j});`)}
  }
  for (const end = b + <usize>k * ${vectors * 16}; b < end; b += ${vectors * 16}, a += ${rows * bytes}) {
${join(range(vectors), (j) => `    const b${j} = v128.load(b, ${16 * j});`)}
    let x: v128;
${join(
  range(rows),
  (i) =>
    `${spread(float, rows, byLanes, i)}\n` +
    join(range(vectors), (j) => `    s${i}${j} = ${madd('x', `b${j}`, `s${i}${j}`)};`)
)}
  }
  if (accumulate == 2) {
${join(sums, ([i, j, s]) => `    ${s} = ${type}x${lanes}.add(v128.load(c${i}, ${16 * j}), ${s});`)}
  }
${join(sums, ([i, j, s]) => `  v128.store(c${i}, ${s}, ${16 * j});`)}
}`;
}

/** Puts the element of row `i` into all lanes of x. */
function spread({ bits, type, lanes }, rows, byLanes, i) {
  const first = i - (i % lanes);
  if (!byLanes || first + lanes > rows) return `    x = v128.load_splat<${type}>(a, ${(i * bits) / 8});`;
  const bytes = range(16).map((at) => ((i - first) * bits) / 8 + (at % (bits / 8)));
  const load = i === first ? `    const a${i} = v128.load(a, ${(i * bits) / 8});\n` : '';
  return `${load}    x = i8x16.shuffle(a${first}, a${first}, ${bytes.join(', ')});`;
}

/**
 * C (+)= A · B of m x n elements, from packed panels of k: each panel of B stays in the nearest cache while all panels
 * of A pass. Tiles that stick out over C's edge are computed in \`spare\`, which has room for one tile.
 */
function block({ bits, lanes }, { rows, vectors, name }) {
  const bytes = bits / 8;
  const columns = vectors * lanes;
  return `function block${name}(a: usize, b: usize, c: usize, row: usize, m: i32, n: i32, k: i32, accumulate: i32, spare: usize): void {
  const stepA: usize = <usize>k * ${rows * bytes};
  const stepB: usize = <usize>k * ${columns * bytes};
  for (let j = 0; j < n; j += ${columns}, b += stepB, c += ${columns * bytes}) {
    const width = min(n - j, ${columns});
    let pa = a;
    let pc = c;
    for (let i = 0; i < m; i += ${rows}, pa += stepA, pc += row * ${rows}) {
      const height = min(m - i, ${rows});
      if (width == ${columns} && height == ${rows}) {
        tile${name}(pa, b, pc, row, k, accumulate);
        continue;
      }
      const size: usize = <usize>width * ${bytes};
      if (accumulate) for (let l: usize = 0; l < <usize>height; l++) move${bits}(spare + l * ${columns * bytes}, pc + l * row, size);
      tile${name}(pa, b, spare, ${columns * bytes}, k, accumulate);
      for (let l: usize = 0; l < <usize>height; l++) move${bits}(pc + l * row, spare + l * ${columns * bytes}, size);
    }
  }
}`;
}

/** A few elements, for which memory.copy, a call out of WebAssembly, takes too long. */
function move({ bits, type }) {
  return `@inline
function move${bits}(to: usize, from: usize, size: usize): void {
  for (const end = from + size; from < end; from += ${bits / 8}, to += ${bits / 8}) store<${type}>(to, load<${type}>(from));
}`;
}

/** The block of a shape by its number. */
function blockOf({ bits, lanes }) {
  const parameters = 'a: usize, b: usize, c: usize, row: usize, m: i32, n: i32, k: i32, accumulate: i32, spare: usize';
  return `export function block${bits}(shape: i32, ${parameters}): void {
  switch (shape) {
${join(SHAPES, (shape, i) => `    case ${i}: block${nameOf({ bits, lanes }, shape)}(a, b, c, row, m, n, k, accumulate, spare); return;`)}
  }
}`;
}
