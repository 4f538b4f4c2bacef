/** Golden kind dot.json: the text of a graph, line by line. */
import { F, nd, Variable } from '@engine/index.ts';
import { getDotGraph } from '@engine/io/dot.ts';
import { mismatch, text, type Json, type JsonObject, type Mismatch } from './compare.ts';
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
  const build = GRAPHS[text(one['graph'])];
  if (build === undefined) throw new Unsupported(`a graph described as ${text(one['graph'])}`);
  return compareGraph(build(), one['verbose'] === true, one['dot_lines']);
}

const named = (value: number, name: string): Variable => new Variable(nd.array(value), name);

const GRAPHS: Readonly<Record<string, () => Variable>> = {
  'y = x0 + x1': () => {
    const y = F.add(named(1, 'x0'), named(2, 'x1'));
    y.name = 'y';
    return y;
  },
  'sigmoid(linear(x, W, b)); x (2,3) float64, W (3,2) float32': () => {
    const x = new Variable(nd.ones([2, 3]), 'x');
    const W = new Variable(nd.ones([3, 2], 'float32'), 'W');
    return F.sigmoid(F.linear(x, W, new Variable(nd.zeros(2))));
  },
  'gradient of tanh at 1.0 with create_graph': () => {
    const x = named(1, 'x');
    const y = F.tanh(x);
    y.name = 'y';
    y.backward({ createGraph: true });
    const gx = x.grad!;
    gx.name = 'gx1';
    return gx;
  },
  'a = x**2; y = a**2 + a**2': () => {
    const a = F.pow(named(2, 'x'), 2);
    const y = F.add(F.pow(a, 2), F.pow(a, 2));
    y.name = 'y';
    return y;
  }
};
