import { expect, it } from 'vitest';
import { isOurPage, isTrustedSender } from './sender.ts';

const page = { url: 'app://ui/app.html#/runs', parent: null };

it('trusts the top frame of our pages', () => {
  expect(isTrustedSender(page, undefined)).toBe(true);
  expect(isTrustedSender({ url: 'http://127.0.0.1:5173/app.html', parent: null }, 'http://127.0.0.1:5173')).toBe(true);
});

it('trusts no one else', () => {
  expect(isTrustedSender(null, undefined)).toBe(false);
  expect(isTrustedSender({ ...page, parent: {} }, undefined)).toBe(false);
  for (const url of ['app://other/app.html', 'https://ui/app.html', 'file:///app.html', 'about:blank', '', 'app:ui'])
    expect(isOurPage(url, undefined), url).toBe(false);
  expect(isOurPage('http://127.0.0.1:5173/app.html', undefined)).toBe(false);
  expect(isOurPage('http://127.0.0.1:9999/', 'http://127.0.0.1:5173')).toBe(false);
});
