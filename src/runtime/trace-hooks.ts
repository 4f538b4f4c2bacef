/**
 * What the transform's hooks in lesson code call: operators, and the assignments, calls and names that make up a graph.
 * Not here: what is made of them (shape-tracer.ts), which words are hooked (transform/hooks.ts).
 */
import type { Helpers } from './link.ts';
import { operators } from './operators.ts';

export interface Hooks {
  /** `object[key] = value` */
  set(object: object, key: string, value: unknown): unknown;
  /** `object[method](...values)`; the method is there. */
  call(object: object, method: string, values: unknown[]): unknown;
  /** `const names = value` */
  name(names: string | readonly string[], value: unknown): unknown;
}

type Called = Record<string, (...values: unknown[]) => unknown>;

/** What the source says and nothing else. */
export const UNWATCHED: Hooks = {
  set: (object, key, value) => ((object as Record<string, unknown>)[key] = value),
  call: (object, method, values) => (object as Called)[method]?.(...values),
  name: (_, value) => value
};

/** The object and the key of `object[key] += value`, asked for once. */
interface Reference {
  object: object;
  key: string;
  value: unknown;
}

const ref = (object: object, key: string): Reference => ({
  object,
  key,
  value: (object as Record<string, unknown>)[key]
});

type InPlace = (a: unknown, b: unknown) => unknown;

export function helpersWith(hooks: Hooks): Helpers {
  return Object.freeze({
    ...operators,
    ref,
    put: (target: Reference, op: InPlace, value: unknown) =>
      hooks.set(target.object, target.key, op(target.value, value)),
    set: (object: object, key: string, value: unknown) => hooks.set(object, key, value),
    call: (object: object, method: string, ...values: unknown[]) => {
      const found: unknown = (object as Record<string, unknown>)[method];
      if (typeof found !== 'function')
        throw new TypeError(`.${method} is not a function here: ${method} is ${String(found)}.`);
      return hooks.call(object, method, values);
    },
    name: (names: string | readonly string[], value: unknown) => hooks.name(names, value)
  });
}
