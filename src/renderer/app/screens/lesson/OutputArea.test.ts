// @vitest-environment happy-dom
// A check that starts is shown; while it runs the learner may look at something else, and is left there.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { createTranslator } from '@i18n/index.ts';
import type { Api } from '@ipc/contract.ts';
import type { RunEvent, RunRequest } from '@ipc/engine.ts';
import type { LessonId } from '@ipc/ids.ts';
import { RunSession } from '../../lib/state/run-session.svelte.ts';
import OutputArea from './OutputArea.svelte';

const state = vi.hoisted((): { app: unknown } => ({ app: null }));
vi.mock('../../lib/state/context.ts', () => ({ getApp: () => state.app }));

const check: RunRequest = {
  lesson: 'step-7' as LessonId,
  entry: 'check.ts',
  files: {},
  purpose: 'check',
  device: 'cpu',
  trace: false,
  seed: 0,
  config: {},
  resume: null,
  framework: 'engine'
};

let mounted: object | null = null;
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
  document.body.replaceChildren();
});

test('a check takes the panel when it starts, and not again while it runs', () => {
  let send: (event: RunEvent) => void = () => undefined;
  const api = {
    engine: {
      run: (_request: unknown, listener: { event(event: RunEvent): void }) => {
        send = (event) => listener.event(event);
        return () => undefined;
      }
    }
  } as unknown as Api;
  const session = new RunSession(api);
  state.app = { session, t: createTranslator('en'), language: 'en', report: vi.fn() };
  const lesson = {
    lesson: { bugs: [] },
    files: { hung: [], undoable: null },
    declared: {},
    cell: 'cells/1-a.ts',
    mine: true,
    bug: null,
    progress: { hintsSeen: 0, solved: false },
    text: { hints: ['first', 'second', 'third'] },
    solutionOffered: false
  };
  mounted = mount(OutputArea, { target: document.body, props: { lesson: lesson as never } });
  flushSync();
  const tab = (name: string) =>
    [...document.querySelectorAll<HTMLElement>('[role="tab"]')].find((one) => one.textContent.includes(name));
  const chosen = () => document.querySelector('[role="tab"][aria-selected="true"]')?.textContent.trim();

  void session.start(check);
  flushSync();
  expect(chosen()).toContain('Check');
  tab('Hints')?.click();
  flushSync();
  send({ kind: 'started', device: 'cpu', deviceName: 'Processor' });
  flushSync();
  expect(chosen()).toContain('Hints');
  send({ kind: 'finished', status: 'finished', seconds: 0.1 });
  flushSync();
  expect(chosen()).toContain('Hints');
  void session.start({ ...check });
  flushSync();
  expect(chosen()).toContain('Check');
});
