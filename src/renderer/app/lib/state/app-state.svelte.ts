/**
 * What the whole window shares: client, settings, words, route, notices, actions and the one running cell. Created once
 * in main.ts and passed by context (`getApp`). Not here: anything that belongs to one screen.
 */
import { createTranslator, type TextKey } from '@i18n/index.ts';
import type { AppInfo, Notice } from '@ipc/app.ts';
import type { Api } from '@ipc/contract.ts';
import type { GpuInfo } from '@ipc/engine.ts';
import { AppError } from '@ipc/errors.ts';
import type { Language } from '@ipc/ids.ts';
import { FoldChoices } from '../graph/fold/fold-choice.svelte.ts';
import { ClassPacksState } from './class-packs.svelte.ts';
import { HandInImport } from './hand-in-import.svelte.ts';
import { Actions } from './actions.svelte.ts';
import { Router } from './router.svelte.ts';
import type { Route } from './routes.ts';
import { RunSession } from './run-session.svelte.ts';
import { SettingsState, type Theme } from './settings-state.svelte.ts';

export type TextValues = Record<string, string | number>;

export class AppState {
  readonly api: Api;
  readonly settings: SettingsState;
  readonly router = new Router();
  readonly actions = new Actions();
  /** The one cell that runs, or ran last; lives on while other screens are shown. */
  readonly session: RunSession;
  /** What is folded in the graph of each cell. */
  readonly folds = new FoldChoices();
  /** Files that are being imported, on whatever screen they were dropped. */
  readonly handIns: HandInImport;
  readonly classPacks: ClassPacksState;
  notices = $state.raw<readonly Notice[]>([]);
  info = $state.raw<AppInfo | null>(null);
  gpu = $state.raw<GpuInfo | null>(null);
  /** The last failure of a call that no screen handled. */
  failure = $state.raw<AppError | null>(null);

  // Not shown, so not reactive.
  #saves: readonly (() => Promise<void>)[] = [];

  constructor(api: Api) {
    this.api = api;
    this.settings = new SettingsState(api);
    this.session = new RunSession(api);
    this.handIns = new HandInImport(api);
    this.classPacks = new ClassPacksState(api);
  }

  readonly #translate = $derived.by(() => createTranslator(this.language));

  get language(): Language {
    return this.settings.value.language;
  }

  get theme(): Theme {
    return this.settings.theme;
  }

  get reducedMotion(): boolean {
    return this.settings.reducedMotion;
  }

  /** The text of a key in the current language (keys may be put together, so they are strings here); changes with it wherever it is used in a template. */
  readonly t = (key: string, values?: TextValues): string => this.#translate(key as TextKey, values);

  readonly navigate = (route: Route): void => this.router.navigate(route);

  /** The sentence for a failure, by its code. */
  readonly sentence = (error: { code: string; message: string }): string => {
    const key = `error.${error.code}`;
    const text = this.t(key);
    return text === key ? error.message : text;
  };

  /** Shows what a rejected promise says; for calls whose failure has no better place on the screen. */
  readonly report = (error: unknown): void => {
    this.failure = AppError.from(error);
  };

  /** Registers what has to be saved before the app ends; returns the function that takes it back. */
  beforeLeaving(save: () => Promise<void>): () => void {
    this.#saves = [...this.#saves, save];
    return () => (this.#saves = this.#saves.filter((one) => one !== save));
  }

  async #leave(): Promise<void> {
    await Promise.allSettled(this.#saves.map((save) => save()));
    await this.api.app.left(null);
  }

  async connect(): Promise<() => void> {
    const stops = [
      this.router.connect(),
      this.api.app.notices(null, { event: (notice) => (this.notices = [...this.notices, notice]) }),
      this.api.app.actions(null, { event: ({ action }) => void this.actions.run(action, 'menu') }),
      this.api.packs.opened(null, { event: (found) => this.handIns.show(found) }),
      this.api.classPacks.opened(null, { event: (found) => void this.classPacks.show(found) }),
      this.api.app.leaving(null, { event: () => void this.#leave().catch(this.report) }),
      await this.settings.connect()
    ];
    this.classPacks.load().catch(this.report);
    this.api.app.info(null).then((info) => (this.info = info), this.report);
    this.api.engine.gpu(null).then((gpu) => (this.gpu = gpu), this.report);
    return () => stops.forEach((stop) => stop());
  }

  dismiss(notice: Notice): void {
    this.notices = this.notices.filter((one) => one !== notice);
  }
}
