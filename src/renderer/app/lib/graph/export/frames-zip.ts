/**
 * Frames as numbered PNGs in one zip, with a list of how long each stays (the format that ffmpeg's concat takes).
 * The zip is handed on piece by piece, so memory holds one frame. Not here: what is in a frame, and saving.
 */
import { strToU8, Zip, ZipPassThrough } from 'fflate';
import type { Frame } from './frame-plan.ts';

export interface FramesWork {
  frames: readonly Frame[];
  /** The frame as PNG. */
  png: (frame: Frame) => Promise<Uint8Array>;
  write: (bytes: Uint8Array) => Promise<void>;
  onframe: (done: number) => Promise<void> | void;
}

export async function zipFrames({ frames, png, write, onframe }: FramesWork): Promise<void> {
  const pieces: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, piece) => {
    failure ??= error;
    pieces.push(piece);
  });
  const flush = async (): Promise<void> => {
    if (failure) throw failure;
    for (const piece of pieces.splice(0)) await write(piece);
  };
  // PNG is packed already: packing it again would take time and give nothing.
  const add = async (name: string, bytes: Uint8Array): Promise<void> => {
    const entry = new ZipPassThrough(name);
    zip.add(entry);
    entry.push(bytes, true);
    await flush();
  };
  for (const [index, frame] of frames.entries()) {
    await add(nameOf(index), await png(frame));
    await onframe(index + 1);
  }
  await add('frames.ffconcat', strToU8(concatList(frames)));
  zip.end();
  await flush();
}

export function concatList(frames: readonly Frame[]): string {
  const rows = frames.map(({ duration }, index) => `file ${nameOf(index)}\nduration ${duration.toFixed(4)}`);
  return ['ffconcat version 1.0', ...rows, ''].join('\n');
}

const nameOf = (index: number): string => `frame-${String(index + 1).padStart(5, '0')}.png`;
