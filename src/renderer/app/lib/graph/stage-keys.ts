/** The keys of the stage and of the timeline: what they do, in one place. Answers whether the key meant something. */
import type { TraceEvent } from '@engine/trace/events.ts';
import type { Playback } from './playback.svelte.ts';

interface View {
  zoomBy(factor: number): void;
  panBy(x: number, y: number): void;
  fit(): void;
  reveal(id: number): void;
}

export interface StageContext {
  playback: Playback;
  view: View;
  selected: number | null;
  select: (id: number | null) => void;
}

/** Pixels that one press pans. */
const PAN = 60;

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

export function stageKey(event: Key, context: StageContext): boolean {
  const { view, playback, select } = context;
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const pan = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] }[event.key];
  if (event.shiftKey && pan) {
    view.panBy(pan[0] ?? 0, pan[1] ?? 0);
    return true;
  }
  switch (event.key) {
    case '+':
    case '=':
      view.zoomBy(1.25);
      return true;
    case '-':
      view.zoomBy(0.8);
      return true;
    case '0':
      view.fit();
      return true;
    case 'ArrowDown':
      return walk(context, 1);
    case 'ArrowUp':
      return walk(context, -1);
    case 'Enter':
      select(subjectOf(playback.event) ?? context.selected);
      return true;
    case 'Escape':
      select(null);
      return true;
    default:
      return timeKey(event, playback);
  }
}

/** Keys that stage and timeline share. */
export function timeKey(event: Key, playback: Playback): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  switch (event.key) {
    case ' ':
      playback.toggle();
      return true;
    case 'ArrowRight':
      playback.stepForward();
      return true;
    case 'ArrowLeft':
      playback.stepBack();
      return true;
    case 'Home':
      playback.toStart();
      return true;
    case 'End':
      playback.toEnd();
      return true;
    default:
      return false;
  }
}

/** The node that an event is about. */
export function subjectOf(event: TraceEvent | null): number | null {
  if (!event) return null;
  if ('target' in event) return event.target;
  if ('id' in event) return event.id;
  return 'root' in event ? event.root : null;
}

function walk({ playback, view, selected, select }: StageContext, by: 1 | -1): boolean {
  const ids = [...playback.picture.nodes.keys()];
  if (ids.length === 0) return true;
  const at = selected === null ? -1 : ids.indexOf(selected);
  const next = at === -1 && by === -1 ? ids.length - 1 : (at + by + ids.length) % ids.length;
  const id = ids[next] ?? null;
  select(id);
  if (id !== null) view.reveal(id);
  return true;
}
