/**
 * Makes an event what it says that it is: lesson code can set names to anything (`x.name = 5`, a static `name`), and a page
 * that draws it must not meet that. Not here: parsing on the receiving side (src/ipc/trace.ts).
 */
import type { TraceEvent } from '../engine/trace/events.ts';

const MOST_NAME = 100;

export function plain(event: TraceEvent): TraceEvent {
  switch (event.kind) {
    case 'variable':
      return {
        ...event,
        name: textOrNull(event.name),
        type: className(event.type),
        generation: whole(event.generation)
      };
    case 'function':
      return { ...event, name: className(event.name), generation: whole(event.generation) };
    case 'variable-changed':
      return 'name' in event ? { ...event, name: textOrNull(event.name) } : event;
    default:
      return event;
  }
}

const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, MOST_NAME) : null;
const className = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MOST_NAME) : 'Object');
const whole = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
