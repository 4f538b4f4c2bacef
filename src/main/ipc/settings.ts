/**
 * The "settings" namespace. The contract has the schema and the defaults; the store has what was changed. A stored value
 * that the schema no longer admits counts as not changed. Every change goes to all watchers, from whichever window it came.
 */
import * as v from 'valibot';
import type { Handlers, Sink } from '@ipc/envelope.ts';
import { DEFAULT_SETTINGS, Settings, type settings } from '@ipc/settings.ts';
import type { AskStore } from '../store-client/store-client.ts';

export interface SettingsDeps {
  store: AskStore;
  /** Main's own listener: menu language, checkpoint interval, ... Called after each change. */
  onChange?: (settings: Settings) => void;
  /** What class packs lock, and who wants to know when that changes. */
  locked?: () => Promise<Partial<Settings>>;
  onLocked?: (listener: () => void) => void;
}

const NOTHING_LOCKED = (): Promise<Partial<Settings>> => Promise.resolve({});

export function settingsHandlers(deps: SettingsDeps): Handlers<typeof settings.verbs> {
  const { store, onChange, locked = NOTHING_LOCKED, onLocked } = deps;
  const watchers = new Set<Sink<Settings>>();
  const tell = async (): Promise<Settings> => {
    const all = await loadSettings(store, locked);
    onChange?.(all);
    for (const watcher of watchers) watcher.send(all);
    return all;
  };
  onLocked?.(() => void tell());
  return {
    get: () => loadSettings(store, locked),
    async set(changes) {
      // What is locked keeps the learner's own value for later.
      const names = Object.keys(await locked());
      const free = Object.entries(changes).filter(([name]) => !names.includes(name));
      await store.ask('settingsSet', Object.fromEntries(free));
      return tell();
    },
    watch(_input, sink) {
      watchers.add(sink);
      sink.onClose(() => watchers.delete(sink));
    }
  };
}

/** All settings as they hold; main uses this too. */
export async function loadSettings(store: AskStore, locked = NOTHING_LOCKED): Promise<Settings> {
  const [stored, fixed] = await Promise.all([store.ask('settingsGet', null), locked()]);
  const known: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  for (const [key, schema] of Object.entries(Settings.entries))
    if (key in stored && v.is(schema, stored[key])) known[key] = stored[key];
  return v.parse(Settings, { ...known, ...fixed });
}
