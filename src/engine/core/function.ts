/**
 * A Func computes arrays from arrays (`forward`) and remembers what it computed from what, so that `backward` can turn
 * gradients of its outputs into gradients of its inputs. Learners write their own as subclasses:
 *
 *   class Sin extends Func {
 *     forward(x) { return nd.sin(x); }                              // arrays in and out
 *     backward(gy) { const [x] = this.inputs; return gy * F.cos(x); } // Variables in and out
 *   }
 *   const y = new Sin().call(x);
 *
 * Not here: the order of back-propagation (backward.ts), the functions of the library (ops/).
 */
import { NDArray } from '../ndarray/ndarray.ts';
import { recorder } from '../trace/recorder.ts';
import type { Recorder } from '../trace/recorder.ts';
import { TOLD, Traced } from '../trace/traced.ts';
import { asArray } from './as-array.ts';
import { config } from './config.ts';
import { EngineError } from './errors.ts';
import type { Operand } from './operators.ts';
import { Variable } from './variable.ts';

type Several<T> = T | readonly T[];
/** What `backward` of a function may give back: one gradient per input; null where there is none. */
export type Gradients = Several<Operand | null>;

const NONE: readonly Variable[] = [];

/**
 * A function between Variables. A subclass writes `forward` on arrays and `backward` on Variables; `call` computes and
 * records. Gradients come back one per input, of that input's shape, null where there is none. Source: DeZero Function.
 * @example
 * class Cube extends Func {
 *   forward(x) { return x ** 3; }
 *   backward(gy) { const [x] = this.inputs; return 3 * x ** 2 * gy; }
 * }
 * const x = new Variable(nd.array(2));
 * const y = new Cube().call(x);
 * y.backward();
 * [y, x.grad, y.creator.label]; // => [variable(8.0), variable(12.0), 'Cube']
 */
export class Func extends Traced {
  inputs: readonly Variable[] = NONE;
  outputs: readonly Variable[] = NONE;
  generation = 0;
  /** The number of the back-propagation that met it last. */
  lastPass = 0;

  /** As shown in graphs: the name of the class. */
  get label(): string {
    return this.constructor.name;
  }

  /** Computes on Variables (arrays and numbers count as constants); one output comes bare, several as a list. */
  call(...operands: Operand[]): Variable | Variable[] {
    // A function object that is called again must not forget its first call, which its output still needs.
    const self = this.outputs === NONE ? this : fresh(this);
    const inputs = operands.map((operand) => asInput(operand, self.label));
    const results = self.forward(...inputs.map((input) => filled(self, input)));
    const outputs = connect(self, inputs, (Array.isArray(results) ? results : [results]).map(resultOf, self));
    const [first] = outputs;
    return outputs.length === 1 && first !== undefined ? first : outputs;
  }

  /**
   * Arrays in, an array (or several, or a number) out. Written by the subclass; without it a call is an EngineError.
   */
  forward(..._xs: NDArray[]): Several<NDArray | number> {
    throw new EngineError('unsupported-op', `${this.label}: forward is missing; write forward(x) { return ...; }`);
  }

  /**
   * Gradients of the outputs in, gradients of the inputs out, computed with Variables so that they can be derived
   * again.
   */
  backward(..._gys: Variable[]): Gradients {
    throw new EngineError('unsupported-op', `${this.label}: backward is missing; write backward(gy) { return ...; }`);
  }
}

/**
 * A function whose derivatives may be known on plain numbers or on bare arrays too: back-propagation without a graph asks
 * those rules first, and `backward`, which makes Variables, where they did not apply.
 */
export abstract class NumberFunc extends Func {
  /**
   * Adds what the gradient of its output, a number, gives to those of its inputs. False, and nothing done, where there is
   * no rule or not all values are numbers.
   */
  abstract backwardOnNumbers(trace: Recorder | null): boolean;

  /**
   * The gradients of its inputs as arrays: new ones that only the caller has, or with the storage of an input, the output
   * or the output's gradient; or the very gradient that an input has, after adding to it. Null where there is no rule.
   */
  abstract gradientArrays(): readonly (NDArray | null)[] | null;
}

/**
 * A Variable as it is; an array or number in a new one. Source: DeZero as_variable.
 * @example
 * asVariable(3); // => variable(3.0)
 */
export function asVariable(value: Operand): Variable {
  return value instanceof Variable ? value : new Variable(asArray(value));
}

/** A Variable as it is; arrays and numbers as constants. */
function asInput(value: Operand, op: string): Variable {
  if (value instanceof Variable) return value;
  const constant = new Variable(asArray(value, op));
  constant.constant = true;
  return constant;
}

/** Makes the outputs of `func` and, if recording is on, ties them to it and it to its inputs. */
function connect(func: Func, inputs: readonly Variable[], results: readonly NDArray[]): Variable[] {
  if (!config.enableBackprop) return results.map((data) => new Variable(data));
  func.generation = generationAbove(inputs);
  const outputs = results.map((data) => new Variable(data, null, func));
  tie(func, inputs, outputs);
  return outputs;
}

/** The same for one output. */
export function connectOne(func: Func, inputs: readonly Variable[], result: NDArray): Variable {
  if (!config.enableBackprop) return new Variable(result);
  func.generation = generationAbove(inputs);
  const output = new Variable(result, null, func);
  tie(func, inputs, [output]);
  return output;
}

function tie(func: Func, inputs: readonly Variable[], outputs: readonly Variable[]): void {
  func.inputs = inputs;
  func.outputs = outputs;
  if (recorder !== null) recorder.functionCalled(func);
}

function generationAbove(inputs: readonly Variable[]): number {
  let generation = 0;
  for (const input of inputs) if (input.generation > generation) generation = input.generation;
  return generation;
}

/** The array of an input; an error that names the function where there is none. */
export function filled(func: Func, input: Variable): NDArray {
  const data = input.data as NDArray | null;
  if (data === null)
    throw new EngineError('state', `${func.label}: an input is empty; give its Variable an array first`, {
      op: func.label
    });
  return data;
}

function resultOf(this: Func, result: unknown): NDArray {
  if (result instanceof NDArray) return result;
  if (typeof result === 'number') return asArray(result);
  const got = result instanceof Variable ? 'a Variable (use the arrays that it gets, not Variables)' : typeof result;
  throw new TypeError(`${this.label}: forward must return an array or a number, it returned ${got}`);
}

function fresh<T extends Func>(func: T): T {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(func) as object) as T, func);
  copy.inputs = NONE;
  copy.outputs = NONE;
  copy.lastPass = 0;
  copy[TOLD] = null;
  return copy;
}
