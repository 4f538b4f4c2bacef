/**
 * Downloads one file into `part`, and goes on where an earlier try stopped: a Range request that holds only while the
 * server's file is the same (If-Range with its strong ETag or its date). Redirects stay within the listed hosts; more
 * bytes than allowed end it. A broken connection is tried again as long as each try brings something.
 * Not here: whether the bytes are the right ones (install.ts).
 */
import { open as openFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { Answer, Open } from './open.ts';
import { DataSetError } from './problem.ts';

export interface Download {
  address: string;
  /** Where the bytes go; `part` + '.json' keeps what the server calls the file. */
  part: string;
  mostBytes: number;
  open: Open;
  /** Whether an address may be asked. */
  allowed: (address: URL) => boolean;
  signal: AbortSignal;
  onProgress: (received: number, total: number | null) => void;
  /** No byte for so long is a broken connection. */
  stallMs?: number;
}

const MOST_REDIRECTS = 5;
const STALL_MS = 30_000;

export async function download(task: Download): Promise<void> {
  for (;;) {
    const before = await sizeOf(task.part);
    try {
      return await attempt(task, before);
    } catch (error) {
      task.signal.throwIfAborted();
      if (error instanceof DataSetError) throw error;
      if (isFileError(error)) throw DataSetError.from(error);
      if ((await sizeOf(task.part)) <= before)
        throw new DataSetError('offline', error instanceof Error ? error.message : String(error), error);
    }
  }
}

/** Deletes an unfinished download. */
export async function forget(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.json`, { force: true });
}

/** How much of it is there; 0 when nothing. */
export const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0
  );

async function attempt(task: Download, have: number): Promise<void> {
  const mark = have > 0 ? await readMark(task) : null;
  const stall = new AbortController();
  const signal = AbortSignal.any([task.signal, stall.signal]);
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (mark !== null) Object.assign(headers, { range: `bytes=${have}-`, 'if-range': mark });
  let timer: NodeJS.Timeout | undefined;
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stall.abort(new Error('nothing came for a while')), task.stallMs ?? STALL_MS);
  };
  alive();
  try {
    const answer = await follow(task, headers, signal);
    if (mark !== null && answer.status === 416) {
      // All of it is there already, or what is there is of another file.
      if (answer.headers['content-range'] === `bytes */${have}`) return;
      await forget(task.part);
      return await attempt(task, 0);
    }
    const from = firstByte(answer, have);
    await receive(task, answer, from, alive);
  } finally {
    clearTimeout(timer);
  }
}

/** The answer behind redirects. */
async function follow(task: Download, headers: Record<string, string>, signal: AbortSignal): Promise<Answer> {
  let address = new URL(task.address);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    if (!task.allowed(address)) throw new DataSetError('redirect', address.host);
    const answer = await task.open(address.href, headers, signal);
    const { location } = answer.headers;
    if (answer.status < 300 || answer.status > 399 || location === undefined) return answer;
    address = new URL(location, address);
  }
  throw new DataSetError('redirect', address.host);
}

/** Where in the file the answer begins; a server without Range support answers 200 and begins anew. */
function firstByte({ status, headers }: Answer, asked: number): number {
  if (status === 200) return 0;
  if (status === 206 && headers['content-range']?.startsWith(`bytes ${asked}-`)) return asked;
  throw new DataSetError('server', String(status));
}

async function receive(task: Download, answer: Answer, from: number, alive: () => void): Promise<void> {
  const length = Number(answer.headers['content-length']);
  const total = Number.isSafeInteger(length) && length > 0 ? from + length : null;
  if (total !== null && total > task.mostBytes) throw new DataSetError('too-large', String(total));
  if (from === 0) await writeMark(task, answer);
  const file = await openFile(task.part, from > 0 ? 'r+' : 'w');
  try {
    let at = from;
    task.onProgress(at, total);
    for await (const bytes of answer.body) {
      alive();
      if (at + bytes.length > task.mostBytes) throw new DataSetError('too-large', String(at + bytes.length));
      await file.write(bytes, 0, bytes.length, at);
      at += bytes.length;
      task.onProgress(at, total);
    }
    if (total !== null && at < total) throw new Error(`the connection ended after ${at} of ${total} bytes`);
  } finally {
    await file.close();
  }
}

/** What the server calls the state of its file; a weak ETag says too little. */
const markOf = ({ headers }: Answer): string | null =>
  headers['etag']?.startsWith('"') ? headers['etag'] : (headers['last-modified'] ?? null);

async function writeMark({ address, part }: Download, answer: Answer): Promise<void> {
  await writeFile(`${part}.json`, JSON.stringify({ address, mark: markOf(answer) }));
}

async function readMark({ address, part }: Download): Promise<string | null> {
  try {
    const kept = JSON.parse(await readFile(`${part}.json`, 'utf8')) as { address?: unknown; mark?: unknown };
    return kept.address === address && typeof kept.mark === 'string' && /^[\x20-\x7e]+$/.test(kept.mark)
      ? kept.mark
      : null;
  } catch {
    // Without it the download begins anew, which is right for whatever happened to that file.
    return null;
  }
}

const isFileError = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && ['write', 'open', 'close'].includes(String(error.syscall));
