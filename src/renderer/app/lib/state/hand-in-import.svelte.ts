/**
 * Importing hand-ins, from files that were dropped or chosen to runs in the store: read one after the other, looked at,
 * chosen, imported, told. One per window, since files can be dropped on any screen. Not here: how it looks.
 */
import type { Api } from '@ipc/contract.ts';
import { AppError } from '@ipc/errors.ts';
import type { RunId } from '@ipc/ids.ts';
import type { Inspected, Refused } from '@ipc/packs.ts';
import { sendFile } from './send-file.ts';

export type Readable = Extract<Inspected, { ok: true }>;
export type ImportPhase = 'closed' | 'reading' | 'choosing' | 'importing' | 'done';
/** More in one go would not fit a comparison. */
export const MOST_FILES = 200;

export class HandInImport {
  phase = $state<ImportPhase>('closed');
  /** Files read, or hand-ins imported, so far and in all. */
  done = $state(0);
  total = $state(0);
  readable = $state.raw<readonly Readable[]>([]);
  refused = $state.raw<readonly Refused[]>([]);
  /** Tokens of those that will be imported. */
  chosen = $state.raw<readonly string[]>([]);
  /** The runs that are there now, added or there before, and how many were added. */
  runs = $state.raw<readonly RunId[]>([]);
  added = $state(0);
  failure = $state.raw<AppError | null>(null);
  readonly #api: Api;
  /** Which import goes on: what belongs to an earlier one, that was closed, is let go. */
  #turn = 0;
  /** Opened while others were imported. */
  #later: Inspected[] = [];

  constructor(api: Api) {
    this.#api = api;
  }

  async open(files: readonly File[]): Promise<void> {
    if (this.phase !== 'closed' || files.length === 0) return;
    const turn = ++this.#turn;
    this.readable = [];
    this.refused = [];
    this.runs = [];
    this.chosen = [];
    this.failure = null;
    this.#begin('reading', Math.min(files.length, MOST_FILES));
    for (const file of files.slice(0, MOST_FILES)) {
      const found = await this.#read(file);
      if (turn !== this.#turn) {
        if (found.ok) await this.#discard([found.token]);
        return;
      }
      if (found.ok) this.readable = [...this.readable, found];
      else this.refused = [...this.refused, found];
      this.done++;
    }
    this.chosen = this.readable.map(({ token }) => token);
    this.phase = 'choosing';
  }

  /** A file that was opened with the app, already read. It joins those that wait for a choice. */
  show(found: Inspected): void {
    if (this.phase === 'importing') {
      this.#later = [...this.#later, found];
      return;
    }
    if (this.phase === 'closed' || this.phase === 'done') {
      this.#turn++;
      this.readable = [];
      this.refused = [];
      this.chosen = [];
      this.runs = [];
      this.failure = null;
      this.phase = 'choosing';
    }
    if (!found.ok) this.refused = [...this.refused, found];
    else if (this.#waits(found)) void this.#discard([found.token]);
    else {
      this.readable = [...this.readable, found];
      this.chosen = [...this.chosen, found.token];
    }
  }

  choose(token: string, wanted: boolean): void {
    const others = this.chosen.filter((one) => one !== token);
    this.chosen = wanted ? [...others, token] : others;
  }

  /** Imports what is chosen, one after the other; stops at the first failure and keeps what is in. */
  async commit(): Promise<void> {
    const turn = this.#turn;
    const waiting = this.readable.map(({ token }) => token);
    const tokens = waiting.filter((token) => this.chosen.includes(token));
    this.#begin('importing', tokens.length);
    this.added = 0;
    for (const token of tokens) {
      try {
        for (const { run, added } of await this.#api.packs.commit({ tokens: [token] })) {
          if (!this.runs.includes(run)) this.runs = [...this.runs, run];
          if (added) this.added++;
        }
      } catch (error) {
        this.failure = AppError.from(error);
        break;
      }
      if (turn !== this.#turn) break;
      this.done++;
    }
    if (turn === this.#turn) this.phase = 'done';
    await this.#discard(waiting);
  }

  /** Closes at any time; what was read and not imported is forgotten (by `commit` itself while it is at work). */
  close(): void {
    if (this.phase === 'closed') return;
    this.#turn++;
    const waiting = this.phase === 'reading' || this.phase === 'choosing' ? this.readable : [];
    this.phase = 'closed';
    void this.#discard(waiting.map(({ token }) => token));
    for (const found of this.#later.splice(0)) this.show(found);
  }

  /** The same file, opened twice. */
  #waits({ file, preview }: Readable): boolean {
    return this.readable.some((one) => one.file === file && one.preview.at === preview.at);
  }

  #begin(phase: ImportPhase, total: number): void {
    this.phase = phase;
    this.done = 0;
    this.total = total;
  }

  async #read(file: File): Promise<Inspected> {
    const { name } = file;
    try {
      const sent = await sendFile(this.#api, file);
      return sent.ok ? await this.#api.packs.inspect({ upload: sent.upload }) : sent;
    } catch (error) {
      // A folder, a file that was moved away meanwhile, a disk that was pulled out.
      return { ok: false, file: name, problem: 'unreadable', detail: AppError.from(error).message };
    }
  }

  /** What cannot be forgotten now is forgotten when main needs the room. */
  async #discard(tokens: string[]): Promise<void> {
    if (tokens.length === 0) return;
    try {
      await this.#api.packs.discard({ tokens });
    } catch (error) {
      this.failure = AppError.from(error);
    }
  }
}
