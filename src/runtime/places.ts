/**
 * Places in lesson source, read from stack traces. Scripts carry their file's name and keep its lines, so a stack says
 * where lesson code is without any cost while it runs. A trace asks for the place of each event, an error for its own.
 */
import type { SourcePlace } from '../engine/trace/events.ts';
import type { CompiledModule } from './transform/transform.ts';

/** Prefix of a script's name in stack traces; the file follows. */
export const SOURCE_PREFIX = 'lesson:/';

export type Sources = ReadonlyMap<string, Pick<CompiledModule, 'columnOf'>>;

const FRAME = new RegExp(`${SOURCE_PREFIX.replace('/', '\\/')}([^\\s()]+?):(\\d+):(\\d+)\\)?$`);

/** The places of a stack that lie in lesson source, innermost first. */
export function placesIn(stack: string, sources: Sources): SourcePlace[] {
  const places: SourcePlace[] = [];
  for (const text of stack.split('\n')) {
    const match = FRAME.exec(text);
    if (!match) continue;
    const [, file = '', lineText = '1', columnText = '1'] = match;
    const line = Number(lineText);
    const source = sources.get(file);
    if (!source) continue;
    places.push({ file, line, column: source.columnOf(line, Number(columnText)) });
  }
  return places;
}

/** Where lesson code is right now: its innermost place, and the place in the cell. */
export function currentPlace(sources: Sources, cell: string): { at: SourcePlace | null; cell: SourcePlace | null } {
  const places = placesIn(new Error().stack ?? '', sources);
  return { at: places[0] ?? null, cell: places.find((place) => place.file === cell) ?? null };
}
