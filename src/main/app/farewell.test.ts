import { expect, test } from 'vitest';
import { Farewell } from './farewell.ts';

function listener(answer: () => void) {
  return { send: answer, end: () => undefined, fail: () => undefined, onClose: () => undefined };
}

test('waits for the page that listens, and for no other', async () => {
  const farewell = new Farewell();
  await farewell.said(60_000);
  let asked = 0;
  farewell.feed.add(
    listener(() => {
      asked += 1;
      farewell.done();
    })
  );
  await farewell.said(60_000);
  expect(asked).toBe(1);
});

test('a page that does not answer is not waited for', async () => {
  const farewell = new Farewell();
  farewell.feed.add(listener(() => undefined));
  await expect(farewell.said(1)).resolves.toBeUndefined();
});
