/**
 * The graph behind a Variable as text in the DOT language of Graphviz. `getDotGraph` gives the lines that the reference
 * prints (ids are n0, n1, ... in order of appearance, instead of addresses in memory; a leaf stands once per use);
 * `readable` gives every node once, values where they are short, and a lay-out from left to right.
 * Not here: drawing it.
 */
import type { Func } from '../core/function.ts';
import { Variable } from '../core/variable.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { shapeText } from '../ndarray/shape.ts';

export interface DotOptions {
  /** Adds shape and dtype to the labels of variables. */
  verbose?: boolean;
  /** The variant for human eyes instead of the reference's. */
  readable?: boolean;
}

/**
 * DOT text of everything that `output` was computed from: `dot -Tpng graph.dot -o graph.png` draws it. TypeError for
 * what is no Variable. Source: DeZero utils.get_dot_graph.
 * @example
 * const x = new Variable(nd.array(1), 'x');
 * getDotGraph(F.exp(x), { verbose: false }).split('\n')[4]; // => n1 -> n0
 */
export function getDotGraph(output: Variable, { verbose = true, readable = false }: DotOptions = {}): string {
  if (!(output instanceof Variable)) throw new TypeError('getDotGraph: takes a Variable, the result of a computation.');
  return (readable ? readableLines(output, verbose) : referenceLines(output, verbose)).join('\n');
}

function referenceLines(output: Variable, verbose: boolean): string[] {
  const id = naming();
  const variable = (one: Variable): string =>
    `${id(one)} [label="${referenceLabel(one, verbose)}", color=orange, style=filled]`;
  const lines = ['digraph g {', variable(output)];
  for (const func of functionsOf(output)) {
    lines.push(`${id(func)} [label="${escaped(func.label)}", color=lightblue, style=filled, shape=box]`);
    for (const input of func.inputs) lines.push(`${id(input)} -> ${id(func)}`);
    for (const result of func.outputs) lines.push(`${id(func)} -> ${id(result)}`);
    for (const input of func.inputs) lines.push(variable(input));
  }
  return [...lines, '}'];
}

/** "name: shape dtype", or what there is of it. */
function referenceLabel(one: Variable, verbose: boolean): string {
  const name = escaped(one.name ?? '');
  const data = one.data as NDArray | null;
  if (!verbose || data === null) return name;
  // Whole numbers that a formula mentions are Python's int there, which is int64; int32 stands for int64 anyway.
  const whole = data.dtype === 'int32' || (one.constant && data.ndim === 0 && Number.isInteger(data.item()));
  const kind = `${shapeText(data.shape)} ${whole ? 'int64' : data.dtype}`;
  return name === '' ? kind : `${name}: ${kind}`;
}

function readableLines(output: Variable, verbose: boolean): string[] {
  const id = naming();
  const seen = new Set<Variable>();
  const lines = ['digraph g {', '  rankdir=LR;', '  node [fontname="Helvetica", style=filled, color="#00000033"];'];
  const variable = (one: Variable): void => {
    if (seen.has(one)) return;
    seen.add(one);
    const fill = one.constant ? '#eeeeee' : one.isParameter ? '#ffd9a0' : one.creator === null ? '#ffe8b0' : '#fff6e0';
    lines.push(`  ${id(one)} [label="${readableLabel(one, verbose)}", fillcolor="${fill}", shape=ellipse];`);
  };
  variable(output);
  for (const func of functionsOf(output)) {
    lines.push(`  ${id(func)} [label="${escaped(func.label)}", fillcolor="#cfe3ff", shape=box];`);
    func.inputs.forEach((input, i) => {
      variable(input);
      // Several inputs are numbered, as their order matters (x0 - x1).
      const place = func.inputs.length > 1 ? ` [label="${i}", fontsize=9]` : '';
      lines.push(`  ${id(input)} -> ${id(func)}${place};`);
    });
    for (const result of func.outputs) {
      variable(result);
      lines.push(`  ${id(func)} -> ${id(result)};`);
    }
  }
  return [...lines, '}'];
}

function readableLabel(one: Variable, verbose: boolean): string {
  const data = one.data as NDArray | null;
  if (data === null) return `${escaped(one.name ?? '')} (empty)`;
  const value = data.size === 1 ? String(Number(data.item().toPrecision(6))) : '';
  if (one.constant && value !== '') return value;
  const head = [escaped(one.name ?? ''), value].filter((part) => part !== '').join(' = ');
  const kind = data.ndim === 0 ? data.dtype : `${data.shape.join(' × ')} ${data.dtype}`;
  return [head, verbose || head === '' ? kind : ''].filter((part) => part !== '').join('\\n');
}

/** The functions upstream, in the reference's order: the creator that was found last comes first. */
function* functionsOf(output: Variable): Generator<Func> {
  const seen = new Set<Func>();
  const waiting: Func[] = [];
  const add = (func: Func | null): void => {
    if (func === null || seen.has(func)) return;
    seen.add(func);
    waiting.push(func);
  };
  add(output.creator);
  for (let func = waiting.pop(); func !== undefined; func = waiting.pop()) {
    yield func;
    for (const input of func.inputs) add(input.creator);
  }
}

function naming(): (one: Variable | Func) => string {
  const ids = new Map<Variable | Func, string>();
  return (one) => {
    let id = ids.get(one);
    if (id === undefined) ids.set(one, (id = `n${ids.size}`));
    return id;
  };
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
