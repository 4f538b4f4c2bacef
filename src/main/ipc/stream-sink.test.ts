import { beforeEach, expect, it } from 'vitest';
import { STREAM_WINDOW, type StreamMessage } from '@ipc/envelope.ts';
import { BATCH_EVENTS, StreamSink, type SinkPort } from './stream-sink.ts';

class FakePort implements SinkPort {
  sent: StreamMessage[] = [];
  listeners: { message?: (message: { data: unknown }) => void; close?: () => void } = {};
  on(event: 'message' | 'close', listener: never): void {
    this.listeners[event] = listener;
  }
  postMessage(message: StreamMessage): void {
    this.sent.push(message);
  }
  start(): void {}
  close(): void {
    this.listeners.close?.();
  }
  ack(number: number): void {
    this.listeners.message?.({ data: { ack: number } });
  }
}

let port: FakePort;
let ticks: (() => void)[];
let sink: StreamSink<number>;
const tick = () => ticks.splice(0).forEach((task) => task());
const events = () => port.sent.flatMap((message) => (message.kind === 'events' ? message.events : []));

beforeEach(() => {
  port = new FakePort();
  ticks = [];
  sink = new StreamSink<number>(port, (task) => ticks.push(task));
});

it('sends the events of a tick as one batch', () => {
  [1, 2, 3].forEach((event) => sink.send(event));
  expect(port.sent).toEqual([]);
  tick();
  expect(port.sent).toEqual([{ kind: 'events', number: 1, events: [1, 2, 3] }]);
});

it('stops after a window of batches and goes on in order as they are acknowledged', () => {
  for (let i = 0; i < STREAM_WINDOW + 3; i++) {
    sink.send(i);
    tick();
  }
  expect(port.sent).toHaveLength(STREAM_WINDOW);
  expect(sink.backlog()).toBe(3);
  port.ack(1);
  expect(port.sent.at(-1)).toEqual({
    kind: 'events',
    number: STREAM_WINDOW + 1,
    events: [STREAM_WINDOW, STREAM_WINDOW + 1, STREAM_WINDOW + 2]
  });
  expect(events()).toEqual(Array.from({ length: STREAM_WINDOW + 3 }, (_, i) => i));
});

it('cuts what has piled up into batches of limited size', () => {
  for (let i = 0; i < BATCH_EVENTS + 1; i++) sink.send(i);
  tick();
  expect(port.sent.map((message) => (message.kind === 'events' ? message.events.length : 0))).toEqual([
    BATCH_EVENTS,
    1
  ]);
});

it('sends the end after everything else, and nothing after it', () => {
  for (let i = 0; i < STREAM_WINDOW; i++) {
    sink.send(i);
    tick();
  }
  sink.send(100);
  sink.end();
  sink.send(101);
  tick();
  expect(port.sent.at(-1)?.kind).toBe('events');
  port.ack(STREAM_WINDOW);
  expect(port.sent.at(-1)).toEqual({ kind: 'end' });
  expect(events().at(-1)).toBe(100);
});

it('tells once when the receiver has gone, ignores nonsense, and keeps nothing', () => {
  let closed = 0;
  sink.onClose(() => closed++);
  port.listeners.message?.({ data: { ack: 'x' } });
  port.listeners.message?.({ data: null });
  sink.send(1);
  port.close();
  port.close();
  tick();
  sink.send(2);
  tick();
  expect(closed).toBe(1);
  expect(port.sent).toEqual([]);
  expect(sink.backlog()).toBe(0);
});
