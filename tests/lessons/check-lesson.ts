/**
 * Everything that must hold for one lesson: the start fails its check, the solution passes, each typical wrong solution
 * earns its message, every cell runs and reproduces its figures, three hints, lines that are pointed at exist, and the
 * text is short enough. Executed by the same runtime as in the app.
 */
import type { Bug, Lesson } from '@ipc/lesson-format.ts';
import type { CellEvent, CheckResult } from '@runtime/cell-events.ts';
import { differenceOfCurves, differenceOfPrints } from './compare-prints.ts';

export interface Finding {
  lesson: string;
  name: string;
  ok: boolean;
  message: string;
}

export interface WrongSolution {
  name: string;
  files: Record<string, string>;
  message: { en: string; ko: string };
}

export interface EntryRun {
  entry: string;
  files: Record<string, string>;
  language?: 'en' | 'ko';
  framework?: 'engine' | 'own';
}

/** Runs an entry of a lesson and returns all its events. */
export type RunEntry = (run: EntryRun) => Promise<CellEvent[]>;

const MOST_MINUTES = 12;
/** Words a minute of somebody who reads to understand; Korean is counted in characters. */
const WORDS_A_MINUTE = 130;
const CHARACTERS_A_MINUTE = 330;

/** `own`: the learner's package as step 23 leaves it, for lessons whose cells run on it too. */
export async function checkLesson(
  lesson: Lesson,
  { wrong, own, run }: { wrong: readonly WrongSolution[]; own: Record<string, string>; run: RunEntry }
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const note = (name: string, problem: string | null) =>
    findings.push({ lesson: lesson.id, name, ok: problem === null, message: problem ?? '' });
  const all = (files: Record<string, string>): Record<string, string> => ({
    ...files,
    ...Object.fromEntries(lesson.cells.map(({ file, source }) => [file, source])),
    'check.ts': lesson.check
  });

  for (const { file } of lesson.cells) {
    note(file, problemOfCell(lesson, file, await run({ entry: file, files: all(lesson.solution) })));
    if (!lesson.front.own) continue;
    const events = await run({ entry: file, files: { ...own, ...all(lesson.solution) }, framework: 'own' });
    note(`${file} on the learner's own package`, problemOfCell(lesson, file, events));
  }
  for (const bug of lesson.bugs) {
    const events = await run({ entry: bug.cell, files: all({ ...lesson.solution, ...bug.files }) });
    note(`bug ${bug.name}`, problemOfBug(lesson, bug, events));
  }
  note(
    'the start fails its check',
    passes(await run({ entry: 'check.ts', files: all(lesson.start) })) ? 'it passes' : null
  );
  for (const language of ['en', 'ko'] as const) {
    const events = await run({ entry: 'check.ts', files: all(lesson.solution), language });
    note(`the solution passes (${language})`, passes(events) ? null : describe(events));
  }
  note('three wrong solutions', wrong.length >= 3 ? null : `there are ${wrong.length}`);
  for (const { name, files, message } of wrong)
    for (const language of ['en', 'ko'] as const) {
      const events = await run({ entry: 'check.ts', files: all({ ...lesson.solution, ...files }), language });
      const said = failures(events).join(' | ');
      const earned = said.includes(message[language]);
      note(`wrong solution ${name} (${language})`, earned ? null : `expected "${message[language]}", got: ${said}`);
    }
  for (const language of ['en', 'ko'] as const) {
    const text = lesson.text[language];
    note(`three hints (${language})`, text.hints.length === 3 ? null : `there are ${text.hints.length}`);
    note(`one right answer (${language})`, text.question.answers.some(({ right }) => right) ? null : 'there is none');
    const minutes = readingTime(text.sections.join('\n'), language);
    note(`reading time (${language})`, minutes <= MOST_MINUTES ? null : `${minutes.toFixed(1)} minutes`);
  }
  for (const [i, { highlight, cell, stage }] of lesson.scene.sections.entries()) {
    if (stage === 'figure' && !lesson.scene.sections.slice(0, i + 1).some((one) => one.figure))
      note(`section ${i + 1}`, 'it shows a figure, but none is named up to here');
    if (cell && !lesson.cells.some(({ file }) => file === cell)) note(`section ${i + 1}`, `there is no ${cell}`);
    if (!highlight) continue;
    const source = all(lesson.start)[highlight.file];
    const lines = source?.trimEnd().split('\n').length ?? 0;
    const [first, last] = highlight.lines;
    note(
      `section ${i + 1} points at ${highlight.file}:${first}-${last}`,
      first >= 1 && first <= last && last <= lines ? null : `the file has ${lines} lines`
    );
  }
  return findings;
}

function problemOfCell(lesson: Lesson, file: string, events: readonly CellEvent[]): string | null {
  const failed = events.find((event) => event.kind === 'error');
  if (failed) return `${failed.error.name}: ${failed.error.message}`;
  const expected = lesson.expected.cells[file];
  if (!expected) return 'expected.json says nothing about this cell';
  const prints = events.filter((event) => event.kind === 'console').map((event) => event.text);
  const wrongPrint = expected.prints && differenceOfPrints(prints, expected.prints);
  if (wrongPrint) return wrongPrint;
  for (const [name, curve] of Object.entries(expected.metrics ?? {})) {
    const rows = events.filter((event) => event.kind === 'metrics').flatMap((event) => event.rows);
    const values = new Map(rows.filter((row) => row.name === name).map((row) => [row.step, row.value]));
    const wrongCurve = differenceOfCurves(values, curve);
    if (wrongCurve) return `${name}: ${wrongCurve}`;
  }
  return null;
}

/** A mistake of the museum must show: other figures than the right ones, or an error, as its note says. */
function problemOfBug(lesson: Lesson, bug: Bug, events: readonly CellEvent[]): string | null {
  const thrown = events.find((event) => event.kind === 'error')?.error.message ?? null;
  if (bug.error !== undefined)
    return thrown?.includes(bug.error) === true ? null : `expected the error "${bug.error}", got: ${thrown ?? 'none'}`;
  if (thrown !== null) return thrown;
  const prints = events.filter((event) => event.kind === 'console').map((event) => event.text);
  const right = lesson.expected.cells[bug.cell]?.prints ?? [];
  if (differenceOfPrints(prints, right) === null) return 'the cell prints what it prints without the mistake';
  return differenceOfPrints(prints, bug.prints ?? []);
}

const results = (events: readonly CellEvent[]): CheckResult[] =>
  events.filter((event) => event.kind === 'check').flatMap((event) => event.results);

const passes = (events: readonly CellEvent[]): boolean =>
  results(events).length > 0 &&
  results(events).every(({ ok }) => ok) &&
  !events.some((event) => event.kind === 'error');

const failures = (events: readonly CellEvent[]): string[] => [
  ...events.filter((event) => event.kind === 'error').map((event) => event.error.message),
  ...results(events)
    .filter(({ ok }) => !ok)
    .map(({ title, message }) => `${title}: ${message}`)
];

const describe = (events: readonly CellEvent[]): string => failures(events).join(' | ') || 'no check ran';

function readingTime(text: string, language: 'en' | 'ko'): number {
  const prose = text.replace(/```[\s\S]*?```|\$\$[\s\S]*?\$\$/g, ' ');
  return language === 'en'
    ? prose.split(/\s+/).length / WORDS_A_MINUTE
    : prose.replace(/\s+/g, '').length / CHARACTERS_A_MINUTE;
}
