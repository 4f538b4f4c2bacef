/**
 * The moment of the stage at any cursor and progress, for those who draw it without a stage: the export of pictures and
 * animations. Pure. The stage itself derives the same, part by part, in `GraphStage.svelte`.
 */
import type { TraceEvent } from '@engine/trace/events.ts';
import { activityOf, NO_ACTIVITY } from './activity.ts';
import type { Moment, Shown } from './elements.ts';
import { arrivingAt, settledAt } from './moment.ts';
import type { Picture } from './picture.ts';

export interface MomentSource {
  events: readonly TraceEvent[];
  /** The picture at any cursor, folded as the stage shows it. */
  pictureAt: (cursor: number) => Picture;
  /** The complete graph, as it was laid out. */
  final: Picture;
  shown: Shown;
  selected: number | null;
}

export function momentAt(source: MomentSource, cursor: number, progress: number, moving: boolean): Moment {
  const { events, pictureAt, final, shown, selected } = source;
  const event = events[cursor - 1] ?? null;
  const flying = moving && progress < 1;
  const settled = !flying || settledAt(event, progress);
  const after = pictureAt(cursor);
  const activity = event ? activityOf(event, after) : NO_ACTIVITY;
  const picture = settled ? after : pictureAt(cursor - 1);
  return {
    ...{ final, picture, activity, progress, shown, selected, moving: flying },
    arriving: arrivingAt(event, picture, final, !settled),
    dim: activity.tone !== 'neutral' && !(cursor === events.length && !flying)
  };
}
