/** Golden kind dot.json: the text of a graph, line by line. */
import { F, nd, Variable } from '@engine/index.ts';
import { getDotGraph } from '@engine/io/dot.ts';
import { dtypeOf, mismatch, text, type Json, type JsonObject, type Mismatch } from './compare.ts';
import { evaluate } from './expression.ts';
import { list, Unsupported, type Recogniser } from './suite.ts';

export const graphs: Recogniser = ({ json }) => {
  const cases = list(json['cases']);
  if (!cases.some((one) => Array.isArray(one['dot_lines']))) return null;
  return cases.map((one) => ({
    kind: 'dot',
    id: `${text(one['id'])}/${one['verbose'] === true ? 'verbose' : 'short'}`,
    check: () => checkGraph(one)
  }));
};

/** The lines of a graph against those of the reference. */
export function compareGraph(output: Variable, verbose: boolean, lines: Json | undefined): Mismatch[] {
  const got = getDotGraph(output, { verbose }).split('\n');
  const expected = lines as string[];
  const at = expected.findIndex((line, i) => line !== got[i]);
  if (at >= 0) return [mismatch('line', at, got[at] ?? 'the end', expected[at]!)];
  return got.length === expected.length ? [] : [mismatch('lines', -1, String(got.length), String(expected.length))];
}

function checkGraph(one: JsonObject): Mismatch[] {
  const words = text(one['graph']);
  return compareGraph((GRAPHS[words] ?? (() => described(words)))(), one['verbose'] === true, one['dot_lines']);
}

/**
 * The graph that words describe: 'a = x**2; y = a + x' (the last result has its name, others have none),
 * 'y = sum(x); x (2,3) float32', 'gradient of sin at 2.0 with create_graph'. What is not described is a 0-d leaf.
 */
function described(words: string): Variable {
  const [, formula, at] = /^gradient of (.+?) at (-?[\d.]+)(?: with create_graph)?$/.exec(words) ?? [];
  if (formula !== undefined) return gradientOf(formula, Number(at));
  const leaves: Record<string, Variable> = {};
  const lines: string[] = [];
  for (const part of words.split(';').map((one) => one.trim()))
    if (/^\w+ \([\d, ]*\)/.test(part))
      for (const [, name = '', shape = '', dtype] of part.matchAll(/(\w+) \(([\d, ]*)\)(?: (\w+))?/g))
        leaves[name] = new Variable(nd.ones(numbers(shape), dtypeOf(dtype ?? 'float64')), name);
    else lines.push(part);
  const known: Record<string, Variable> = {};
  let last: Variable | null = null;
  for (const line of lines) {
    const [, name, expression = line] = /^(\w+) = (.*)$/.exec(line) ?? [];
    for (const [leaf] of expression.matchAll(/[A-Za-z_]\w*(?!\w*\()/g)) known[leaf] ??= leaves[leaf] ?? named(1, leaf);
    last = evaluate(expression, known);
    if (name !== undefined) known[name] = last;
    if (line === lines.at(-1) && name !== undefined) last.name = name;
  }
  if (last === null) throw new Unsupported(`a graph described as ${words}`);
  return last;
}

function gradientOf(formula: string, at: number): Variable {
  const x = named(at, 'x');
  const y = evaluate(/^\w+$/.test(formula) ? `${formula}(x)` : formula, { x });
  y.name = 'y';
  y.backward({ createGraph: true });
  const gx = x.grad!;
  gx.name = 'gx1';
  return gx;
}

const numbers = (list: string): number[] => [...list.matchAll(/\d+/g)].map(([digits]) => Number(digits));
const named = (value: number, name: string): Variable => new Variable(nd.array(value), name);

/** What its words leave open: the bias has no name. */
const GRAPHS: Readonly<Record<string, () => Variable>> = {
  'sigmoid(linear(x, W, b)); x (2,3) float64, W (3,2) float32': () => {
    const x = new Variable(nd.ones([2, 3]), 'x');
    const W = new Variable(nd.ones([3, 2], 'float32'), 'W');
    return F.sigmoid(F.linear(x, W, new Variable(nd.zeros(2))));
  }
};
