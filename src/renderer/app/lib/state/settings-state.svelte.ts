/**
 * The settings as the page sees them: optimistic, followed from main, and what they mean for this window (the theme and
 * the motion that hold once 'system' is resolved). Not here: the settings form (screens/settings).
 */
import type { Api } from '@ipc/contract.ts';
import { DEFAULT_SETTINGS, type Settings } from '@ipc/settings.ts';

export type Theme = 'light' | 'dark' | 'projector';

export class SettingsState {
  value = $state.raw<Settings>(DEFAULT_SETTINGS);
  #systemDark = $state(false);
  #systemCalm = $state(false);
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  readonly theme: Theme = $derived(
    this.value.theme === 'system' ? (this.#systemDark ? 'dark' : 'light') : this.value.theme
  );
  readonly reducedMotion: boolean = $derived(
    this.value.motion === 'system' ? this.#systemCalm : this.value.motion === 'reduced'
  );

  /** Loads the settings and follows changes; resolves once they are known. */
  async connect(): Promise<() => void> {
    const stops = [
      follow('(prefers-color-scheme: dark)', (on) => (this.#systemDark = on)),
      follow('(prefers-reduced-motion: reduce)', (on) => (this.#systemCalm = on)),
      this.#api.settings.watch(null, { event: (settings) => (this.value = settings) })
    ];
    this.value = await this.#api.settings.get(null);
    return () => stops.forEach((stop) => stop());
  }

  /** Changes settings at once here, then for good in main, whose answer counts. */
  async set(patch: Partial<Settings>): Promise<void> {
    const before = this.value;
    this.value = { ...before, ...patch };
    try {
      this.value = await this.#api.settings.set(patch);
    } catch (error) {
      this.value = before;
      throw error;
    }
  }
}

function follow(query: string, set: (on: boolean) => void): () => void {
  const media = matchMedia(query);
  const listen = () => set(media.matches);
  listen();
  media.addEventListener('change', listen);
  return () => media.removeEventListener('change', listen);
}
