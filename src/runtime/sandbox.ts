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
  evaluate(code: string): unknown;
}

export function createSandbox(endowments: Readonly<Record<string, unknown>>): Sandbox {
  if (!locked) throw new Error('Sandbox: call lockDown() first.');
  const compartment = new Compartment({ globals: { ...endowments }, __options__: true } as CompartmentOptions);
  Object.setPrototypeOf(compartment.globalThis, nothingElse(compartment.globalThis));
  // Frozen globals are constants to the evaluator, which makes reading them fast; and no file changes them for another.
  Object.freeze(compartment.globalThis);
  return {
    evaluate(code) {
      try {
        return compartment.evaluate(code) as unknown;
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'SyntaxError') throw error;
        // What TypeScript's parser lets pass; the engine of JavaScript does not say where.
        throw new LessonError('SyntaxError', error.message, null);
      }
    }
  };
}

/**
 * Behind the globals: to SES a name that is nowhere is undefined, which would hide every slip of the pen. Here it is the
 * ReferenceError that JavaScript has for it. `typeof name` is an error too, as the two cannot be told apart.
 */
function nothingElse(globals: object): object {
  return new Proxy(Object.freeze(Object.create(null) as object), {
    has(_, key) {
      if (typeof key === 'symbol' || key in Object.prototype) return key in Object.prototype;
      if (UNASKED.has(key)) return false;
      throw new ReferenceError(`${key} is not defined`);
    },
    get: (_, key) => Reflect.get(Object.prototype, key, globals) as unknown
  });
}

/** Names that code asks for to find out where it runs. */
const UNASKED = new Set(['process', 'require', 'module', 'window', 'document', 'self', 'fetch', 'setTimeout']);

type CompartmentOptions = ConstructorParameters<typeof Compartment>[0];
