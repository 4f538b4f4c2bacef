import { expect, it } from 'vitest';
import { createCollect } from './collect.ts';

it('empties weak references within one synchronous job, but not those whose target is held', () => {
  const collect = createCollect();
  const held = { value: 1 };
  const references = Array.from({ length: 100 }, (_, i) => new WeakRef(i === 50 ? held : { value: 0 }));
  collect?.();
  expect(references.filter((reference) => reference.deref() !== undefined)).toHaveLength(1);
  expect(held.value).toBe(1);
});
