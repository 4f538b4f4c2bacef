/**
 * One lesson while it is open: section, files, what is selected, progress, prediction, running and checking. Created
 * by the lesson screen. Not here: the words and layout (screens/lesson), the run itself (RunSession), playback (lib/graph).
 */
import type { SourcePlace } from '@engine/trace/events.ts';
import type { CellRequest, RunConfig } from '@runtime/cell-events.ts';
import { AppError } from '@ipc/errors.ts';
import type { LeafChange } from '@ipc/engine.ts';
import type { Bug, FigureRequest, Lesson, LessonText, Scene } from '@ipc/lesson-format.ts';
import type { Progress } from '@ipc/lessons.ts';
import type { AppState } from './app-state.svelte.ts';
import { LearnerFiles } from './learner-files.svelte.ts';
import { ownPackage } from './own-package.ts';
import { Predictions } from './predictions.svelte.ts';
import { lastNumber, newProgress, withChange } from './progress.ts';
import type { Resume } from './routes.ts';
import type { RunSession } from './run-session.svelte.ts';

export const CHECK_FILE = 'check.ts';
export type StageTab = 'figure' | 'graph' | 'table' | 'difference' | 'plots' | 'training';

export class LessonState {
  readonly lesson: Lesson;
  readonly files: LearnerFiles;
  readonly predictions: Predictions;
  section = $state(0);
  /** The file that the editor shows. */
  file = $state('');
  stage = $state<StageTab>('graph');
  /** The editor follows the playback to other files, until the learner picks one. */
  following = $state(true);
  /** A line to bring into view, from an error or a highlight; replaced on every jump. */
  jump = $state.raw<(SourcePlace & { focus: boolean }) | null>(null);
  #progress = $state.raw<Progress | null>(null);
  /** Values that the learner changed in the form, by cell. */
  overrides = $state.raw<Readonly<Record<string, RunConfig>>>({});
  /** What each cell declared when it ran last. */
  declared = $state.raw<Readonly<Record<string, RunConfig>>>({});
  seed = $state(0);
  /** A cell that waits for a prediction before its first run. */
  asking = $state<string | null>(null);
  /** The mistake of the bug museum that is switched on: cells run on the framework that has it. */
  bug = $state.raw<Bug | null>(null);
  framework = $state<CellRequest['framework']>('engine');
  /** The learner's own package, where the lesson can run on it and the learner has made it. */
  ownPackage = $state.raw<Readonly<Record<string, string>> | null>(null);

  /** Where the playback is to be when a replay has come; null: nowhere in particular. */
  held: number | null = null;

  readonly #app: AppState;

  constructor(app: AppState, lesson: Lesson, progress: Progress | null) {
    this.#app = app;
    this.lesson = lesson;
    this.files = new LearnerFiles(app.api, lesson, app.report);
    this.predictions = new Predictions(lesson.id);
    this.#progress = progress;
    this.#open(Math.min(this.progress.section, Math.max(0, lesson.scene.sections.length - 1)));
  }

  get progress(): Progress {
    return this.#progress ?? newProgress(this.lesson.id);
  }

  get text(): LessonText {
    return this.lesson.text[this.#app.language];
  }

  get scene(): Scene['sections'][number] {
    return this.lesson.scene.sections[this.section] ?? { stage: 'none' };
  }

  /** The figure of this section, else the last one before it. */
  get figure(): FigureRequest | null {
    return this.lesson.scene.sections.slice(0, this.section + 1).findLast((one) => one.figure)?.figure ?? null;
  }

  get sections(): number {
    return this.text.sections.length;
  }

  get session(): RunSession {
    return this.#app.session;
  }

  /** Whether the session shows this lesson's run (and not another's). */
  get mine(): boolean {
    return this.session.request?.lesson === this.lesson.id;
  }

  /** The cell that Run runs: the shown one, else the section's, else the first. */
  get cell(): string {
    if (this.files.cells.includes(this.file)) return this.file;
    return this.scene.cell ?? this.files.cells[0] ?? '';
  }

  get solutionOffered(): boolean {
    return this.progress.attempts > 0;
  }

  /** What has to be there before the lesson is shown. */
  async load(): Promise<void> {
    await this.files.load();
    if (this.lesson.front.own) this.ownPackage = await ownPackage(this.#app.api);
  }

  go(section: number): void {
    const to = Math.min(this.sections - 1, Math.max(0, section));
    if (to === this.section) return;
    this.#open(to);
    this.#save({ section: to });
  }

  /** The learner picks a file; playing does not take it away again. */
  select(file: string): void {
    this.file = file;
    this.following = false;
  }

  /** Shows a place in the code; with `focus` the cursor goes there. */
  show(place: SourcePlace, focus = true): void {
    if (!(place.file in this.files.originals)) return;
    if (focus) this.following = false;
    this.file = place.file;
    this.jump = { ...place, focus };
  }

  /** Runs a cell; asks for the prediction first where the scene wants one. */
  async run(cell = this.cell): Promise<void> {
    if (this.session.active || cell === '') return;
    if (this.promptFor(cell) !== null && !this.predictions.has(cell)) {
      this.asking = cell;
      return;
    }
    this.asking = null;
    await this.files.flush(cell);
    await this.session.start({
      lesson: this.lesson.id,
      entry: cell,
      files: this.#filesOf(cell),
      purpose: 'cell',
      device: this.#app.settings.value.device,
      trace: true,
      seed: this.seed,
      config: this.overrides[cell] ?? {},
      resume: null,
      framework: this.framework
    });
    if (this.session.recording) {
      // For a value that was replaced, the code's own is the one that an earlier run declared.
      const replaced = Object.keys(this.overrides[cell] ?? {});
      const own = Object.entries(this.declared[cell] ?? {}).filter(([name]) => replaced.includes(name));
      this.declared = { ...this.declared, [cell]: { ...this.session.config, ...Object.fromEntries(own) } };
    }
    this.#ended(cell);
  }

  /** Leaves that the shown run has changed by hand. */
  get leafChanges(): readonly LeafChange[] {
    return this.session.request?.leaves ?? [];
  }

  /** A recorded training is not replayed with other leaves: what is kept of it is its code and its configuration. */
  get canReplay(): boolean {
    const { request, active, recording } = this.session;
    return !active && !recording && this.mine && request?.purpose === 'cell' && request.resume === null;
  }

  /** Runs the last cell again as it was, with leaves changed by hand; the playback comes back to `cursor`. */
  async replay(leaves: LeafChange[], cursor: number): Promise<void> {
    const { request } = this.session;
    if (!this.canReplay || request === null) return;
    this.held = cursor;
    await this.session.start({ ...request, leaves });
    if (this.session.error?.at) this.show(this.session.error.at, false);
  }

  /** Goes on from a checkpoint with the code, values, seed and processor of its run; main records a run of its own. */
  async resume({ run, checkpoint }: Resume): Promise<void> {
    if (this.session.active) throw new AppError('busy', 'A run cannot be continued while another cell runs.');
    const before = await this.#app.api.runs.get({ run });
    const from = before.checkpointList.find(({ id }) => id === checkpoint);
    if (!from || before.lesson !== this.lesson.id)
      throw new AppError('not-found', 'There is no such checkpoint of a run of this lesson.');
    const { entry, title } = before;
    const section = this.lesson.scene.sections.findLastIndex((one) => one.cell === entry);
    if (section >= 0 && this.scene.cell !== entry) this.go(section);
    if (this.files.cells.includes(entry)) this.select(entry);
    this.stage = 'plots';
    await this.session.start(
      {
        lesson: this.lesson.id,
        entry,
        files: before.files,
        purpose: 'cell',
        device: before.device,
        trace: true,
        seed: before.seed ?? this.seed,
        config: before.config,
        resume: checkpoint,
        framework: 'engine'
      },
      { run, title, step: from.step }
    );
    this.#ended(entry);
  }

  /** Runs check.ts against the learner's files. */
  async check(): Promise<void> {
    if (this.session.active) return;
    await this.files.flush();
    await this.session.start({
      lesson: this.lesson.id,
      entry: CHECK_FILE,
      files: { ...this.files.all(), [CHECK_FILE]: this.lesson.check },
      purpose: 'check',
      device: 'cpu',
      trace: false,
      seed: this.seed,
      config: {},
      resume: null,
      framework: 'engine'
    });
    const { checks, status } = this.session;
    const solved = status === 'finished' && checks.length > 0 && checks.every((check) => check.ok);
    this.#save({ attempts: this.progress.attempts + 1, solved: this.progress.solved || solved });
    if (this.session.error?.at) this.show(this.session.error.at, false);
  }

  /** Switches a mistake of the museum on (and runs its cell) or off. */
  async switchBug(bug: Bug | null): Promise<void> {
    this.bug = bug;
    if (bug) {
      this.select(bug.cell);
      // A cell that the lesson never shows as a graph, a chain of thousands for instance, is told by what it prints.
      const shown = this.lesson.scene.sections.filter((one) => one.cell === bug.cell);
      if (shown.length === 0 || shown.some(({ stage }) => stage === 'graph')) this.stage = 'graph';
      await this.run(bug.cell);
    }
  }

  stop(): void {
    this.session.control('stop').catch(this.#app.report);
  }

  revealHint(): void {
    this.#save({ hintsSeen: Math.min(this.progress.hintsSeen + 1, this.text.hints.length) });
  }

  answered(): void {
    if (!this.progress.answered) this.#save({ answered: true });
  }

  async solve(): Promise<void> {
    const { solution, start, edits } = this.lesson;
    const changed = Object.entries(solution).filter(([file, text]) => text !== start[file] || edits.includes(file));
    await this.files.solve(Object.fromEntries(changed));
    const [first] = changed;
    if (first) this.file = first[0];
  }

  /** The question asked before a cell's first run; null where there is none. */
  promptFor(cell: string): string | null {
    const section = this.lesson.scene.sections.find((one) => one.cell === cell && one.predict);
    return section?.predict?.[this.#app.language] ?? null;
  }

  override(cell: string, name: string, value: number | string | boolean): void {
    const others = Object.entries(this.overrides[cell] ?? {}).filter(([one]) => one !== name);
    // Back at the code's own value, nothing is replaced.
    const own = this.declared[cell]?.[name] === value;
    this.overrides = { ...this.overrides, [cell]: Object.fromEntries(own ? others : [...others, [name, value]]) };
  }

  clearOverrides(cell: string): void {
    this.overrides = Object.fromEntries(Object.entries(this.overrides).filter(([one]) => one !== cell));
  }

  #open(section: number): void {
    this.section = section;
    const scene = this.scene;
    if (scene.stage !== 'none') this.stage = scene.stage;
    else if (this.stage === 'figure' && this.figure === null) this.stage = 'graph';
    const edited = scene.exercise ? this.files.own[0] : undefined;
    this.file = scene.highlight?.file ?? edited ?? scene.cell ?? (this.file || this.files.cells[0] || '');
    // A run of the section before that still plays does not take this file away.
    this.following = false;
    const lines = scene.highlight?.lines;
    this.jump = lines ? { file: this.file, line: lines[0], column: 1, focus: false } : null;
  }

  /** The files a cell runs on: the learner's; with a mistake of the museum, the solution with that mistake. */
  #filesOf(cell: string): Record<string, string> {
    const own = this.framework === 'own' ? this.ownPackage : null;
    if (!this.bug) return { ...own, ...this.files.all() };
    return { ...this.files.originals, ...this.lesson.solution, ...this.bug.files, [cell]: this.files.source(cell) };
  }

  #ended(cell: string): void {
    this.predictions.reveal(cell, lastNumber(this.session.console.map((line) => line.text)));
    if (this.session.error?.at) this.show(this.session.error.at, false);
  }

  #save(change: Partial<Progress>): void {
    const next = withChange(this.progress, change);
    this.#progress = next;
    this.#app.api.lessons.saveProgress(next).catch(this.#app.report);
  }
}
