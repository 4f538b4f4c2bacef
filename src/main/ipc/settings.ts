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
}

export function settingsHandlers({ store, onChange }: SettingsDeps): Handlers<typeof settings.verbs> {
  const watchers = new Set<Sink<Settings>>();
  return {
    get: () => loadSettings(store),
    async set(changes) {
      await store.ask('settingsSet', changes);
      const all = await loadSettings(store);
      onChange?.(all);
      for (const watcher of watchers) watcher.send(all);
      return all;
    },
    watch(_input, sink) {
      watchers.add(sink);
      sink.onClose(() => watchers.delete(sink));
    }
  };
}

/** All settings; main uses this too. */
export async function loadSettings(store: AskStore): Promise<Settings> {
  const stored = await store.ask('settingsGet', null);
  const known: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  for (const [key, schema] of Object.entries(Settings.entries))
    if (key in stored && v.is(schema, stored[key])) known[key] = stored[key];
  return v.parse(Settings, known);
}
