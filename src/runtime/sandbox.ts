/**
 * The room in which lesson code runs: an SES compartment. `lockdown` freezes JavaScript's built-ins once per thread;
 * each run gets a compartment with nothing but what is handed to it: no process, no require, no network, no timers.
 * Not here: what is handed to it (endowments.ts), stopping code that does not end (the thread is terminated).
 */
import 'ses';
import { LessonError } from './errors.ts';

const STACK_FRAMES = 100;
let locked = false;

/** Freezes the built-ins of this thread. Call it once everything else is loaded; a second call does nothing. */
export function lockDown(): void {
  if (locked) return;
  locked = true;
  lockdown({
    errorTaming: 'unsafe', // stacks stay readable: the place of an error is what a learner needs
    stackFiltering: 'verbose',
    consoleTaming: 'unsafe',
    overrideTaming: 'severe', // `this.name = ...` on an ordinary object works as in plain JavaScript
    localeTaming: 'unsafe',
    domainTaming: 'unsafe',
    reporting: 'none'
  });
  // An error deep in the engine still shows the line of the lesson from which it was reached.
  Error.stackTraceLimit = STACK_FRAMES;
}

export interface Sandbox {
  evaluate(file: string, code: string): unknown;
}

export function createSandbox(endowments: Readonly<Record<string, unknown>>): Sandbox {
  if (!locked) throw new Error('Sandbox: call lockDown() first.');
  const compartment = new Compartment({ globals: { ...endowments }, __options__: true } as CompartmentOptions);
  // Frozen globals are constants to the evaluator, which makes reading them fast; and no file changes them for another.
  Object.freeze(compartment.globalThis);
  return {
    evaluate(file, code) {
      try {
        return compartment.evaluate(code) as unknown;
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'SyntaxError') throw error;
        throw new LessonError('SyntaxError', error.message, { file, line: 1, column: 1 });
      }
    }
  };
}

type CompartmentOptions = ConstructorParameters<typeof Compartment>[0];
