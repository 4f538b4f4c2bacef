import { expect, it } from 'vitest';
import { contentSecurityPolicy, withNonce } from './csp.ts';

it('allows nothing by default and no script but ours', () => {
  const directives = new Map(
    contentSecurityPolicy('abc')
      .split('; ')
      .map((directive) => [directive.split(' ')[0], directive])
  );
  expect(directives.get('default-src')).toBe("default-src 'none'");
  expect(directives.get('script-src')).toBe("script-src 'self' 'wasm-unsafe-eval'");
  expect(directives.get('style-src')).toContain("'nonce-abc'");
  expect(directives.get('style-src')).not.toContain('unsafe-inline');
  expect(directives.get('worker-src')).toBe("worker-src 'self'");
  expect(directives.get('trusted-types')).toBe('trusted-types svelte-trusted-html dezero-worker');
});

it('puts the nonce into a page that has a placeholder, and adds a meta element to one that has none', () => {
  expect(withNonce('<head><meta name="csp-nonce" content="__CSP_NONCE__"></head>', 'n1')).toBe(
    '<head><meta name="csp-nonce" content="n1"></head>'
  );
  expect(withNonce('<head><title>x</title></head>', 'n2')).toBe(
    '<head><meta name="csp-nonce" content="n2"><title>x</title></head>'
  );
});
