/** A class's files through the import: parts, progress, what is refused, what was there, closing half way. */
import { expect, it, vi } from 'vitest';
import type { Api } from '@ipc/contract.ts';
import { PART_BYTES } from '@ipc/engine-process.ts';
import { AppError } from '@ipc/errors.ts';
import type { Inspected } from '@ipc/packs.ts';
import { HandInImport } from './hand-in-import.svelte.ts';

/** Main, as far as it matters here: a file of zero bytes is refused, and a name stands for its content. */
function fakeMain() {
  const sizes = new Map<string, number[]>();
  const imported = new Set<string>();
  const packs = {
    begin: vi.fn(({ file, bytes }: { file: string; bytes: number }) =>
      Promise.resolve(bytes === 0 ? { ok: false, file, problem: 'damaged', detail: '' } : { ok: true, upload: file })
    ),
    part: vi.fn(({ upload, bytes }: { upload: string; bytes: Uint8Array }) => {
      sizes.set(upload, [...(sizes.get(upload) ?? []), bytes.length]);
      return Promise.resolve(null);
    }),
    inspect: ({ upload }: { upload: string }) =>
      Promise.resolve({ ok: true, file: upload, token: upload, known: imported.has(upload), preview: {} }),
    commit: vi.fn(({ tokens }: { tokens: string[] }) => {
      if (tokens.includes('full')) return Promise.reject(new AppError('disk-full', 'no room'));
      const added = tokens.map((token) => ({ token, run: token, added: !imported.has(token) }));
      for (const token of tokens) imported.add(token);
      return Promise.resolve(added);
    }),
    discard: vi.fn(() => Promise.resolve(null))
  };
  return { work: new HandInImport({ packs } as unknown as Api), packs, sizes };
}

const file = (name: string, bytes = 3): File => new File([new Uint8Array(bytes)], name);
const thirty = Array.from({ length: 30 }, (_, i) => file(`run-${i}`));

it('reads thirty files, imports them one by one, and says which were there before', async () => {
  const { work, packs } = fakeMain();
  await work.open([...thirty, file('empty', 0)]);
  expect([work.phase, work.done, work.total]).toEqual(['choosing', 31, 31]);
  expect(work.refused).toMatchObject([{ file: 'empty', problem: 'damaged' }]);
  work.choose('run-3', false);
  await work.commit();
  expect([work.phase, work.added, work.runs.length]).toEqual(['done', 29, 29]);
  expect(packs.commit.mock.calls.every(([{ tokens }]) => tokens.length === 1)).toBe(true);
  work.close();

  await work.open(thirty);
  expect(work.readable.filter(({ known }) => known)).toHaveLength(29);
  await work.commit();
  expect([work.added, work.runs.length]).toEqual([1, 30]);
});

it('sends a file in parts that no thread is held up by', async () => {
  const { work, sizes } = fakeMain();
  await work.open([file('large', 2 * PART_BYTES + 5)]);
  expect(sizes.get('large')).toEqual([PART_BYTES, PART_BYTES, 5]);
});

it('names a file that cannot be read, and goes on', async () => {
  const { work } = fakeMain();
  const gone = file('gone');
  gone.slice = () => {
    throw new Error('it was moved away');
  };
  await work.open([gone, file('there')]);
  expect(work.refused).toEqual([{ ok: false, file: 'gone', problem: 'unreadable', detail: 'it was moved away' }]);
  expect(work.readable).toHaveLength(1);
});

it('stops at a failure, keeps what is in, and forgets the rest', async () => {
  const { work, packs } = fakeMain();
  await work.open([file('a'), file('full'), file('b')]);
  await work.commit();
  expect([work.phase, work.runs, work.failure?.code]).toEqual(['done', ['a'], 'disk-full']);
  expect(packs.discard).toHaveBeenCalledWith({ tokens: ['a', 'full', 'b'] });
});

it('forgets what was read when it is closed, also half way', async () => {
  const { work, packs } = fakeMain();
  packs.begin.mockImplementation(({ file: upload }) => {
    if (upload === 'run-2') work.close();
    return Promise.resolve({ ok: true, upload });
  });
  await work.open(thirty);
  expect(work.phase).toBe('closed');
  const forgotten = packs.discard.mock.calls.flatMap((call: unknown[]) => (call[0] as { tokens: string[] }).tokens);
  expect(forgotten).toEqual(['run-0', 'run-1', 'run-2']);
  expect(packs.commit).not.toHaveBeenCalled();
});

it('shows a file that was opened with the app, joins further ones, and lets a second copy go', async () => {
  const { work, packs } = fakeMain();
  const opened = (token: string, name = token): Inspected =>
    ({ ok: true, file: name, token, known: false, preview: { at: '2026-03-01' } }) as unknown as Inspected;
  work.show(opened('a'));
  expect([work.phase, work.chosen]).toEqual(['choosing', ['a']]);
  work.show(opened('again', 'a'));
  expect(packs.discard).toHaveBeenCalledWith({ tokens: ['again'] });
  work.show({ ok: false, file: 'bad', problem: 'damaged', detail: '' });
  work.show(opened('b'));
  expect([work.readable.length, work.refused.length, work.chosen]).toEqual([2, 1, ['a', 'b']]);

  const importing = work.commit();
  work.show(opened('late'));
  await importing;
  expect([work.phase, work.runs]).toEqual(['done', ['a', 'b']]);
  work.close();
  expect([work.phase, work.chosen]).toEqual(['choosing', ['late']]);
});
