import { expect, it } from 'vitest';
import { PART_BYTES, type FromEngineProcess } from '@ipc/engine-process.ts';
import type { CheckpointData } from '@runtime/cell-events.ts';
import { CheckpointSender } from './checkpoint-sender.ts';

const data = (step: number, ...lengths: number[]): CheckpointData => ({
  step,
  reason: 'auto',
  state: '{}',
  arrays: lengths.map((length, i) => ({
    name: `w${i}`,
    dtype: 'uint8',
    shape: [length],
    bytes: new Uint8Array(length)
  }))
});
const describe_ = (message: FromEngineProcess) =>
  message.kind === 'checkpoint'
    ? `head ${message.step}`
    : message.kind === 'part'
      ? message.bytes.length
      : message.kind;

it('sends a part only after the one before has arrived, and the end after all of them', () => {
  const posted: (string | number)[] = [];
  const sender = new CheckpointSender((message) => posted.push(describe_(message)));
  sender.send(data(5, PART_BYTES + 3, 0, 7));
  sender.then(() => posted.push('end'));
  expect(posted).toEqual(['head 5']);
  for (let i = 0; i < 4; i++) sender.partReceived();
  expect(posted).toEqual(['head 5', PART_BYTES, 3, 7, 'end']);
});

it('keeps only the newest of the checkpoints that wait', () => {
  const posted: (string | number)[] = [];
  const sender = new CheckpointSender((message) => posted.push(describe_(message)));
  sender.send(data(1, 1));
  sender.send(data(2, 2));
  sender.send(data(3, 3));
  for (let i = 0; i < 4; i++) sender.partReceived();
  expect(posted).toEqual(['head 1', 1, 'head 3', 3]);
  sender.then(() => posted.push('at once'));
  expect(posted.at(-1)).toBe('at once');
});

it('does not lose one by hand to one by the clock', () => {
  const posted: (string | number)[] = [];
  const sender = new CheckpointSender((message) => posted.push(describe_(message)));
  sender.send(data(1, 1));
  sender.send({ ...data(2, 2), reason: 'hand' });
  sender.send(data(3, 3));
  sender.send(data(4, 4));
  for (let i = 0; i < 8; i++) sender.partReceived();
  expect(posted).toEqual(['head 1', 1, 'head 2', 2, 'head 4', 4]);
});
