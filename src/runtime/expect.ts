/**
 * What a check can say about a value. Values are compared as arrays where they are numbers, NDArrays or Variables
 * (the learner's own too), so a check does not depend on the form in which the learner returns them.
 * Not here: running tests (check.ts).
 */
import { allclose } from '../engine/ndarray/functions.ts';
import { array } from '../engine/ndarray/create.ts';
import type { NDArray } from '../engine/ndarray/ndarray.ts';
import type { Text } from './check.ts';
import { printed } from './printing.ts';
import { toArray } from './shapes.ts';
import { inLanguage, say, type Language } from './words.ts';

/** A value was not what it should be; the message is for the learner. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure';
}

export interface Tolerance {
  rtol?: number;
  atol?: number;
}

export interface Expectations {
  /** The same value: numbers (0-d arrays and Variables count as theirs), strings, or the very same object. */
  toBe(expected: unknown, why?: Text): void;
  /** Equal element by element, in lists and objects too. */
  toEqual(expected: unknown, why?: Text): void;
  /** |value - expected| <= atol + rtol · |expected|, of the same shape. */
  toBeCloseTo(expected: unknown, why?: Text | Tolerance, tolerance?: Tolerance): void;
  toBeNull(why?: Text): void;
  toBeTrue(why?: Text): void;
  toBeFalse(why?: Text): void;
  toHaveShape(shape: readonly number[], why?: Text): void;
  toBeInstanceOf(type: new (...values: never[]) => unknown, why?: Text): void;
  toBeLessThan(limit: number, why?: Text): void;
  toBeGreaterThan(limit: number, why?: Text): void;
  toContain(part: unknown, why?: Text): void;
  /** The value is a function that throws; its message contains the text or matches the pattern. */
  toThrow(message?: string | RegExp | Text, why?: Text): void;
  /** The opposite of what follows. */
  readonly not: Pick<Expectations, 'toBe' | 'toBeNull' | 'toEqual' | 'toContain' | 'toBeCloseTo' | 'toThrow'>;
}

export function createExpect(language: Language): (value: unknown) => Expectations {
  return (value) => expectations(value, language, false);
}

function expectations(value: unknown, language: Language, inverted: boolean): Expectations {
  /** `opposite` is what is said when it should not have held, but does. */
  const verdict = (
    ok: boolean,
    sentence: () => string,
    why: Text | undefined,
    opposite = () => say(language, 'expectedNot', printed(value))
  ): void => {
    if (ok !== inverted) return;
    const reason = inLanguage(why, language);
    const explained = inverted ? opposite() : sentence();
    // What the author says comes first; the values follow where they say more than "true, not false".
    throw new CheckFailure(reason === '' ? explained : tellsMore(value) ? `${reason}\n\n${explained}` : reason);
  };
  const simple = (ok: boolean, expected: string, why: Text | undefined): void =>
    verdict(ok, () => say(language, 'expectedToBe', expected, printed(value)), why);
  const number = (): number => asArray(value)?.item() ?? NaN;
  return {
    toBe: (expected, why) => simple(isSame(value, expected), printed(expected), why),
    toEqual: (expected, why) => simple(isEqual(value, expected), printed(expected), why),
    toBeCloseTo(expected, whyOrTolerance, tolerance) {
      const isTolerance = typeof whyOrTolerance === 'object' && !('en' in whyOrTolerance);
      const why = isTolerance ? undefined : whyOrTolerance;
      const { rtol = 1e-5, atol = 1e-8 } = (isTolerance ? whyOrTolerance : tolerance) ?? {};
      const got = asArray(value);
      const wanted = asArray(expected);
      if (got === null || wanted === null) {
        verdict(false, () => say(language, 'expectedNumbers', printed(value)), why);
        return;
      }
      const sameShape = got.shape.join() === wanted.shape.join();
      const sentence = (): string =>
        sameShape
          ? say(language, 'expectedClose', wanted.toString(), got.toString())
          : say(language, 'expectedShape', shapeText(wanted), shapeText(got));
      verdict(sameShape && allclose(got, wanted, rtol, atol, true), sentence, why);
    },
    toBeNull: (why) => simple(value === null, 'null', why),
    toBeTrue: (why) => simple(value === true, 'true', why),
    toBeFalse: (why) => simple(value === false, 'false', why),
    toHaveShape(shape, why) {
      const got = asArray(value);
      const expected = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
      const sentence = (): string => say(language, 'expectedShape', expected, got ? shapeText(got) : printed(value));
      verdict(got !== null && got.shape.join() === shape.join(), sentence, why);
    },
    toBeInstanceOf: (type, why) => simple(value instanceof type, `a ${type.name}`, why),
    toBeLessThan: (limit, why) => simple(number() < limit, `< ${limit}`, why),
    toBeGreaterThan: (limit, why) => simple(number() > limit, `> ${limit}`, why),
    toContain(part, why) {
      const ok =
        typeof value === 'string' ? value.includes(String(part)) : Array.isArray(value) && value.includes(part);
      simple(ok, `… ${printed(part)} …`, why);
    },
    toThrow(message, why) {
      const thrown = thrownBy(value);
      if (thrown === null) {
        verdict(false, () => say(language, 'expectedThrow'), why ?? textOf(message));
        return;
      }
      const pattern = typeof message === 'string' || message instanceof RegExp ? message : null;
      const ok = pattern === null || (typeof pattern === 'string' ? thrown.includes(pattern) : pattern.test(thrown));
      verdict(
        ok,
        () => say(language, 'expectedMessage', String(pattern), thrown),
        why,
        () => say(language, 'expectedNoThrow', thrown)
      );
    },
    get not() {
      return expectations(value, language, !inverted);
    }
  };
}

/** Truth values and null are in the author's sentence already. */
const tellsMore = (value: unknown): boolean => value !== null && typeof value !== 'boolean';

const textOf = (message: unknown): Text | undefined =>
  typeof message === 'object' && message !== null && 'en' in message ? (message as Text) : undefined;

function thrownBy(body: unknown): string | null {
  if (typeof body !== 'function') return null;
  try {
    (body as () => unknown)();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Numbers in whatever form; null for what is none. Lists of numbers count. */
function asArray(value: unknown): NDArray | null {
  if (!Array.isArray(value)) return toArray(value);
  return isNumbers(value) ? array(value) : null;
}

const isNumbers = (value: unknown): value is number[] =>
  typeof value === 'number' || (Array.isArray(value) && value.every(isNumbers));

const shapeText = ({ shape }: NDArray): string => `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || a === b) return true;
  const [left, right] = [toArray(a), toArray(b)];
  if (left === null || right === null || (typeof a !== 'number' && typeof b !== 'number')) return false;
  return left.size === 1 && right.size === 1 && Object.is(left.item(), right.item());
}

function isEqual(a: unknown, b: unknown): boolean {
  if (isSame(a, b)) return true;
  const [left, right] = [asArray(a), asArray(b)];
  if (left !== null && right !== null)
    return left.shape.join() === right.shape.join() && allclose(left, right, 0, 0, true);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  const of = (object: object, key: string): unknown => (object as Record<string, unknown>)[key];
  return keys.length === others.length && keys.every((key) => isEqual(of(a, key), of(b, key)));
}
