/**
 * Backward through the branching graph of step 15, moment by moment, by two rules for picking the next function: the last
 * that came into the work list, or the one of the highest generation and each function once. Pure.
 *
 *   a = x²   b = a²   c = a²   y = b + c   at x = 2, so that dy/dx = 8x³ = 64
 */

export type Rule = 'last-in' | 'generation';
export type VariableName = 'x' | 'a' | 'b' | 'c' | 'y';
export type FunctionName = 'A' | 'B' | 'C' | 'D';

interface Step {
  inputs: readonly VariableName[];
  output: VariableName;
  generation: number;
  /** The derivative of the output by each of the inputs, at x = 2. */
  slope: number;
}

const X = 2;
export const RIGHT = 8 * X ** 3;

export const FUNCTIONS: Readonly<Record<FunctionName, Step>> = {
  A: { inputs: ['x'], output: 'a', generation: 0, slope: 2 * X },
  B: { inputs: ['a'], output: 'b', generation: 1, slope: 2 * X ** 2 },
  C: { inputs: ['a'], output: 'c', generation: 1, slope: 2 * X ** 2 },
  D: { inputs: ['b', 'c'], output: 'y', generation: 2, slope: 1 }
};
const NAMES = ['A', 'B', 'C', 'D'] as const satisfies readonly FunctionName[];

/** What stands there after a function has had its turn; the first moment is that before any. */
export interface Moment {
  taken: FunctionName | null;
  /** What it sent to each of its inputs. */
  sent: number;
  /** A function that uses the output and has not sent its part yet: this one was taken too early. */
  missing: FunctionName | null;
  /** It had had a turn before. */
  again: boolean;
  /** Functions that wait, the next one first. */
  queue: readonly FunctionName[];
  grads: Readonly<Partial<Record<VariableName, number>>>;
}

export function moments(rule: Rule): Moment[] {
  const list: FunctionName[] = ['D'];
  const done = new Set<FunctionName>();
  const seen = new Set<FunctionName>(list);
  let grads: Partial<Record<VariableName, number>> = { y: 1 };
  const found: Moment[] = [{ taken: null, sent: 0, missing: null, again: false, queue: ['D'], grads }];
  for (let taken = list.pop(); taken !== undefined; taken = list.pop()) {
    const { inputs, output, slope } = FUNCTIONS[taken];
    const sent = (grads[output] ?? 0) * slope;
    grads = { ...grads };
    for (const input of inputs) {
      grads[input] = (grads[input] ?? 0) + sent;
      const creator = NAMES.find((name) => FUNCTIONS[name].output === input);
      if (creator === undefined || (rule === 'generation' && seen.has(creator))) continue;
      seen.add(creator);
      list.push(creator);
    }
    if (rule === 'generation') list.sort((one, other) => FUNCTIONS[one].generation - FUNCTIONS[other].generation);
    const missing = NAMES.find((name) => FUNCTIONS[name].inputs.includes(output) && !done.has(name)) ?? null;
    found.push({ taken, sent, missing, again: done.has(taken), queue: list.toReversed(), grads });
    done.add(taken);
  }
  return found;
}
