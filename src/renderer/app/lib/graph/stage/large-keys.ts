/** The keys of a large graph: search, opening and closing groups. Answers whether the key meant something. */
import type { Group } from '../fold/grouping.ts';

export interface LargeContext {
  /** The visible node that is selected. */
  selected: number | null;
  /** The node of the run that it is or stands for. */
  node: number | null;
  search: () => void;
  /** Opens a closed group. */
  open: (id: number) => void;
  close: (group: Group) => void;
  around: (node: number) => Group | null;
}

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

export function largeKey(event: Key, context: LargeContext): boolean {
  const { key, altKey } = event;
  if (altKey) return false;
  const command = event.ctrlKey || event.metaKey;
  if (command ? key.toLowerCase() === 'f' : key === '/') {
    context.search();
    return true;
  }
  if (command) return false;
  if (key === 'Enter' && context.selected !== null && context.selected < 0) {
    context.open(context.selected);
    return true;
  }
  if (key !== 'Backspace') return false;
  const group = context.node === null ? null : context.around(context.node);
  if (group) context.close(group);
  return true;
}
