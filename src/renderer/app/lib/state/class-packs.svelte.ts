/**
 * The class packs as the window sees them: which are there, the one that is previewed, what they lock and which presets a
 * lesson has. Not here: how it looks.
 */
import type { ClassPackSummary, InspectedPack, PackId, Preset } from '@ipc/class-packs.ts';
import type { Api } from '@ipc/contract.ts';
import { AppError } from '@ipc/errors.ts';
import type { Settings } from '@ipc/settings.ts';
import { sendFile } from './send-file.ts';

/** How a file of a pack is told apart from a hand-in. */
export const isPackFile = (file: Pick<File, 'name'>): boolean => /\.dzpack$/i.test(file.name);

export class ClassPacksState {
  list = $state.raw<readonly ClassPackSummary[]>([]);
  /** A file that was read and waits for a yes, or was refused. */
  found = $state.raw<InspectedPack | null>(null);
  readonly #api: Api;
  /** Comes when no file is shown any more; the last one of a row of files that wait for each other. */
  #turn: Promise<void> = Promise.resolve();
  #gone = (): void => undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Names of the settings that a learner cannot change. */
  readonly locked = $derived.by((): readonly string[] => this.list.flatMap((pack) => Object.keys(pack.settings)));

  isLocked(setting: keyof Settings): boolean {
    return this.locked.includes(setting);
  }

  presetsOf(lesson: string): Preset[] {
    return this.list.flatMap((pack) => pack.presets.filter((preset) => preset.lesson === lesson));
  }

  async load(): Promise<void> {
    this.list = await this.#api.classPacks.list(null);
  }

  /** Shows a file before it is added. One that comes while another is shown waits until that one is added or closed. */
  async open(file: File): Promise<void> {
    await this.#untilItsTurn();
    try {
      const sent = await sendFile(this.#api, file);
      this.found = sent.ok ? await this.#api.classPacks.inspect({ upload: sent.upload }) : sent;
    } catch (error) {
      this.found = { ok: false, file: file.name, problem: 'unreadable', detail: AppError.from(error).message };
    }
  }

  /** Likewise one that was opened with the app, already read. */
  async show(found: InspectedPack): Promise<void> {
    await this.#untilItsTurn();
    this.found = found;
  }

  async #untilItsTurn(): Promise<void> {
    const turn = this.#turn;
    let gone = (): void => undefined;
    this.#turn = new Promise((resolve) => {
      gone = resolve;
    });
    await turn;
    this.#gone = gone;
  }

  async add(): Promise<void> {
    const { found } = this;
    if (!found?.ok) return;
    this.list = await this.#api.classPacks.add({ token: found.token });
    this.found = null;
    this.#gone();
  }

  async close(): Promise<void> {
    const { found } = this;
    this.found = null;
    this.#gone();
    if (found?.ok) await this.#api.classPacks.discard({ token: found.token });
  }

  async remove(id: PackId): Promise<void> {
    this.list = await this.#api.classPacks.remove({ id });
  }
}
