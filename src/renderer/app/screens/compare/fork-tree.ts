/**
 * Where runs come from: a run that went on from another's checkpoint is that one's child. Ancestors that are not compared
 * are in the tree too, so that two branches are seen to share a trunk. Layers by depth, rows in the order of a walk.
 * Pure. A parent that does not exist (any more) makes its child a root; a circle, which only a damaged file has, is cut.
 */
import type { RunId } from '@ipc/ids.ts';
import type { RunSummary } from '@ipc/runs.ts';

export interface Fork {
  run: RunSummary;
  /** Among the runs that are compared. */
  compared: boolean;
  parent: RunId | null;
  depth: number;
  row: number;
  children: RunId[];
}

/** In the order of the rows: each run is followed by its children. */
export function forkTree(compared: readonly RunSummary[], all: readonly RunSummary[]): Fork[] {
  const known = new Map([...all, ...compared].map((run) => [run.id, run]));
  const shown = new Map<RunId, RunSummary>();
  for (const run of compared)
    for (let at: RunSummary | undefined = run; at && !shown.has(at.id); at = parentOf(at, known)) shown.set(at.id, at);
  const chosen = new Set(compared.map((run) => run.id));
  const oldestFirst = [...shown.values()].sort(
    (a, b) => a.startedAt.localeCompare(b.startedAt) || (a.id < b.id ? -1 : 1)
  );
  const childrenOf = (id: RunId | null) =>
    oldestFirst.filter((run) => (parentOf(run, shown)?.id ?? null) === id).map((run) => run.id);

  const tree: Fork[] = [];
  const placed = new Set<RunId>();
  const walk = (id: RunId, parent: RunId | null, depth: number): void => {
    const run = shown.get(id);
    if (run === undefined || placed.has(id)) return;
    placed.add(id);
    const children = childrenOf(id).filter((child) => !placed.has(child));
    tree.push({ run, compared: chosen.has(id), parent, depth, row: tree.length, children });
    for (const child of children) walk(child, id, depth + 1);
  };
  for (const id of childrenOf(null)) walk(id, null, 0);
  for (const run of oldestFirst) walk(run.id, null, 0);
  return tree;
}

const parentOf = (run: RunSummary, known: ReadonlyMap<RunId, RunSummary>): RunSummary | undefined =>
  run.parent === null ? undefined : known.get(run.parent);

/** Where a key leads from a run of the tree; null when the key does not move. */
export function walkTree(tree: readonly Fork[], from: RunId, key: string): RunId | null {
  const at = tree.findIndex((fork) => fork.run.id === from);
  const here = tree[at];
  const to = {
    ArrowDown: tree[at + 1]?.run.id,
    ArrowUp: tree[at - 1]?.run.id,
    ArrowRight: here?.children[0],
    ArrowLeft: here?.parent ?? undefined,
    Home: tree[0]?.run.id,
    End: tree.at(-1)?.run.id
  }[key];
  return to ?? null;
}
