/**
 * The moment that one stage shows: derived part by part from the playback, so that a frame of a movement costs only what
 * moves. Not here: the same without a stage, for exports (`stage-moment.ts`).
 */
import { activityOf, NO_ACTIVITY, type Activity } from '../picture/activity.ts';
import type { Moment, Shown } from '../drawing/elements.ts';
import { foldMoment } from '../fold/fold-activity.ts';
import type { Fold } from '../fold/folding.ts';
import { arrivingAt, settledAt } from '../picture/moment.ts';
import type { Playback } from '../playback/playback.svelte.ts';

export interface StageNowParts {
  playback: () => Playback;
  /** What is on the screen. */
  drawn: () => Fold;
  /** The selected node or closed group. */
  selected: () => number | null;
  /** What is lit instead of the current event. */
  lit: () => Activity | null;
  reducedMotion: () => boolean;
}

export class StageNow {
  shown: Shown = $state('both');
  readonly #parts: StageNowParts;
  readonly #playback = $derived.by(() => this.#parts.playback());

  readonly moving: boolean = $derived.by(() => !this.#parts.reducedMotion() && this.#playback.progress < 1);
  /** Some changes show only when what brings them has arrived. */
  readonly #settled: boolean = $derived.by(
    () => !this.moving || settledAt(this.#playback.event, this.#playback.progress)
  );
  readonly #picture = $derived.by(() =>
    this.#settled ? this.#playback.picture : this.#playback.pictureAt(this.#playback.cursor - 1)
  );
  readonly #activity: Activity = $derived.by(() => {
    const { cursor, event } = this.#playback;
    return this.#parts.lit() ?? (cursor === 0 ? NO_ACTIVITY : activityOf(event, this.#playback.pictureAt(cursor)));
  });

  /** All of it but how far the movement is. */
  readonly still: Omit<Moment, 'progress'> = $derived.by(() => {
    const { event, finalPicture, playing, atEnd } = this.#playback;
    const [picture, activity, moving] = [this.#picture, this.#activity, this.moving];
    const arriving = arrivingAt(event, this.#playback.picture, finalPicture, playing && !this.#settled);
    return {
      ...foldMoment(this.#parts.drawn(), { picture, activity, selected: this.#parts.selected() }),
      ...{ picture, arriving, shown: this.shown, moving },
      dim: activity.tone !== 'neutral' && (this.#parts.lit() !== null || !(atEnd && !moving))
    };
  });

  constructor(parts: StageNowParts) {
    this.#parts = parts;
  }

  at(progress: number): Moment {
    return { ...this.still, progress };
  }
}
