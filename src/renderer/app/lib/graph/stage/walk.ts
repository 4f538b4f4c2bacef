/**
 * Walking through the graph along its edges: to the inputs, to the consumers, and among the several that a step offered.
 * Pure. Not here: keys (`stage-keys.ts`), and what is said about a node (`spoken.ts`).
 */
import type { Scene } from '../fold/folding.ts';

export type Way = 'inputs' | 'consumers' | 'next' | 'previous';

export interface Walk {
  at: number;
  /** What the last step could have led to, `at` among them. */
  choices: readonly number[];
}

/** The walk after one more step; the same one where there is no way. Without a node it begins at the first one. */
export function walkOn(picture: Scene, walk: Walk | null, way: Way): Walk | null {
  const all = [...picture.nodes.keys()];
  if (walk === null || !picture.nodes.has(walk.at)) {
    const at = way === 'previous' || way === 'inputs' ? all.at(-1) : all[0];
    return at === undefined ? null : { at, choices: all };
  }
  if (way === 'inputs' || way === 'consumers') {
    const choices = neighboursOf(picture, walk.at, way);
    const [at] = choices;
    return at === undefined ? walk : { at, choices };
  }
  const { at, choices } = walk;
  const among = choices.length > 1 && choices.includes(at) ? choices.filter((id) => picture.nodes.has(id)) : all;
  const next = among[(among.indexOf(at) + (way === 'next' ? 1 : -1) + among.length) % among.length];
  return next === undefined ? walk : { at: next, choices: among };
}

/** What a node was made from, or what is made from it; each once. */
export function neighboursOf(picture: Scene, id: number, way: 'inputs' | 'consumers'): number[] {
  const found = new Set<number>();
  for (const { from, to } of picture.edges.values()) {
    const [here, there] = way === 'inputs' ? [to, from] : [from, to];
    if (here === id && picture.nodes.has(there)) found.add(there);
  }
  return [...found];
}
