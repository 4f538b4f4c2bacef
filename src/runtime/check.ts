/**
 * The module 'check' of a lesson's check.ts: `test`, `expect`, `expectGrad`. A check is about behaviour: it calls the
 * learner's code and compares values, and says what was expected and why. Not here: what is right in which lesson.
 */
import { onesLike } from '../engine/ndarray/create.ts';
import type { CheckResult } from './cell-events.ts';
import { isA, toLearnerError } from './errors.ts';
import { createExpect, CheckFailure, type Expectations } from './expect.ts';
import type { Sources } from './places.ts';
import { isEngineObject, isVariableLike, toArray } from './shapes.ts';
import { inLanguage, say, type Language } from './words.ts';

/** A text in both languages, or one for both. */
export type Text = string | { en: string; ko: string };

export interface CheckModule {
  test(title: Text, body: () => unknown): void;
  expect(value: unknown): Expectations;
  /** The gradient of y with respect to x (back-propagating first where that has not been done), or the gradient of x. */
  expectGrad(y: unknown, x?: unknown): Expectations;
}

export interface Checks {
  module: CheckModule;
  /** Runs the tests in their order. */
  run(): Promise<CheckResult[]>;
}

export function createChecks(language: Language, sources: Sources): Checks {
  const tests: { title: Text; body: () => unknown }[] = [];
  const expect = createExpect(language);
  const module: CheckModule = {
    test: (title, body) => void tests.push({ title, body }),
    expect: (value) => expect(value),
    expectGrad: (y, x) => expect(gradient(y, x, language))
  };
  const one = async ({ title, body }: (typeof tests)[number]): Promise<CheckResult> => {
    const heading = inLanguage(title, language);
    try {
      await body();
      return { title: heading, ok: true, message: '' };
    } catch (error) {
      return { title: heading, ok: false, message: reasonOf(error, language, sources) };
    }
  };
  return {
    module,
    async run() {
      const results: CheckResult[] = [];
      for (const test of tests) results.push(await one(test));
      return results;
    }
  };
}

function gradient(y: unknown, x: unknown, language: Language): unknown {
  const variable = x ?? y;
  if (!isVariableLike(variable)) return variable;
  const { grad } = variable as { grad?: unknown };
  if (x !== undefined && (grad === null || grad === undefined) && isVariableLike(y)) backward(y);
  const { grad: found } = variable as { grad?: unknown };
  if (found === null || found === undefined) throw new CheckFailure(say(language, 'expectedGrad'));
  return found;
}

/** Early frameworks do not seed the gradient of the result by themselves. */
function backward(y: object): void {
  const root = y as { grad?: unknown; data?: unknown; backward?: () => void };
  const data = toArray(root.data);
  if (!isEngineObject(y) && (root.grad === null || root.grad === undefined) && data) root.grad = onesLike(data);
  root.backward?.();
}

function reasonOf(error: unknown, language: Language, sources: Sources): string {
  if (isA(error, CheckFailure)) return error.message;
  const { name, message, frames } = toLearnerError(error, sources, language);
  const place = frames.find(({ file }) => file !== 'check.ts');
  const where = place ? say(language, 'line', place.file, String(place.line)) : '';
  return say(language, 'threw', name, message, where);
}
