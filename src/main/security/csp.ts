/**
 * The Content-Security-Policy of our pages. Nothing comes from outside; scripts are ours only. The nonce of a load lets
 * CodeMirror insert its one <style>; the hash is that of the <style> which cytoscape inserts.
 */
const CYTOSCAPE_STYLE = "'sha256-pgvDUBa4IjFA2yuSJ2cqcyxmNYJMborsd0ORcRv9vw8='";

/** What stands in a page for the nonce of its load; `withNonce` replaces it and adds <meta name="csp-nonce">. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}' ${CYTOSCAPE_STYLE}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html dezero-worker'
  ].join('; ');
}

/** Tells a page the nonce of its load: in place of the placeholder, or else in a <meta name="csp-nonce"> of its head. */
export function withNonce(html: string, nonce: string): string {
  if (html.includes(NONCE_PLACEHOLDER)) return html.replaceAll(NONCE_PLACEHOLDER, nonce);
  return html.replace(/<head>/i, (head) => `${head}<meta name="csp-nonce" content="${nonce}">`);
}
