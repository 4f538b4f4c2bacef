import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { download, type Download } from './download.ts';
import { openWithNode } from './testing/open-with-node.ts';

const content = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 31) % 253));
const half = content.length / 2;

let folder: string;
let part: string;
let server: http.Server;
let base: string;
let asked: http.IncomingMessage[];
/** A connection that breaks once half of the file has arrived. */
let fragile: http.ServerResponse | null;
let answer: (request: http.IncomingMessage, response: http.ServerResponse) => void;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'download-'));
  part = path.join(folder, 'part');
  asked = [];
  fragile = null;
  server = http.createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const get = (more: Partial<Download> = {}): Promise<void> =>
  download({
    address: `${base}/file`,
    part,
    mostBytes: 1_000_000,
    open: openWithNode,
    allowed: ({ origin }) => origin === base,
    signal: new AbortController().signal,
    onProgress: (received) => received === half && fragile?.destroy(),
    ...more
  });

/** The whole file, or the rest that was asked for. */
function serve(request: http.IncomingMessage, response: http.ServerResponse, etag = '"one"'): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const fits = request.headers.range !== undefined && request.headers['if-range'] === etag;
  const body = fits ? content.subarray(from) : content;
  const range = fits ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {};
  response.writeHead(fits ? 206 : 200, { etag, 'content-length': body.length, ...range });
  response.end(body);
}

/** Half of the file, then the connection breaks. */
function cut(response: http.ServerResponse, etag = '"one"'): void {
  response.writeHead(200, { etag, 'content-length': content.length });
  response.write(content.subarray(0, half));
  fragile = response;
}

test('brings the file, and tells how far it is', async () => {
  answer = serve;
  const told: [number, number | null][] = [];
  await get({ onProgress: (received, total) => told.push([received, total]) });
  expect(readFileSync(part).equals(content)).toBe(true);
  expect(told[0]).toEqual([0, content.length]);
  expect(told.at(-1)).toEqual([content.length, content.length]);
});

test('goes on after the connection broke, with what the server called the file', async () => {
  answer = (request, response) => (asked.length === 1 ? cut(response) : serve(request, response));
  await get();
  expect(readFileSync(part).equals(content)).toBe(true);
  expect(asked[1]?.headers).toMatchObject({ range: `bytes=${half}-`, 'if-range': '"one"' });
});

test('begins anew where the server knows no ranges', async () => {
  answer = (request, response) => {
    if (asked.length === 1) return cut(response);
    response.writeHead(200, { 'content-length': content.length });
    response.end(content);
  };
  await get();
  expect(readFileSync(part).equals(content)).toBe(true);
});

test('begins anew where the file on the server has changed, or has only a weak name', async () => {
  answer = (request, response) => (asked.length === 1 ? cut(response) : serve(request, response, '"two"'));
  await get();
  expect(readFileSync(part).equals(content)).toBe(true);
  rmSync(part);
  asked = [];
  answer = (request, response) => (asked.length === 1 ? cut(response, 'W/"one"') : serve(request, response));
  await get();
  expect(asked[1]?.headers.range).toBeUndefined();
  expect(readFileSync(part).equals(content)).toBe(true);
});

test('can be cancelled, and goes on there the next time', async () => {
  const stop = new AbortController();
  answer = (_request, response) => {
    response.writeHead(200, { etag: '"one"', 'content-length': content.length });
    response.write(content.subarray(0, half));
  };
  const first = get({ signal: stop.signal, onProgress: (received) => received === half && stop.abort() });
  await expect(first).rejects.toThrow('aborted');
  expect(readFileSync(part).equals(content.subarray(0, half))).toBe(true);
  answer = serve;
  await get();
  expect(asked[1]?.headers.range).toBe(`bytes=${half}-`);
  expect(readFileSync(part).equals(content)).toBe(true);
});

test('a file that is there already is not brought again', async () => {
  writeFileSync(part, content);
  writeFileSync(`${part}.json`, JSON.stringify({ address: `${base}/file`, mark: '"one"' }));
  answer = (_request, response) => {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` });
    response.end();
  };
  await get();
  expect(asked).toHaveLength(1);
  expect(readFileSync(part).equals(content)).toBe(true);
});

test('follows redirects on the list, and refuses others before it asks them', async () => {
  answer = (request, response) => {
    if (request.url !== '/file') return serve(request, response);
    response.writeHead(302, { location: '/elsewhere' });
    response.end();
  };
  await get();
  expect(readFileSync(part).equals(content)).toBe(true);
  const opened: string[] = [];
  answer = (_request, response) => {
    response.writeHead(302, { location: 'http://foreign.invalid/file' });
    response.end();
  };
  const foreign = get({
    open: (address, ...rest) => {
      opened.push(address);
      return openWithNode(address, ...rest);
    }
  });
  await expect(foreign).rejects.toMatchObject({ code: 'redirect', detail: 'foreign.invalid' });
  expect(opened).toEqual([`${base}/file`]);
  answer = (_request, response) => {
    response.writeHead(302, { location: '/file' });
    response.end();
  };
  await expect(get()).rejects.toMatchObject({ code: 'redirect' });
});

test('ends where there is more than allowed, announced or not', async () => {
  answer = serve;
  await expect(get({ mostBytes: 1000 })).rejects.toMatchObject({ code: 'too-large' });
  answer = (_request, response) => {
    response.writeHead(200);
    response.end(content);
  };
  await expect(get({ mostBytes: 100_000 })).rejects.toMatchObject({ code: 'too-large' });
  expect(readFileSync(part).length).toBeLessThanOrEqual(100_000);
});

test('says what is wrong: an answer that is no file, no connection, one that sends nothing any more', async () => {
  answer = (_request, response) => {
    response.writeHead(404);
    response.end();
  };
  await expect(get()).rejects.toMatchObject({ code: 'server', detail: '404' });
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': content.length });
    response.flushHeaders();
  };
  await expect(get({ stallMs: 20 })).rejects.toMatchObject({ code: 'offline' });
  await new Promise((resolve) => {
    server.closeAllConnections();
    server.close(resolve);
  });
  await expect(get()).rejects.toMatchObject({ code: 'offline' });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
