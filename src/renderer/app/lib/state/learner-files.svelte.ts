/**
 * The learner's files of one lesson: as typed, journalled a moment after each change and before each run, and never
 * overwritten for good: reset, solution and restore keep what was there (history in the store, one-click undo here).
 */
import type { Api } from '@ipc/contract.ts';
import type { CodeVersion } from '@ipc/code.ts';
import type { LessonId } from '@ipc/ids.ts';
import type { Lesson } from '@ipc/lesson-format.ts';
import { carryOver } from './carry-over.ts';

export const JOURNAL_DELAY_MS = 300;

export type Reason = CodeVersion['reason'];

export class LearnerFiles {
  readonly lesson: LessonId;
  /** The lesson's own text of every file: cells and the files of the framework as the step starts. */
  readonly originals: Readonly<Record<string, string>>;
  /** Cells, in order, then what the step edits, then the rest of the framework. */
  readonly cells: readonly string[];
  readonly own: readonly string[];
  /** What differs from the originals or was saved. */
  edited = $state.raw<Readonly<Record<string, string>>>({});
  /** The last reset, solution or restore, until it is undone or something else is done. */
  undoable = $state.raw<{ reason: Reason; files: Readonly<Record<string, string>> } | null>(null);
  hung = $state.raw<readonly string[]>([]);
  /** The files of the framework as the learner's own code of the step before makes them; {} where there is none. */
  carried = $state.raw<Readonly<Record<string, string>>>({});
  /** They were put in when the lesson was opened, and the learner has not been told yet. */
  carriedIn = $state(false);

  readonly #api: Api;
  readonly #failed: (error: unknown) => void;
  readonly #previous: LessonId | null;
  readonly #start: Readonly<Record<string, string>>;
  // Not shown, so not reactive.
  #timers: Readonly<Record<string, ReturnType<typeof setTimeout>>> = {};

  constructor(api: Api, lesson: Lesson, failed: (error: unknown) => void) {
    this.#api = api;
    this.#failed = failed;
    this.lesson = lesson.id;
    this.#previous = lesson.previous;
    this.#start = lesson.start;
    this.cells = lesson.cells.map((cell) => cell.file);
    const others = Object.keys(lesson.start).filter((file) => !lesson.edits.includes(file));
    this.own = [...lesson.edits, ...others.sort()];
    this.originals = { ...lesson.start, ...Object.fromEntries(lesson.cells.map((cell) => [cell.file, cell.source])) };
  }

  async load(): Promise<void> {
    const [edited, hung] = await Promise.all([
      this.#api.code.load({ lesson: this.lesson }),
      this.#api.code.hung({ lesson: this.lesson })
    ]);
    this.edited = edited;
    this.hung = hung;
    this.carried = await this.#carry();
    const untouched = !Object.keys(edited).some((file) => file in this.#start);
    if (!untouched || Object.keys(this.carried).length === 0) return;
    await this.goOnWithOwn();
    this.carriedIn = true;
  }

  /** Whether the framework's files are those that came over from the step before. */
  get isCarried(): boolean {
    return Object.entries(this.carried).every(([file, source]) => this.source(file) === source);
  }

  source(file: string): string {
    return this.edited[file] ?? this.originals[file] ?? '';
  }

  isEdited(file: string): boolean {
    return this.source(file) !== (this.originals[file] ?? '');
  }

  /** Everything that may be imported, as it stands. */
  all(): Record<string, string> {
    return { ...this.originals, ...this.edited };
  }

  /** The learner types. */
  type(file: string, source: string): void {
    if (source === this.source(file)) return;
    this.edited = { ...this.edited, [file]: source };
    clearTimeout(this.#timers[file]);
    const timer = setTimeout(() => void this.#save(file, 'typed'), JOURNAL_DELAY_MS);
    this.#timers = { ...this.#timers, [file]: timer };
  }

  /** Saves what was typed and not saved yet; before a run also the cell's version as it runs. */
  async flush(runs?: string): Promise<void> {
    const waiting = Object.keys(this.#timers).filter((file) => file !== runs);
    await Promise.all(waiting.map((file) => this.#save(file, 'typed')));
    if (runs !== undefined) {
      await this.#save(runs, 'run');
      this.hung = this.hung.filter((file) => file !== runs);
    }
  }

  reset(file: string): Promise<void> {
    return this.#replace({ [file]: this.originals[file] ?? '' }, 'reset');
  }

  /** Puts the solution in; `undo` brings the learner's own back. */
  solve(solution: Readonly<Record<string, string>>): Promise<void> {
    return this.#replace(solution, 'solution');
  }

  /** The learner's own framework from the step before. */
  goOnWithOwn(): Promise<void> {
    return this.#replace(this.carried, 'carried');
  }

  /** The lesson's framework in place of the learner's own. */
  goOnWithReference(): Promise<void> {
    this.carriedIn = false;
    const files = Object.keys(this.carried).map((file) => [file, this.#start[file] ?? ''] as const);
    return this.#replace(Object.fromEntries(files), 'reset');
  }

  async undo(): Promise<void> {
    const before = this.undoable;
    if (!before) return;
    await this.#replace(before.files, 'restored');
    this.undoable = null;
  }

  history(file: string): Promise<CodeVersion[]> {
    return this.#api.code.history({ lesson: this.lesson, file });
  }

  version(id: number): Promise<string> {
    return this.#api.code.version({ id });
  }

  restore(file: string, source: string): Promise<void> {
    return this.#replace({ [file]: source }, 'restored');
  }

  /** Only who solved the step before has something to go on with. */
  async #carry(): Promise<Record<string, string>> {
    if (this.#previous === null) return {};
    const [{ lesson, progress }, own] = await Promise.all([
      this.#api.lessons.get({ lesson: this.#previous }),
      this.#api.code.load({ lesson: this.#previous })
    ]);
    return progress?.solved === true ? carryOver({ solution: lesson.solution, own }, this.#start) : {};
  }

  async #replace(files: Readonly<Record<string, string>>, reason: Reason): Promise<void> {
    await this.flush();
    this.undoable = {
      reason,
      files: Object.fromEntries(Object.keys(files).map((file) => [file, this.source(file)]))
    };
    this.edited = { ...this.edited, ...files };
    await Promise.all(Object.keys(files).map((file) => this.#save(file, reason)));
  }

  async #save(file: string, reason: Reason): Promise<void> {
    clearTimeout(this.#timers[file]);
    this.#timers = Object.fromEntries(Object.entries(this.#timers).filter(([one]) => one !== file));
    try {
      await this.#api.code.save({ lesson: this.lesson, file, source: this.source(file), reason });
    } catch (error) {
      this.#failed(error);
    }
  }
}
