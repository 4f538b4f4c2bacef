/**
 * Actions (src/ipc/actions.ts) on their way to who carries them out: they come from the menu (main's stream) and from
 * keys pressed in the page. A screen registers handlers while it is shown; the latest registration wins.
 */
import { ACTIONS, type ActionId } from '@ipc/actions.ts';

export type ActionHandlers = Partial<Record<ActionId, () => void>>;

/** A key press may arrive both as a key and through the menu; within this time that is one press. */
const SAME_PRESS_MS = 80;

export class Actions {
  #stack: ActionHandlers[] = [];
  #last = { id: '', from: '', at: 0 };

  /** Registers handlers; returns the function that removes them. Use it as the body of an `$effect`. */
  on(handlers: ActionHandlers): () => void {
    this.#stack.push(handlers);
    return () => (this.#stack = this.#stack.filter((one) => one !== handlers));
  }

  /** Carries out an action; false when nobody here can. */
  run(id: string, from: 'menu' | 'key' | 'page'): boolean {
    const handler = this.#stack.findLast((one) => one[id as ActionId])?.[id as ActionId];
    if (!handler) return false;
    const now = performance.now();
    const twice = this.#last.id === id && this.#last.from !== from && now - this.#last.at < SAME_PRESS_MS;
    this.#last = { id, from, at: now };
    if (!twice) handler();
    return true;
  }

  /** For a keydown listener on the window. */
  key(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const found = ACTIONS.find((action) => action.accelerator !== '' && matches(event, action.accelerator));
    const typing = event.target instanceof Element && event.target.closest('input, textarea, select, .cm-editor');
    const id = found?.id ?? (event.key === '?' && !typing ? 'shortcuts' : '');
    if (id !== '' && this.run(id, 'key')) event.preventDefault();
  }
}

/** Whether a key event is the accelerator, as Electron writes it ('CmdOrCtrl+Shift+R'). */
export function matches(event: KeyboardEvent, accelerator: string): boolean {
  const parts = accelerator.split('+');
  const key = parts.at(-1) ?? '';
  const command = parts.includes('CmdOrCtrl');
  return (
    (event.ctrlKey || event.metaKey) === command &&
    event.altKey === parts.includes('Alt') &&
    event.shiftKey === parts.includes('Shift') &&
    keyOf(event) === key.toLowerCase()
  );
}

const NAMES: Record<string, string> = { arrowright: 'right', arrowleft: 'left', arrowup: 'up', arrowdown: 'down' };

/** Letters by their place on the keyboard, since Alt and a Korean layout change what a key types. */
function keyOf(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  if (NAMES[key]) return NAMES[key];
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : key;
}
