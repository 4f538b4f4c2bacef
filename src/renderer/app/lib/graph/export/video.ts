/**
 * Frames as a WebM video, encoded as fast as they are drawn (not in real time), with exact times and a duration in its
 * header. VP9, or VP8 where that is all there is. Not here: what is in a frame, and saving.
 */
import { BufferTarget, CanvasSource, getFirstEncodableVideoCodec, Output, WebMOutputFormat } from 'mediabunny';
import type { Frame } from './frame-plan.ts';

/** Sharp text needs more than films do; still pictures cost next to nothing. */
const BITS_PER_SECOND = 6_000_000;
const KEY_FRAME_SECONDS = 2;
const LAST_SECONDS = 1 / 30;

export interface VideoWork {
  canvas: OffscreenCanvas;
  frames: readonly Frame[];
  draw: (frame: Frame) => void;
  /** After each frame; throws to cancel. */
  onframe: (done: number) => Promise<void> | void;
}

export async function webmOf({ canvas, frames, draw, onframe }: VideoWork): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = canvas;
  const codec = await getFirstEncodableVideoCodec(['vp9', 'vp8'], { width, height, bitrate: BITS_PER_SECOND });
  if (codec === null) throw new Error(`video: no encoder for ${width} × ${height} pixels, neither VP9 nor VP8`);
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new CanvasSource(canvas, { codec, bitrate: BITS_PER_SECOND, keyFrameInterval: KEY_FRAME_SECONDS });
  output.addVideoTrack(source);
  await output.start();
  try {
    for (const [index, frame] of frames.entries()) {
      draw(frame);
      await source.add(frame.at, frame.duration);
      await onframe(index + 1);
    }
    // WebM says when a frame begins, not how long it stays: the last one is said again where the film ends.
    const last = frames.at(-1);
    if (last) await source.add(last.at + last.duration - LAST_SECONDS, LAST_SECONDS);
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
  if (!target.buffer) throw new Error('video: the file was not finished');
  return new Uint8Array(target.buffer);
}
