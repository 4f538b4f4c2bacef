/**
 * The class packs that are there: their files in a folder of the data, as they came, read again at each start on the desk's
 * thread. A file that cannot be read is told and left out. Not here: what is in a pack (class-pack-read.ts).
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '@ipc/errors.ts';
import type { ClassPackSummary, PackId } from '@ipc/class-packs.ts';
import type { Refused } from '@ipc/packs.ts';
import type { Settings } from '@ipc/settings.ts';
import { writeWhole } from '../export/write-whole.ts';
import type { ClassPack } from './class-pack-read.ts';
import type { AskDesk } from './desk.ts';
import { LIMITS } from './limits.ts';
import { readLimited } from './read-file.ts';

const ENDING = '.dzpack';
/** Previews that wait for a yes. */
const MOST_WAITING = 4;

export interface ClassPacksParts {
  folder: string;
  desk: AskDesk;
  report: (what: string, error: unknown) => void;
}

export class ClassPacks {
  readonly #parts: ClassPacksParts;
  readonly #waiting = new Map<string, { pack: ClassPack; bytes: Uint8Array }>();
  readonly #listeners: (() => void)[] = [];
  #all: Promise<ClassPack[]> | null = null;

  constructor(parts: ClassPacksParts) {
    this.#parts = parts;
  }

  /** Read at the first call, in the order of their titles. */
  all(): Promise<ClassPack[]> {
    this.#all ??= this.#load();
    return this.#all;
  }

  async list(): Promise<ClassPackSummary[]> {
    return (await this.all()).map(({ summary }) => summary);
  }

  /** What learners cannot change; of two packs that lock the same the later title counts. */
  async locked(): Promise<Partial<Settings>> {
    return Object.assign({}, ...(await this.all()).map(({ summary }) => summary.settings)) as Partial<Settings>;
  }

  /** Called after a pack has come or gone. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  async inspect(
    bytes: Uint8Array
  ): Promise<{ ok: true; token: string; pack: ClassPackSummary } | Omit<Refused, 'file'>> {
    const found = await this.#parts.desk.ask('readClassPack', { bytes });
    if (!found.ok) return found;
    const token = randomUUID();
    this.#waiting.set(token, { pack: found.pack, bytes });
    for (const oldest of this.#waiting.keys()) {
      if (this.#waiting.size <= MOST_WAITING) break;
      this.#waiting.delete(oldest);
    }
    return { ok: true, token, pack: found.pack.summary };
  }

  async add(token: string): Promise<void> {
    const waiting = this.#waiting.get(token);
    if (!waiting) throw new AppError('not-found', 'This class pack no longer waits to be added: open the file again.');
    await mkdir(this.#parts.folder, { recursive: true });
    await writeWhole(this.#fileOf(waiting.pack.summary.id), [waiting.bytes]);
    this.#waiting.delete(token);
    this.#changed();
  }

  drop(token: string): void {
    this.#waiting.delete(token);
  }

  async remove(id: PackId): Promise<void> {
    await rm(this.#fileOf(id), { force: true });
    this.#changed();
  }

  #changed(): void {
    this.#all = null;
    for (const listener of this.#listeners) listener();
  }

  #fileOf(id: PackId): string {
    return path.join(this.#parts.folder, `${id}${ENDING}`);
  }

  async #load(): Promise<ClassPack[]> {
    const { folder, desk, report } = this.#parts;
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const packs: ClassPack[] = [];
    for (const name of names.filter((one) => one.endsWith(ENDING))) {
      try {
        const found = await desk.ask('readClassPack', {
          bytes: await readLimited(path.join(folder, name), LIMITS.pack.fileBytes)
        });
        if (found.ok) packs.push(found.pack);
        else report('class pack', new Error(`${name}: ${found.detail}`));
      } catch (error) {
        report('class pack', error);
      }
    }
    return packs.sort((a, b) => a.summary.title.en.localeCompare(b.summary.title.en));
  }
}
