/** Comparisons that were named and kept: list, save, rename, delete, and undo of the last deletion. */
import * as v from 'valibot';
import type { Api } from '@ipc/contract.ts';
import { ViewId, type RunId } from '@ipc/ids.ts';
import type { View } from '@ipc/runs.ts';

export class KeptViews {
  list = $state.raw<readonly View[]>([]);
  /** The view that was opened or saved last. */
  open = $state<ViewId | null>(null);
  removed = $state.raw<View | null>(null);
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  get current(): View | null {
    return this.list.find((view) => view.id === this.open) ?? null;
  }

  async load(): Promise<void> {
    this.list = (await this.#api.runs.views(null)).toSorted((a, b) => a.name.localeCompare(b.name));
  }

  /** Under a new name. */
  async add(name: string, runs: readonly RunId[], options: string): Promise<void> {
    const id = v.parse(ViewId, crypto.randomUUID());
    await this.#save({ id, name, runs: [...runs], options });
    this.open = id;
  }

  /** The open view takes what is on the screen. */
  async update(runs: readonly RunId[], options: string): Promise<void> {
    if (this.current) await this.#save({ ...this.current, runs: [...runs], options });
  }

  async rename(view: View, name: string): Promise<void> {
    await this.#save({ ...view, name });
  }

  async remove(view: View): Promise<void> {
    await this.#api.runs.removeView({ id: view.id });
    this.removed = view;
    if (this.open === view.id) this.open = null;
    await this.load();
  }

  async undo(): Promise<void> {
    const view = this.removed;
    if (!view) return;
    this.removed = null;
    await this.#save(view);
    this.open = view.id;
  }

  async #save({ id, name, runs, options }: Omit<View, 'at'>): Promise<void> {
    await this.#api.runs.saveView({ id, name: name.trim(), runs, options });
    await this.load();
  }
}
