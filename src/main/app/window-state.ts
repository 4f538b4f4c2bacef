/** Remembers size and place of the window in a small file of the data folder. A file that cannot be used is ignored. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';

const number = v.pipe(v.number(), v.integer());
const State = v.object({ x: number, y: number, width: number, height: number, maximized: v.boolean() });
export type WindowState = v.InferOutput<typeof State>;

export function loadWindowState(file: string): WindowState | null {
  try {
    const parsed = v.safeParse(State, JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.output : null;
  } catch {
    // Missing at the first start, or not readable: the window opens in the middle.
    return null;
  }
}

/** False when it could not be written, which costs nothing but the place of the window. */
export function saveWindowState(file: string, state: WindowState): boolean {
  try {
    writeFileSync(file, JSON.stringify(state));
    return true;
  } catch {
    return false;
  }
}
