/**
 * npm run lessons -- [--only 43] [--json] [--show] [--report FILE]: runs the lessons headless, against their expected figures,
 * with the runtime of the app. `--show` prints what each cell and each mistake of the museum prints, for authors. A cell that does not end is ended after a minute.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { CellEvent, CellRequest } from '@runtime/cell-events.ts';
import { CONTROL } from '@runtime/control.ts';
import { createRuntime, prepareThread } from '@runtime/run-cell.ts';
import { createAssets } from '../../src/engine-process/assets.ts';
import { createCollect } from '../../src/engine-process/collect.ts';
import { heapUsed } from '../../src/engine-process/heap-used.ts';
import { LessonLibrary } from '../../src/main/lessons/library.ts';
import type { Lesson } from '@ipc/lesson-format.ts';
import { checkLesson, type Finding, type RunEntry, type WrongSolution } from './check-lesson.ts';

const ENTRY_TIMEOUT_MS = 60_000;
const LESSONS = path.resolve('lessons');

if (isMainThread) void main();
else serve();

/** The thread in which lesson code runs: a locked-down one, as in the app. */
function serve(): void {
  prepareThread();
  // As the app ships them; data sets that a user gets are not expected by lessons.
  const asset = createAssets({ shipped: path.resolve('out/assets'), dataSets: '' });
  const collect = createCollect();
  parentPort?.on('message', (request: CellRequest) => {
    const events: CellEvent[] = [];
    const runtime = createRuntime({
      emit: (event) => void events.push(event),
      checkpoint: () => undefined,
      control: new Int32Array(new SharedArrayBuffer(CONTROL.LENGTH * 4)),
      engineHost: {
        now: () => performance.now(),
        asset,
        inflate: (bytes, limit) => new Uint8Array(inflateRawSync(bytes, { maxOutputLength: Math.max(limit, 1) })),
        deflate: (bytes) => new Uint8Array(deflateRawSync(bytes))
      },
      checkpointSeconds: 3600,
      heapUsed: () => heapUsed(collect)
    });
    void runtime.runCell(request).then(() => parentPort?.postMessage(events));
  });
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const value = (flag: string) => (args.includes(flag) ? (args[args.indexOf(flag) + 1] ?? '') : null);
  const only = value('--only');
  const json = args.includes('--json');
  const library = await new LessonLibrary(LESSONS).load();
  const findings: Finding[] = library.faults
    .filter(
      ({ folder }) => only === null || [folder, String(Number.parseInt(folder.split('/')[1] ?? ''))].includes(only)
    )
    .flatMap(({ folder, faults }) => faults.map((message) => ({ lesson: folder, name: 'format', ok: false, message })));
  const chosen = library.lessons.filter(
    ({ id, folder, front }) => only === null || [id, folder, String(front.book)].includes(only)
  );
  if (chosen.length === 0 && findings.length === 0)
    findings.push({ lesson: only ?? 'all', name: 'found', ok: false, message: 'no such lesson' });
  const own = library.lessons.find(({ front }) => front.book === 23)?.solution ?? {};
  const runner = new Runner();
  for (const lesson of chosen) {
    if (args.includes('--show')) await show(lesson, own, runner.run);
    const wrong = readWrong(path.join(LESSONS, lesson.stage, lesson.folder, 'wrong'));
    for (const finding of await checkLesson(lesson, { wrong, own, run: runner.run })) {
      findings.push(finding);
      if (!json)
        console.log(`${finding.ok ? 'ok  ' : 'FAIL'} ${lesson.id}: ${finding.name} ${finding.message}`.trimEnd());
    }
  }
  await runner.end();
  const passed = findings.filter(({ ok }) => ok).length;
  const failed = findings.length - passed;
  const report = value('--report');
  if (report) fs.writeFileSync(report, JSON.stringify({ passed, failed, findings }));
  if (json) console.log(JSON.stringify({ passed, failed, findings }));
  else {
    for (const { lesson, message, name, ok } of findings)
      if (!ok && name === 'format') console.log(`FAIL ${lesson}: ${message}`);
    console.log(`${passed} passed, ${failed} failed`);
  }
  process.exitCode = failed === 0 ? 0 : 1;
}

async function show(lesson: Lesson, own: Record<string, string>, run: RunEntry): Promise<void> {
  const files = { ...lesson.solution, ...Object.fromEntries(lesson.cells.map(({ file, source }) => [file, source])) };
  const runs = [
    ...lesson.cells.map(({ file }) => ({ name: file, entry: file, files })),
    ...lesson.bugs.map((bug) => ({ name: `bugs/${bug.name}`, entry: bug.cell, files: { ...files, ...bug.files } }))
  ];
  for (const { name, entry, files } of runs) {
    console.log(`-- ${name}`);
    for (const event of await run({ entry, files: { ...own, ...files } }))
      if (event.kind === 'console') console.log(JSON.stringify(event.text));
      else if (event.kind === 'error') console.log(`${event.error.name}: ${event.error.message}`);
  }
}

class Runner {
  #worker: Worker | null = null;

  readonly run: RunEntry = ({ entry, files, language = 'en', framework = 'engine' }) => {
    const worker = (this.#worker ??= new Worker(fileURLToPath(import.meta.url)));
    const request: CellRequest = {
      entry,
      files,
      purpose: entry === 'check.ts' ? 'check' : 'cell',
      device: 'cpu',
      trace: false,
      seed: 0,
      config: {},
      resume: null,
      framework,
      language
    };
    return new Promise((resolve) => {
      const fail = (message: string) => {
        this.#worker = null;
        void worker.terminate();
        resolve([{ kind: 'error', error: { name: 'Error', message, at: null, frames: [] } }]);
      };
      const timer = setTimeout(() => fail(`${entry} did not end within a minute`), ENTRY_TIMEOUT_MS);
      worker.removeAllListeners();
      worker.on('error', (error: Error) => {
        clearTimeout(timer);
        fail(error.message);
      });
      worker.once('message', (events: CellEvent[]) => {
        clearTimeout(timer);
        resolve(events);
      });
      worker.postMessage(request);
    });
  };

  async end(): Promise<void> {
    await this.#worker?.terminate();
  }
}

function readWrong(folder: string): WrongSolution[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .sort()
    .map((name) => {
      const at = path.join(folder, name);
      const sources = fs.readdirSync(at).filter((file) => file.endsWith('.ts'));
      return {
        name,
        files: Object.fromEntries(sources.map((file) => [file, fs.readFileSync(path.join(at, file), 'utf8')])),
        message: JSON.parse(fs.readFileSync(path.join(at, 'message.json'), 'utf8')) as WrongSolution['message']
      };
    });
}
