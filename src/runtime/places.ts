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

export interface CellPlace {
  at: SourcePlace | null;
  cell: SourcePlace | null;
}

/** Where lesson code is right now: its innermost place, and the place in the cell. */
export function currentPlace(sources: Sources, cell: string): CellPlace {
  return placeOf(new Error().stack ?? '', sources, cell);
}

function placeOf(stack: string, sources: Sources, cell: string): CellPlace {
  const places = placesIn(stack, sources);
  return { at: places[0] ?? null, cell: places.find((place) => place.file === cell) ?? null };
}

/**
 * The same as of now, read from the stack only when somebody asks: noting costs a third of reading. A stack holds on to
 * the objects that it passed through until then.
 */
export class NotedPlace {
  readonly #sources: Sources;
  readonly #cell: string;
  #stack: { stack?: string } | null = {};
  #place: CellPlace = { at: null, cell: null };

  constructor(sources: Sources, cell: string) {
    this.#sources = sources;
    this.#cell = cell;
    if (this.#stack) Error.captureStackTrace(this.#stack);
  }

  place(): CellPlace {
    if (this.#stack) this.#place = placeOf(this.#stack.stack ?? '', this.#sources, this.#cell);
    this.#stack = null;
    return this.#place;
  }
}
