// @vitest-environment happy-dom
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import Markdown from './Markdown.svelte';

// KaTeX looks at this when it is imported; happy-dom does not say that its document has a doctype.
vi.hoisted(() => Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' }));

let mounted: ReturnType<typeof mount> | undefined;

function draw(source: string): HTMLElement {
  document.body.replaceChildren();
  mounted = mount(Markdown, { target: document.body, props: { source } });
  flushSync();
  return document.body;
}

afterEach(async () => {
  if (mounted) await unmount(mounted);
});

test('draws headings below the page title, emphasis and lists', () => {
  const body = draw('# Title\n\nA *soft* and **strong** word with `code`.\n\n1. one\n2. two');
  expect(body.querySelector('h2')?.textContent).toBe('Title');
  expect(body.querySelector('em')?.textContent).toBe('soft');
  expect(body.querySelector('p code')?.textContent).toBe('code');
  expect(body.querySelectorAll('ol > li')).toHaveLength(2);
  expect(body.querySelector('p')?.textContent).toContain('A soft and strong word with code.');
});

test('draws maths with KaTeX, with MathML for screen readers', () => {
  const body = draw('Inline $x^2$ and\n\n$$\ny = e^x\n$$');
  expect(body.querySelectorAll('.katex')).toHaveLength(2);
  expect(body.querySelectorAll('math')).toHaveLength(2);
  expect(body.querySelectorAll('.katex-display')).toHaveLength(1);
});

test('draws tables with header cells', () => {
  const body = draw('| a | b |\n| - | - |\n| 1 | 2 |');
  expect([...body.querySelectorAll('th')].map((cell) => cell.textContent)).toEqual(['a', 'b']);
  expect(body.querySelectorAll('td')).toHaveLength(2);
});

test('highlights code and keeps its text', () => {
  const body = draw('```ts\nconst x = 1;\n\nx ** 2;\n```');
  expect(body.querySelector('pre')?.textContent).toBe('const x = 1;\n\nx ** 2;');
  expect(body.querySelector('.tok-keyword')?.textContent).toBe('const');
});

test('shows raw HTML as text', () => {
  const body = draw('<img src=x onerror=alert(1)>');
  expect(body.querySelector('img')).toBeNull();
  expect(body.textContent).toContain('<img');
});
