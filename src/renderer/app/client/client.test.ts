import { describe, expect, test, vi } from 'vitest';
import type { Bridge } from '@ipc/contract.ts';
import type { FailureData } from '@ipc/errors.ts';
import { createApi } from './client.ts';

function bridge(answer: unknown = { ok: true, value: null }) {
  const calls: [string, unknown][] = [];
  const streams: { channel: string; send: (message: unknown) => void; closed: boolean }[] = [];
  const made: Bridge = {
    call(channel, input) {
      calls.push([channel, input]);
      return Promise.resolve(answer);
    },
    subscribe(channel, _input, send) {
      const stream = { channel, send, closed: false };
      streams.push(stream);
      return () => {
        stream.closed = true;
      };
    }
  };
  return { made, calls, streams };
}

describe('calls', () => {
  test('go to the channel of the contract and give the parsed value', async () => {
    const { made, calls } = bridge({ ok: true, value: { available: true, name: 'X', software: false } });
    const gpu = await createApi(made).engine.gpu(null);
    expect(calls).toEqual([['engine:gpu', null]]);
    expect(gpu).toEqual({ available: true, name: 'X', software: false });
  });

  test('a failure becomes an AppError with its code and details', async () => {
    const error = { code: 'disk-full', message: 'No room.', details: { free: 0 } };
    const { made } = bridge({ ok: false, error });
    await expect(createApi(made).engine.gpu(null)).rejects.toMatchObject({ name: 'AppError', ...error });
  });

  test('an answer of the wrong form is refused and the channel named', async () => {
    const { made } = bridge({ ok: true, value: { available: 'yes' } });
    await expect(createApi(made).engine.gpu(null)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('engine:gpu') as string
    });
  });
});

describe('streams', () => {
  const notice = { code: 'store-read-only', detail: '/data' };

  test('hand on every event of a batch, then the end', () => {
    const { made, streams } = bridge();
    const event = vi.fn();
    const end = vi.fn();
    createApi(made).app.notices(null, { event, end });
    streams[0]?.send({ kind: 'events', number: 1, events: [notice, notice] });
    streams[0]?.send({ kind: 'end' });
    expect(event).toHaveBeenCalledTimes(2);
    expect(end).toHaveBeenCalledOnce();
  });

  test('say nothing after they were closed', () => {
    const { made, streams } = bridge();
    const event = vi.fn();
    createApi(made).app.notices(null, { event })();
    streams[0]?.send({ kind: 'events', number: 1, events: [notice] });
    expect(event).not.toHaveBeenCalled();
    expect(streams[0]?.closed).toBe(true);
  });

  test('an event of the wrong form closes the stream as failed', () => {
    const { made, streams } = bridge();
    const failures: FailureData[] = [];
    createApi(made).app.notices(null, { event: vi.fn(), failed: (failure) => failures.push(failure) });
    streams[0]?.send({ kind: 'events', number: 1, events: [{ code: 'nonsense' }] });
    expect(failures.map((one) => one.code)).toEqual(['bad-input']);
    expect(streams[0]?.closed).toBe(true);
  });
});
