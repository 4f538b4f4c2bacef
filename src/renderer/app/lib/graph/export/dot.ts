/**
 * The graph at the cursor in the DOT language, as Graphviz takes it. The variant 'reference' has the shapes and colours
 * that DeZero prints (a box a function, an ellipse a variable); 'readable' adds values and gradients, and puts the graphs
 * of forward and backward into frames of their own. Labels hold what learners typed, so every label is escaped.
 * Not here: `getDotGraph` of the engine, which walks a Variable; here a picture is written, the learner's classes included.
 */
import { shapeText, summary } from '../words/format.ts';
import { currentGradient, displayName, type GraphNode, type Picture } from '../picture/picture.ts';
import type { Shown } from '../drawing/elements.ts';

export type DotVariant = 'reference' | 'readable';

export interface DotOptions {
  variant: DotVariant;
  shown: Shown;
  groupName: (order: number) => string;
}

export function dotOf(picture: Picture, { variant, shown, groupName }: DotOptions): string {
  const nodes = [...picture.nodes.values()].filter((node) => shown === 'both' || node.pass === shown);
  const ids = new Set(nodes.map((node) => node.id));
  const edges = [...picture.edges.values()].filter(({ from, to }) => ids.has(from) && ids.has(to));
  if (variant === 'reference')
    return lines(
      'digraph g {',
      nodes.map(referenceNode),
      edges.map(({ from, to }) => `n${from} -> n${to}`)
    );
  const orders = [...new Set(nodes.map((node) => node.order))].sort((a, b) => a - b);
  const framed = orders.length > 1;
  const groups = orders.flatMap((order) => {
    const inside = nodes.filter((node) => node.order === order).map(readableNode);
    if (!framed) return inside;
    return [`  subgraph cluster_${order} {`, `    label=${quoted(groupName(order))}; style=dashed;`, ...inside, '  }'];
  });
  const head = ['  rankdir=LR;', '  node [fontname="Helvetica", style=filled, color="#00000055"];'];
  const arrows = edges.map(
    ({ from, to, pass }) => `  n${from} -> n${to}${pass === 'backward' ? ' [style=dashed]' : ''};`
  );
  return lines('digraph g {', head, groups, arrows);
}

function referenceNode(node: GraphNode): string {
  if (node.kind === 'function')
    return `n${node.id} [label=${quoted(displayName(node))}, color=lightblue, style=filled, shape=box]`;
  const kind = node.value ? `${shapeText(node.value) || '()'} ${node.value.dtype}` : '';
  const label = [node.name ?? '', kind].filter((part) => part !== '').join(': ');
  return `n${node.id} [label=${quoted(label)}, color=orange, style=filled]`;
}

function readableNode(node: GraphNode): string {
  if (node.kind === 'function')
    return `  n${node.id} [label=${quoted(displayName(node))}, fillcolor="#dbe8fb", shape=box];`;
  const gradient = currentGradient(node);
  const label = [
    `${displayName(node)}${node.value && shapeText(node.value) ? ` ${shapeText(node.value)}` : ''}`,
    node.value ? summary(node.value) : '',
    gradient ? `∂ ${summary(gradient)}` : ''
  ].filter((part) => part !== '');
  const fill = node.role === 'parameter' ? '#ffd9a0' : node.role === 'leaf' ? '#ffe8b0' : '#fff6e0';
  const style = node.value ? '' : ', style="filled,dashed"';
  return `  n${node.id} [label=${quoted(label.join('\n'))}, fillcolor="${fill}", shape=ellipse${style}];`;
}

function lines(head: string, ...bodies: readonly string[][]): string {
  return [head, ...bodies.flat(), '}', ''].join('\n');
}

/** A DOT string: backslash and quote are escaped, a new line is '\n', and no other control character stays. */
function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `"${escaped.replace(/\p{Cc}/gu, ' ')}"`;
}
