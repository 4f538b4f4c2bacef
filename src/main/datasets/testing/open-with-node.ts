/** A GET as src/main/datasets/open.ts gives it, through Node's own client: for tests against a server on this machine. */
import http from 'node:http';
import type { Open } from '../open.ts';

export const openWithNode: Open = (address, headers, signal) =>
  new Promise((resolve, reject) => {
    const request = http.get(address, { headers, signal, agent: false }, (response) => {
      const flat: Record<string, string> = {};
      for (const [name, value] of Object.entries(response.headers)) flat[name] = String(value);
      resolve({ status: response.statusCode ?? 0, headers: flat, body: response });
    });
    request.on('error', reject);
  });
