/**
 * Values as text: arrays and Variables as the framework prints them, strings as they are, the learner's own objects on
 * one line with what they hold. Not here: where the text goes (console.ts).
 */
import { Variable } from '../engine/core/variable.ts';
import { NDArray } from '../engine/ndarray/ndarray.ts';

/** How deep objects are opened: what is further inside is only named. */
const DEPTH = 2;
const MOST_ITEMS = 100;
const TO_STRING: string = 'toString';
const SOURCE_TEXT = Reflect.get(Function.prototype, TO_STRING) as (this: unknown) => string;
const PLAIN_TEXTS = new Set<unknown>([Reflect.get(Object.prototype, TO_STRING)]);

/** One argument of console.log. */
export function printed(value: unknown): string {
  return typeof value === 'string' ? value : text(value, 0, []);
}

/** The class of an object: 'Object' where it has none. */
export function className(value: object): string {
  const { constructor } = value as { constructor?: unknown };
  if (typeof constructor !== 'function') return 'Object';
  // A class may have a static field of that name, which is anything.
  const { name } = constructor as { name: unknown };
  return typeof name === 'string' && name !== '' ? name : 'Object';
}

function text(value: unknown, depth: number, above: readonly object[]): string {
  switch (typeof value) {
    case 'string':
      return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `${value}n`;
    case 'function':
      return functionText(value as () => unknown);
    case 'object':
      return value === null ? 'null' : objectText(value, depth, above);
    default:
      return String(value);
  }
}

function objectText(value: object, depth: number, above: readonly object[]): string {
  if (value instanceof NDArray || value instanceof Variable) return value.toString();
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  const name = className(value);
  if (above.includes(value)) return `${name} {…}`;
  const inside = [...above, value];
  if (Array.isArray(value)) {
    if (depth > DEPTH) return `[… ${value.length}]`;
    return `[${listed(value, (item) => text(item, depth + 1, inside))}]`;
  }
  if (ArrayBuffer.isView(value)) return `${name} [${listed([...(value as Float64Array)], String)}]`;
  if (value instanceof Map) {
    const pair = ([key, item]: [unknown, unknown]): string =>
      `${text(key, depth + 1, inside)} => ${text(item, depth + 1, inside)}`;
    return `Map {${padded(listed([...value] as [unknown, unknown][], pair))}}`;
  }
  if (value instanceof Set) return `Set {${padded(listed([...value], (item) => text(item, depth + 1, inside)))}}`;
  if (value instanceof Promise) return 'Promise (await it to see its value)';
  const own = ownText(value);
  if (own !== null) return own;
  const label = name === 'Object' ? '' : `${name} `;
  const fields = Object.entries(Object.getOwnPropertyDescriptors(value)).filter(([, field]) => field.enumerable);
  if (depth >= DEPTH && fields.length > 0) return `${label}{…}`;
  const field = ([key, descriptor]: [string, PropertyDescriptor]): string =>
    `${key}: ${'value' in descriptor ? text(descriptor.value, depth + 1, inside) : '(computed)'}`;
  return `${label}{${padded(listed(fields, field))}}`;
}

/** What the learner's class says of itself. */
function ownText(value: object): string | null {
  const own: unknown = Reflect.get(value, TO_STRING);
  const isOwn = typeof own === 'function' && !PLAIN_TEXTS.has(own);
  return isOwn ? String(Reflect.apply(own, value, [])) : null;
}

function functionText(value: () => unknown): string {
  const what = /^class\b/.test(SOURCE_TEXT.call(value)) ? 'class' : 'function';
  return `[${what} ${value.name || 'without a name'}]`;
}

function listed<T>(items: readonly T[], show: (item: T) => string): string {
  const shown = items.slice(0, MOST_ITEMS).map(show);
  if (items.length > MOST_ITEMS) shown.push(`… ${items.length - MOST_ITEMS} more`);
  return shown.join(', ');
}

const padded = (inside: string): string => (inside === '' ? '' : ` ${inside} `);
