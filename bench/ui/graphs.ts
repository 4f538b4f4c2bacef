/** Cells that make graphs of a known size, and the value that each must compute. */
import { F, Variable, nd } from '../../src/engine/index.ts';

export interface GraphCell {
  code: string;
  nodes: number;
  /** What the cell prints. */
  prints: string;
}

/** A residual chain: each block of two functions is added to what went in. Three functions and variables a block. */
export function residual(blocks: number, backward: boolean): GraphCell {
  const code = `import { F, Variable, nd } from 'dezero';

let x = new Variable(nd.array(0.5), 'x');
for (let k = 0; k < ${blocks}; k++) x = x + F.cos(F.sin(x));
${backward ? 'x.backward({ retainGrad: true });\n' : ''}console.log(x.data.item());
`;
  let x = new Variable(nd.array(0.5));
  for (let k = 0; k < blocks; k++) x = x.add(F.cos(F.sin(x)));
  return { code, nodes: 1 + 6 * blocks, prints: String(x.data.item()) };
}

/** A loop of four lines, as a training loop has them. Eight nodes a turn. */
export function loop(turns: number): GraphCell {
  const code = `import { F, Variable, nd } from 'dezero';

let x = new Variable(nd.array(0.5), 'x');
for (let k = 0; k < ${turns}; k++) {
  const a = F.sin(x);
  const b = F.cos(a);
  const c = F.tanh(b);
  x = a + c;
}
console.log(x.data.item());
`;
  let x = new Variable(nd.array(0.5));
  for (let k = 0; k < turns; k++) {
    const a = F.sin(x);
    x = a.add(F.tanh(F.cos(a)));
  }
  return { code, nodes: 1 + 8 * turns, prints: String(x.data.item()) };
}
