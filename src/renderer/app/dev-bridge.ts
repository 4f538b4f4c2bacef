/**
 * The contract in memory, for a plain browser during development (`import.meta.env.DEV` and no preload): the real
 * lessons, settings and code that last until the page is reloaded, no runs. It has no engine: running a cell replays one
 * short recorded trace, so that layout and looks can be worked on. Never part of a built app.
 */
import type { TraceEvent, ValueSnapshot } from '@engine/trace/events.ts';
import type { Bridge } from '@ipc/contract.ts';
import type { RunEvent, RunRequest } from '@ipc/engine.ts';
import type { Envelope, StreamMessage } from '@ipc/envelope.ts';
import type { Lesson } from '@ipc/lesson-format.ts';
import { parseLesson } from '@ipc/parse-lesson.ts';
import { DEFAULT_SETTINGS, type Settings } from '@ipc/settings.ts';

type Handler = (input: never) => unknown;

export function createDevBridge(): Bridge {
  const lessons = readLessons();
  let settings: Settings = DEFAULT_SETTINGS;
  const code: Record<string, Record<string, string>> = {};
  const versions: { id: number; at: string; reason: string; bytes: number; file: string; source: string }[] = [];

  const calls: Record<string, Handler> = {
    'app:info': () => ({
      version: 'dev',
      electron: '-',
      chromium: '-',
      standIn: true,
      platform: 'browser',
      cpu: 'browser',
      cores: navigator.hardwareConcurrency,
      dataFolder: '-',
      interactiveMs: null
    }),
    'app:interactive': () => null,
    'settings:get': () => settings,
    'settings:set': (patch: Partial<Settings>) => (settings = { ...settings, ...patch }),
    'lessons:list': () => ({
      stages: [...new Set(lessons.map((lesson) => lesson.stage))].map((stage) => {
        const name = stage.replace(/^\d+-/, '').replaceAll('-', ' ');
        return { stage, title: { en: name, ko: name }, goal: { en: '', ko: '' } };
      }),
      lessons: lessons.map(({ id, stage, front, text }) => ({
        id,
        stage,
        book: front.book,
        minutes: front.minutes,
        title: { en: text.en.title, ko: text.ko.title }
      })),
      progress: []
    }),
    'lessons:get': ({ lesson }: { lesson: string }) => ({
      lesson: lessons.find((one) => one.id === lesson),
      progress: null
    }),
    'lessons:saveProgress': () => null,
    'code:load': ({ lesson }: { lesson: string }) => code[lesson] ?? {},
    'code:save': (input: { lesson: string; file: string; source: string; reason: string }) => {
      const { lesson, file, source, reason } = input;
      code[lesson] = { ...code[lesson], [file]: source };
      const at = new Date().toISOString();
      versions.unshift({ id: versions.length + 1, at, reason, bytes: source.length, file, source });
      return null;
    },
    'code:history': ({ file }: { file: string }) => versions.filter((one) => one.file === file),
    'code:version': ({ id }: { id: number }) => versions.find((one) => one.id === id)?.source ?? '',
    'code:hung': () => [],
    'runs:list': () => [],
    'runs:curves': () => [],
    'engine:gpu': () => ({ available: false, reason: 'A plain browser has no engine.' }),
    'engine:control': () => null
  };

  return {
    call(channel, input) {
      const handler = calls[channel];
      const answer: Envelope = handler
        ? { ok: true, value: handler(input as never) }
        : { ok: false, error: { code: 'not-found', message: `The browser has no '${channel}'.` } };
      return Promise.resolve(answer);
    },
    subscribe(channel, input, onMessage) {
      if (channel === 'engine:run')
        setTimeout(() => {
          const events = recorded(input as RunRequest);
          onMessage({ kind: 'events', number: 1, events } satisfies StreamMessage);
          onMessage({ kind: 'end' } satisfies StreamMessage);
        }, 50);
      return () => undefined;
    }
  };
}

function readLessons(): Lesson[] {
  const sources = import.meta.glob<string>('../../../lessons/*/*/**/*.{md,ts,json}', {
    query: '?raw',
    import: 'default',
    eager: true
  });
  const folders: Record<string, Record<string, string>> = {};
  for (const [path, text] of Object.entries(sources)) {
    const [, stage = '', folder = '', name = ''] = /lessons\/([^/]+)\/([^/]+)\/(.+)$/.exec(path) ?? [];
    (folders[`${stage}/${folder}`] ??= {})[name] = text;
  }
  return Object.entries(folders).flatMap(([place, files]) => {
    const [stage = '', folder = ''] = place.split('/');
    const parsed = parseLesson(files, { stage, folder, earlier: {}, previous: null });
    return parsed.ok ? [parsed.lesson] : [];
  });
}

const value = (number: number): ValueSnapshot => ({
  shape: [],
  dtype: 'float64',
  values: [number],
  text: String(number),
  min: number,
  max: number,
  mean: number,
  nonFinite: 0
});

/** y = (exp(x^2))^2 at 0.5 and its backward pass. */
function recorded({ entry, purpose }: RunRequest): RunEvent[] {
  const started: RunEvent = { kind: 'started', device: 'cpu', deviceName: 'browser' };
  const finished: RunEvent = { kind: 'finished', status: 'finished', seconds: 0.01 };
  if (purpose === 'check')
    return [
      started,
      { kind: 'check', results: [{ title: 'No engine here', ok: false, message: 'A browser.' }] },
      finished
    ];
  const cell = { file: entry, line: 3, column: 1 };
  const base = { at: null, cell };
  const values = [0.5, 0.25, 1.2840254166877414, 1.648721270700128];
  const events: TraceEvent[] = values.map((number, index) => ({
    kind: 'variable',
    ...base,
    id: index + 1,
    name: index === 0 ? 'x' : null,
    role: index === 0 ? 'leaf' : 'intermediate',
    value: value(number),
    generation: index,
    pass: 'forward',
    type: 'Variable'
  }));
  const functions = ['Square', 'Exp', 'Square'].map((name, index): TraceEvent => ({
    kind: 'function',
    ...base,
    id: 10 + index,
    name,
    generation: index,
    inputs: [index + 1],
    outputs: [index + 2],
    pass: 'forward',
    layers: []
  }));
  const gradients = [1, 2.568050833375483, 3.297442541400256, 3.297442541400256].map((number, index): TraceEvent => ({
    kind: 'gradient',
    ...base,
    target: 4 - index,
    from: index === 0 ? null : 13 - index,
    mode: index === 0 ? 'seed' : 'first',
    contribution: value(number),
    before: null,
    after: value(number)
  }));
  return [
    started,
    { kind: 'trace', events: [...events, ...functions, { kind: 'backward-started', ...base, root: 4 }, ...gradients] },
    { kind: 'console', level: 'log', text: '3.297442541400256', at: cell },
    finished
  ];
}
