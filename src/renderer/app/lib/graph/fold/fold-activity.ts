/**
 * What one event lights up and moves on a folded graph: a group stands for what is in it. What moves inside of a closed
 * group only lights it; what crosses its border moves. Pure. Not here: what an event does (`activity.ts`).
 */
import type { Activity } from '../picture/activity.ts';
import type { Moment } from '../drawing/elements.ts';
import type { Fold } from './folding.ts';
import type { Picture } from '../picture/picture.ts';

export function foldActivity(activity: Activity, fold: Fold): Activity {
  if (!fold.folded) return activity;
  const edge = (id: string): string[] => {
    const visible = fold.edge(id);
    return visible === null ? [] : [visible];
  };
  return {
    ...activity,
    nodes: new Set([...activity.nodes].map((id) => fold.host(id))),
    edges: new Set([...activity.edges].flatMap(edge)),
    pulses: activity.pulses.flatMap((pulse) => edge(pulse.edge).map((id) => ({ ...pulse, edge: id }))),
    sum: activity.sum && { ...activity.sum, target: fold.host(activity.sum.target) }
  };
}

/** The parts of a moment that depend on what is folded; the selected node may be a closed group. */
export function foldMoment(
  fold: Fold,
  { picture, activity, selected }: { picture: Picture; activity: Activity; selected: number | null }
): Pick<Moment, 'final' | 'activity' | 'popped' | 'waiting' | 'selected'> {
  return {
    final: fold,
    activity: foldActivity(activity, fold),
    popped: picture.popped === null ? null : fold.host(picture.popped),
    waiting: new Set(picture.queue.map((id) => fold.host(id))),
    selected: selected === null || selected < 0 ? selected : fold.host(selected)
  };
}
