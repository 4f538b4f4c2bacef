/**
 * What differs between the graphs of two runs: what came, what went, and what is there in both but not the same. Pure;
 * nodes are matched by `match.ts`. Comparing a graph with itself gives nothing, and comparing the other way round gives
 * the same with + and − exchanged. Not here: how it is shown.
 */
import type { ValueSnapshot } from '@engine/trace/events.ts';
import {
  currentGradient,
  type FunctionNode,
  type GraphNode,
  type Picture,
  type VariableNode
} from '../picture/picture.ts';
import { matchGraphs, type Matching } from './match.ts';

/** What of a node differs: another function in its place, other inputs, shape or type, value, gradient. */
export type Aspect = 'op' | 'wiring' | 'shape' | 'value' | 'gradient';

export type Change =
  | { kind: 'added'; after: GraphNode }
  | { kind: 'removed'; before: GraphNode }
  | { kind: 'changed'; before: GraphNode; after: GraphNode; aspects: readonly Aspect[] };

export interface Difference {
  /** In order of creation: those of the second graph, what was removed after what stood before it. */
  changes: readonly Change[];
  matching: Matching;
}

export function differenceOf(before: Picture, after: Picture): Difference {
  const matching = matchGraphs(before, after);
  const changes: Change[] = [];
  const goneAfter = new Map<number | null, GraphNode[]>();
  let last: number | null = null;
  for (const node of before.nodes.values()) {
    const partner = matching.forward.get(node.id);
    if (partner !== undefined) last = partner;
    else goneAfter.set(last, [...(goneAfter.get(last) ?? []), node]);
  }
  const gone = (id: number | null): void => {
    for (const node of goneAfter.get(id) ?? []) changes.push({ kind: 'removed', before: node });
  };
  gone(null);
  for (const node of after.nodes.values()) {
    const old = before.nodes.get(matching.back.get(node.id) ?? -1);
    if (!old) changes.push({ kind: 'added', after: node });
    else {
      const aspects = aspectsOf(old, node, matching);
      if (aspects.length > 0) changes.push({ kind: 'changed', before: old, after: node, aspects });
    }
    gone(node.id);
  }
  return { changes, matching };
}

function aspectsOf(before: GraphNode, after: GraphNode, matching: Matching): Aspect[] {
  if (before.kind === 'function' && after.kind === 'function') return functionAspects(before, after, matching);
  if (before.kind === 'variable' && after.kind === 'variable') return variableAspects(before, after);
  return [];
}

function functionAspects(before: FunctionNode, after: FunctionNode, { forward }: Matching): Aspect[] {
  const aspects: Aspect[] = [];
  if (before.name !== after.name) aspects.push('op');
  const joined = (ids: readonly number[], others: readonly number[]) =>
    ids.length === others.length && ids.every((id, index) => forward.get(id) === others[index]);
  if (!joined(before.inputs, after.inputs) || !joined(before.outputs, after.outputs)) aspects.push('wiring');
  return aspects;
}

function variableAspects(before: VariableNode, after: VariableNode): Aspect[] {
  const aspects: Aspect[] = [];
  if (kindOf(before.value) !== kindOf(after.value)) aspects.push('shape');
  else if (!sameValue(before.value, after.value)) aspects.push('value');
  if (!sameValue(currentGradient(before), currentGradient(after))) aspects.push('gradient');
  return aspects;
}

const kindOf = (value: ValueSnapshot | null): string | null => value && `${value.shape.join(' ')} ${value.dtype}`;

/** Bit for bit where the elements travelled; NaN is NaN. Of larger arrays what is known of them. */
function sameValue(one: ValueSnapshot | null, other: ValueSnapshot | null): boolean {
  if (one === null || other === null) return one === other;
  if (kindOf(one) !== kindOf(other)) return false;
  const [left, right] = [one.values, other.values];
  if (left && right)
    return left.length === right.length && left.every((value, index) => Object.is(value, right[index]));
  const known = ({ text, min, max, mean, nonFinite }: ValueSnapshot) => [text, min, max, mean, nonFinite].join(' ');
  return known(one) === known(other);
}
