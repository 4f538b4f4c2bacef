/**
 * Serves the built pages as app://ui/..., from one folder and nothing outside it, with the policy headers.
 * A page so served is cross-origin isolated (SharedArrayBuffer). Not used with a development server.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol, type Session } from 'electron';
import { contentSecurityPolicy, withNonce } from './csp.ts';
import { HOST, SCHEME } from './origin.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf'
};

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }
  ]);
}

export function servePages(session: Session, root: string): void {
  session.protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url);
    const file = fileOf(root, url.pathname);
    const type = file === null ? undefined : TYPES[path.extname(file).toLowerCase()];
    if (request.method !== 'GET' || url.host !== HOST || file === null || type === undefined)
      return new Response(null, { status: 403 });
    let bytes: Buffer;
    try {
      bytes = await readFile(file);
    } catch {
      return new Response(null, { status: 404 });
    }
    const nonce = randomBytes(16).toString('base64');
    const body = type.startsWith('text/html') ? withNonce(bytes.toString('utf8'), nonce) : new Uint8Array(bytes);
    return new Response(body, { status: 200, headers: policyHeaders(type, nonce) });
  });
}

/** The file that a path names, null when it leads out of the root. */
export function fileOf(root: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const file = path.normalize(path.join(root, decoded));
  return decoded.includes('\0') || !file.startsWith(root + path.sep) ? null : file;
}

function policyHeaders(type: string, nonce: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin'
  };
}
