/**
 * One GET through Electron's network stack, so that a school's proxy and certificates are used. Redirects are not
 * followed: the caller looks at where they lead. Not here: which addresses, resuming (download.ts).
 */
import { Readable } from 'node:stream';
import { net } from 'electron';

export interface Answer {
  status: number;
  /** By names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  body: AsyncIterable<Uint8Array>;
}

/** Rejects when no answer comes; `signal` ends the body too. */
export type Open = (address: string, headers: Record<string, string>, signal: AbortSignal) => Promise<Answer>;

export const openWithElectron: Open = (address, headers, signal) =>
  new Promise((resolve, reject) => {
    const request = net.request({ url: address, redirect: 'manual', credentials: 'omit', cache: 'no-store' });
    for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
    let body: Readable | null = null;
    const abort = (): void => {
      const reason = signal.reason instanceof Error ? signal.reason : new Error('aborted');
      request.abort();
      body?.destroy(reason);
      reject(reason);
    };
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    request.on('redirect', (status, _method, location) => {
      resolve({ status, headers: { location }, body: Readable.from([]) });
      request.abort();
    });
    request.on('response', (response) => {
      // Its type does not say so, but it is a stream.
      if (!(response instanceof Readable)) return reject(new Error('the answer has no body'));
      body = response;
      const flat: Record<string, string> = {};
      for (const [name, value] of Object.entries(response.headers)) flat[name.toLowerCase()] = String(value);
      resolve({ status: response.statusCode, headers: flat, body: response });
    });
    request.on('error', (error) => {
      body?.destroy(error);
      reject(error);
    });
    request.end();
  });
