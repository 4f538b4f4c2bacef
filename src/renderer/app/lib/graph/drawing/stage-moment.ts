/**
 * The moment of the stage at any cursor and progress, for those who draw it without a stage: the export of pictures and
 * animations. Pure. The stage itself derives the same, part by part, in `GraphStage.svelte`.
 */
import type { TraceEvent } from '@engine/trace/events.ts';
import { activityOf, NO_ACTIVITY } from '../picture/activity.ts';
import type { Moment, Shown } from './elements.ts';
import { foldMoment } from '../fold/fold-activity.ts';
import { unfolded, type Fold } from '../fold/folding.ts';
import { arrivingAt, settledAt } from '../picture/moment.ts';
import type { Picture } from '../picture/picture.ts';

export interface MomentSource {
  events: readonly TraceEvent[];
  /** The picture at any cursor. */
  pictureAt: (cursor: number) => Picture;
  /** The complete graph. */
  final: Picture;
  /** As it was laid out; without it nothing is folded. */
  fold?: Fold;
  shown: Shown;
  selected: number | null;
}

export function momentAt(source: MomentSource, cursor: number, progress: number, moving: boolean): Moment {
  const { events, pictureAt, final, shown, selected, fold = unfolded(final) } = source;
  const event = events[cursor - 1] ?? null;
  const flying = moving && progress < 1;
  const settled = !flying || settledAt(event, progress);
  const after = pictureAt(cursor);
  const activity = event ? activityOf(event, after) : NO_ACTIVITY;
  const picture = settled ? after : pictureAt(cursor - 1);
  return {
    ...foldMoment(fold, { picture, activity, selected }),
    ...{ picture, progress, shown, moving: flying },
    arriving: arrivingAt(event, picture, final, !settled),
    dim: activity.tone !== 'neutral' && !(cursor === events.length && !flying)
  };
}
