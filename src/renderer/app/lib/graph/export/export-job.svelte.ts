/**
 * One export on its way: what is asked for, how far it is, how long it will take, and how it ended. Created by the export
 * dialog. Not here: the words and the form (`ExportDialog.svelte`), the formats (one file each).
 */
import type { ExportKind } from '@ipc/exports.ts';
import type { LayoutNode, LayoutResult } from '../layout/layout.ts';
import { momentAt, type MomentSource } from '../drawing/stage-moment.ts';
import type { Colours } from '../drawing/colours.ts';
import { dotOf, type DotVariant } from './dot.ts';
import { drawingOf, type Drawing } from '../drawing/drawing.ts';
import { framePlan, type Frame } from './frame-plan.ts';
import { zipFrames } from './frames-zip.ts';
import { bytesOf, contextOf, drawOn, pixelsOf, pngOf, scaleFor } from './raster.ts';
import type { Save } from './save-file.ts';
import { svgOf } from './svg.ts';
import { webmOf } from './video.ts';

/** What the stage shows, as the export needs it. */
export interface ExportSource extends MomentSource {
  cursor: number;
  nodes: readonly LayoutNode[];
  layout: LayoutResult;
}

/** What a graph can be saved as. */
export type GraphFile = Exclude<ExportKind, 'csv'>;

export interface ExportChoice {
  kind: GraphFile;
  variant: DotVariant;
  scale: 1 | 2 | 4;
  speed: number;
  still: boolean;
}

export interface ExportWords {
  /** Proposal for the file's name. */
  name: string;
  title: string;
  groupName: (order: number) => string;
}

/** Frames a second where something moves: a film, and pictures that somebody will look at one by one. */
const RATE = { webm: 30, zip: 10 } as const;
/** The longer side of a film; larger ones take minutes and are scaled down by every player. */
const FILM_SIDE = 1920;

class Cancelled extends Error {}

export class ExportJob {
  status = $state<'idle' | 'working' | 'saved' | 'cancelled' | 'failed'>('idle');
  done = $state(0);
  total = $state(0);
  secondsLeft = $state<number | null>(null);
  failure = $state.raw<unknown>(null);
  #cancelled = false;
  #started = 0;

  cancel(): void {
    this.#cancelled = true;
  }

  async run(
    source: ExportSource,
    colours: Colours,
    choice: ExportChoice,
    words: ExportWords,
    save: Save
  ): Promise<void> {
    if (this.status === 'working') return;
    this.status = 'working';
    this.failure = this.secondsLeft = null;
    this.done = this.total = 0;
    this.#cancelled = false;
    try {
      const work = new Work(source, colours, choice, words, this);
      const saved = await save({ kind: choice.kind, name: words.name, make: (write) => work.make(write) });
      this.status = saved ? 'saved' : 'idle';
    } catch (error) {
      this.status = error instanceof Cancelled ? 'cancelled' : 'failed';
      this.failure = error instanceof Cancelled ? null : error;
    }
  }

  begin(total: number): void {
    this.total = total;
    this.#started = performance.now();
  }

  /** Lets the page breathe, and throws when the user has cancelled. */
  async step(done: number): Promise<void> {
    this.done = done;
    const seconds = (performance.now() - this.#started) / 1000;
    this.secondsLeft = done < 3 ? null : (seconds / done) * (this.total - done);
    if (done % 4 === 0) await new Promise((resolve) => setTimeout(resolve));
    if (this.#cancelled) throw new Cancelled();
  }
}

/** Makes the bytes of one choice. */
class Work {
  constructor(
    readonly source: ExportSource,
    readonly colours: Colours,
    readonly choice: ExportChoice,
    readonly words: ExportWords,
    readonly job: ExportJob
  ) {}

  async make(write: (bytes: Uint8Array) => Promise<void>): Promise<void> {
    const { kind, scale } = this.choice;
    switch (kind) {
      case 'dot':
        return write(this.#text(this.#dot()));
      case 'svg':
        return write(this.#text(svgOf(this.#drawing(this.source.cursor, 1), this.words.title)));
      case 'png':
        return write(await pngOf(this.#drawing(this.source.cursor, 1), scale));
      case 'webm':
        return write(await this.#video());
      case 'zip':
        return this.#frames(write);
      default:
        return kind satisfies never;
    }
  }

  #dot(): string {
    const { source, choice, words } = this;
    const { variant } = choice;
    return dotOf(source.pictureAt(source.cursor), { variant, shown: source.shown, groupName: words.groupName });
  }

  #drawing(cursor: number, progress: number): Drawing {
    const { source, colours, choice, words } = this;
    const moment = momentAt(source, cursor, progress, !choice.still);
    return drawingOf({ moment, nodes: source.nodes, layout: source.layout, colours, groupName: words.groupName });
  }

  #plan(kind: 'webm' | 'zip'): Frame[] {
    const { speed, still } = this.choice;
    const plan = framePlan(this.source.events, this.source.pictureAt, { speed, still, rate: RATE[kind] });
    this.job.begin(plan.length);
    return plan;
  }

  async #video(): Promise<Uint8Array> {
    const frames = this.#plan('webm');
    const { box } = this.#drawing(0, 1);
    const wanted = Math.min(this.choice.scale, FILM_SIDE / Math.max(box.width, box.height));
    const { width, height } = pixelsOf(box, wanted, true);
    const canvas = new OffscreenCanvas(width, height);
    const context = contextOf(canvas);
    const draw = (frame: Frame): void => drawOn(context, this.#drawing(frame.cursor, frame.progress), wanted);
    return webmOf({ canvas, frames, draw, onframe: (done) => this.job.step(done) });
  }

  async #frames(write: (bytes: Uint8Array) => Promise<void>): Promise<void> {
    const frames = this.#plan('zip');
    const { box } = this.#drawing(0, 1);
    const scale = scaleFor(box, this.choice.scale);
    const { width, height } = pixelsOf(box, scale, true);
    const canvas = new OffscreenCanvas(width, height);
    const context = contextOf(canvas);
    const png = (frame: Frame): Promise<Uint8Array> => {
      drawOn(context, this.#drawing(frame.cursor, frame.progress), scale);
      return bytesOf(canvas);
    };
    await zipFrames({ frames, png, write, onframe: (done) => this.job.step(done) });
  }

  #text(text: string): Uint8Array {
    return new TextEncoder().encode(text);
  }
}
