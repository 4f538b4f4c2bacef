import { expect, it } from 'vitest';
import { answerFailure, answerFloats, createAnswer, waitForFloats } from './sync-read.ts';

it('hands the floats over', () => {
  const answer = createAnswer(12);
  answerFloats(answer, Float32Array.of(1, 2, 3));
  expect(waitForFloats(answer, 3, 10)).toEqual(Float32Array.of(1, 2, 3));
});

it('throws a DeviceLostError with the reason, and says when nothing came', () => {
  const answer = createAnswer(0);
  answerFailure(answer, 'the device was lost');
  expect(() => waitForFloats(answer, 0, 10)).toThrow(/the device was lost.*switch the device to CPU/);
  expect(() => waitForFloats(createAnswer(4), 1, 5)).toThrow(/did not answer within 0.005 s/);
});

it('refuses an answer of another size', () => {
  const short = createAnswer(8);
  answerFloats(short, Float32Array.of(1));
  expect(() => waitForFloats(short, 2, 10)).toThrow(/4 bytes where 8/);
  const long = createAnswer(8);
  answerFloats(long, new Float32Array(1000));
  expect(() => waitForFloats(long, 2, 10)).toThrow(/more than were asked for/);
});
