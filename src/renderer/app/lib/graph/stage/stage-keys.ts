/** The keys of the stage and of the timeline: what they do, in one place. Answers whether the key meant something. */
import type { TraceEvent } from '@engine/trace/events.ts';
import type { Scene } from '../fold/folding.ts';
import type { Playback } from '../playback/playback.svelte.ts';
import { walkOn, type Walk, type Way } from './walk.ts';

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
  /** Where the keyboard walks, if it does. */
  walk: Walk | null;
  onwalk: (walk: Walk | null) => void;
  /** Shows the stage alone, large. */
  present?: (() => void) | undefined;
  /** What can be walked through, where it is not the picture itself. */
  walked?: Pick<Scene, 'nodes' | 'edges'> | undefined;
}

/** With a selected node the arrows walk along its edges; without one they step in time. */
const WAYS: Readonly<Record<string, Way>> = {
  ArrowLeft: 'inputs',
  ArrowRight: 'consumers',
  ArrowUp: 'previous',
  ArrowDown: 'next'
};

/** Pixels that one press pans. */
const PAN = 60;

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

export function stageKey(event: Key, context: StageContext): boolean {
  const { view, playback, select } = context;
  if (event.ctrlKey || event.altKey || event.metaKey) return timeKey(event, playback);
  const pan = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] }[event.key];
  if (event.shiftKey && pan) {
    view.panBy(pan[0] ?? 0, pan[1] ?? 0);
    return true;
  }
  const way = WAYS[event.key];
  if (way && (context.selected !== null || event.key === 'ArrowUp' || event.key === 'ArrowDown'))
    return step(context, way);
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
    case 'f':
    case 'F':
      context.present?.();
      return context.present !== undefined;
    case 'Enter':
      select(subjectOf(playback.event) ?? context.selected);
      return true;
    case 'Escape':
      if (context.selected === null) return false;
      select(null);
      return true;
    default:
      return timeKey(event, playback);
  }
}

/** Keys that stage and timeline share. */
export function timeKey(event: Key, playback: Playback): boolean {
  if (event.altKey) return false;
  if (event.ctrlKey || event.metaKey) {
    if (event.key === 'ArrowRight') playback.seekMark(1);
    else if (event.key === 'ArrowLeft') playback.seekMark(-1);
    else return false;
    return true;
  }
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

function step(context: StageContext, way: Way): boolean {
  const { playback, view, selected, select, onwalk } = context;
  const from = context.walk?.at === selected ? context.walk : selected === null ? null : { at: selected, choices: [] };
  const walk = walkOn(context.walked ?? playback.picture, from, way);
  onwalk(walk);
  if (walk === null) return true;
  select(walk.at);
  view.reveal(walk.at);
  return true;
}
