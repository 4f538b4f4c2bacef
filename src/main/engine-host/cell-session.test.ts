import { beforeEach, expect, it } from 'vitest';
import type { ToEngineProcess } from '@ipc/engine-process.ts';
import type { RunEvent } from '@ipc/engine.ts';
import type { CellRequest } from '@runtime/cell-events.ts';
import { CellSession, type SessionProcess } from './cell-session.ts';
import type { ProcessListener } from './engine-process.ts';

const request: CellRequest = {
  entry: 'cells/1-a.ts',
  files: {},
  purpose: 'cell',
  device: 'cpu',
  trace: false,
  seed: 0,
  config: {},
  resume: null,
  framework: 'engine',
  language: 'en'
};
const line: RunEvent = { kind: 'console', level: 'log', text: 'x', at: null };

let listener: ProcessListener | null;
let sent: ToEngineProcess[];
let killed: number;
let events: RunEvent[];
let backlog: number;
let tooMuch: (used: number, limit: number) => void;
let session: CellSession;

beforeEach(() => {
  sent = [];
  killed = 0;
  events = [];
  backlog = 0;
  const process: SessionProcess = {
    pid: 1,
    send: (message) => void sent.push(message),
    listen: (one) => (listener = one),
    kill: () => {
      killed += 1;
      return Promise.resolve();
    }
  };
  session = new CellSession({
    process,
    recording: null,
    sink: {
      send: (event) => void events.push(event),
      end: () => undefined,
      fail: () => undefined,
      onClose: () => undefined,
      backlog: () => backlog
    },
    watchMemory: (_pid, callback) => {
      tooMuch = callback;
      return () => undefined;
    }
  });
  session.run(request, 5);
});

const emit = (event: RunEvent) => listener!.message({ kind: 'event', event: event as never });
const acknowledged = () => sent.reduce((sum, one) => sum + (one.kind === 'events-received' ? one.count : 0), 0);

it('passes events on and ends with the last one, which the host sends', async () => {
  emit(line);
  emit({ kind: 'finished', status: 'finished', seconds: 1 });
  const end = await session.done;
  expect(events).toEqual([line]);
  expect(end).toMatchObject({ hung: false, reason: 'finished', last: { kind: 'finished' } });
  expect(listener).toBeNull();
  expect(acknowledged()).toBe(2);
});

it('acknowledges nothing while the page is behind', () => {
  backlog = 1000;
  for (let i = 0; i < 100; i++) emit(line);
  expect(acknowledged()).toBe(0);
  listener!.exit();
});

it('counts a process that ends as crashed, but as stopped after Stop', async () => {
  session.control('stop');
  expect(sent.at(-1)).toEqual({ kind: 'control', action: 'stop' });
  listener!.exit();
  expect(await session.done).toMatchObject({ hung: true, reason: 'stopped' });
});

it('kills a process that eats the memory', async () => {
  tooMuch(3 * 2 ** 20, 2 ** 20);
  expect(await session.done).toMatchObject({
    hung: true,
    last: { kind: 'ended', reason: 'memory', detail: '3 of at most 1 MB' }
  });
  expect(killed).toBe(1);
});

it('ends a process that sends parts of no checkpoint', async () => {
  listener!.message({ kind: 'part', bytes: new Uint8Array(4) });
  expect(await session.done).toMatchObject({ reason: 'crashed' });
  expect(killed).toBe(1);
});
