/**
 * Which checkpoints of a run stay. Always: the first, the last ones, the newest best, those by hand, every n-th step's, and
 * those that a fork started from. Of the others as many as bring the total to KEEP: each time the one goes whose
 * neighbours are nearest, so that the rest stay spread over the run. Pure; checkpoints.ts carries it out.
 */
import type { Retention } from '@ipc/store.ts';
import type { CheckpointReason } from '@ipc/runs.ts';

export const KEEP = 16;

export interface Kept {
  id: string;
  step: number;
  reason: CheckpointReason;
  forked: number;
}

/** Ids of those that go. @param rows in the order of their steps */
export function retire(rows: readonly Kept[], { last, every }: Retention): string[] {
  const left = [...rows];
  const best = rows.findLast((row) => row.reason === 'best');
  const stays = (row: Kept): boolean =>
    row.forked !== 0 || row.reason === 'hand' || row === best || (every > 0 && row.step % every === 0);
  const gone: string[] = [];
  while (left.length > KEEP) {
    let victim = -1;
    let nearest = Infinity;
    for (let i = 1; i < left.length - last; i++) {
      const row = left[i];
      const gap = (left[i + 1]?.step ?? Infinity) - (left[i - 1]?.step ?? 0);
      if (row && !stays(row) && gap < nearest) [victim, nearest] = [i, gap];
    }
    const [row] = victim < 0 ? [] : left.splice(victim, 1);
    if (!row) return gone;
    gone.push(row.id);
  }
  return gone;
}
