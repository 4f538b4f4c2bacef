/**
 * Searches the graph: by name, function, layer, line number, and 'nan' for what is not finite. Pure.
 * Not here: the field (`GraphSearch.svelte`), unfolding and centring what was found.
 */
import { displayName, type GraphNode, type Picture } from '../picture/picture.ts';

/** The nodes that match every word of the query, in order of creation; none for an empty query. */
export function searchGraph(picture: Picture, query: string): number[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const hits: number[] = [];
  for (const node of picture.nodes.values()) if (words.every((word) => matches(node, word))) hits.push(node.id);
  return hits;
}

function matches(node: GraphNode, word: string): boolean {
  if (word === 'nan' && node.kind === 'variable') return spoilt(node.value) || spoilt(node.grad?.value);
  if (/^\d+$/.test(word)) return [node.cell?.line, node.at?.line].includes(Number(word)) || named(node, word);
  return named(node, word);
}

const spoilt = (value: { nonFinite: number } | null | undefined): boolean => (value?.nonFinite ?? 0) > 0;

function named(node: GraphNode, word: string): boolean {
  const names = node.kind === 'function' ? [node.name, ...node.layers] : [displayName(node), node.type];
  return names.some((name) => name.toLowerCase().includes(word));
}
