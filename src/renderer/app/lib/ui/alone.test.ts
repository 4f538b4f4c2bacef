// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { alone } from './alone.ts';

/** A document of nested boxes, by their ids. */
function boxes(tree: Record<string, string[]>): (id: string) => HTMLElement {
  const made = new Map<string, HTMLElement>([['body', document.body]]);
  for (const [parent, children] of Object.entries(tree))
    for (const id of children) {
      const element = document.createElement('div');
      made.set(id, element);
      made.get(parent)!.append(element);
    }
  return (id) => made.get(id)!;
}

it('makes everything beside an element inert, and only what was not inert before live again', () => {
  const at = boxes({ body: ['header', 'main'], main: ['text', 'stage', 'code'], stage: ['graph'] });
  at('code').inert = true;
  const inert = () => ['header', 'main', 'text', 'stage', 'code', 'graph'].filter((id) => at(id).inert);
  const speak = alone(at('stage'));
  expect(inert()).toEqual(['header', 'text', 'code']);
  speak();
  expect(inert()).toEqual(['code']);
});
