/**
 * The function object of an op, and the three ways to call one: on plain numbers where the op knows how and all inputs
 * are 0-d float64, else on arrays. Numbers make no array at all: the function and its output are all that is recorded.
 * Not here: the ops and their registry (define-op.ts).
 */
import { currentBackend } from '../backends/current.ts';
import type { Backend } from '../backends/backend.ts';
import { asArray } from '../core/as-array.ts';
import { config } from '../core/config.ts';
import { EngineError, ShapeError } from '../core/errors.ts';
import { connectOne, filled, NumberFunc, type Func } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import { addLater } from '../core/pending-products.ts';
import {
  addGradientNumber,
  gradientArrayIn,
  gradientNumberIn,
  growingGradient,
  numberIn,
  Variable,
  variableOfNumber
} from '../core/variable.ts';
import { zerosLike } from '../ndarray/create.ts';
import { isFloat, promote, resultType } from '../ndarray/dtype.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { float64Of } from '../ndarray/number.ts';
import { sameShape, type Shape, shapeText } from '../ndarray/shape.ts';
import { recorder } from '../trace/recorder.ts';
import type { Recorder } from '../trace/recorder.ts';
import { gradientValueOf } from '../trace/values.ts';
import type { OpCall, OpDefinition } from './define-op.ts';
import type { BinaryNumbers, UnaryNumbers } from './number-rules.ts';

/** What all calls of an op share. */
export interface OpKind {
  readonly name: string;
  readonly label: string;
  readonly definition: OpDefinition<number, unknown>;
  readonly unary: UnaryNumbers<unknown> | null;
  readonly binary: BinaryNumbers | null;
}

const context = {
  get be(): Backend {
    return currentBackend();
  }
};

export class OpFunc extends NumberFunc {
  readonly kind: OpKind;
  readonly attrs: unknown;

  constructor(kind: OpKind, attrs: unknown) {
    super();
    this.kind = kind;
    this.attrs = attrs;
  }

  override get label(): string {
    return this.kind.label;
  }

  get output(): Variable {
    const [output] = this.outputs;
    if (output === undefined) throw new EngineError('state', `${this.kind.name}: backward was called before forward`);
    return output;
  }

  override call(...operands: Operand[]): Variable {
    // As in Func: its first output still needs what it knows of its first call.
    if (this.outputs.length > 0) return new OpFunc(this.kind, this.attrs).call(...operands);
    const { name, definition } = this.kind;
    const inputs: Variable[] = [];
    const xs: NDArray[] = [];
    for (let i = 0; i < operands.length; i++) {
      const input = inputOf(name, operands[i], operands);
      inputs.push(input);
      xs.push(filled(this, input));
    }
    return connectOne(this, inputs, definition.forward(context, xs, this.attrs));
  }

  override backward(gy: Variable): readonly (Variable | null)[] {
    const fused = config.enableBackprop ? null : this.#fused(gy.data);
    if (fused !== null) return fused.map((gx) => (gx === null ? null : new Variable(gx)));
    const { definition } = this.kind;
    return this.#checked(definition.backward(this as unknown as OpCall<number, unknown>, gy));
  }

  override gradientArrays(): readonly (NDArray | null)[] | null {
    if (this.kind.definition.fusedBackward === undefined) return null;
    const { output } = this;
    return this.#fused(gradientArrayIn(output) ?? zerosLike(output.data), productAdded);
  }

  override backwardOnNumbers(trace: Recorder | null): boolean {
    const { unary, binary } = this.kind;
    if (unary === null && binary === null) return false;
    const output = this.outputs[0] as Variable;
    const gy = gradientNumberIn(output);
    if (gy === null) return false;
    const a = this.inputs[0] as Variable;
    const x = numberIn(a);
    if (x === null) return false;
    if (unary !== null) {
      const y = numberIn(output);
      if (y === null) return false;
      if (!a.constant) receive(this, a, unary.backward(gy, x, y, this.attrs), trace);
      return true;
    }
    if (binary === null) return false;
    const b = this.inputs[1] as Variable;
    const z = numberIn(b);
    if (z === null) return false;
    if (!a.constant) receive(this, a, binary.backwardA(gy, x, z), trace);
    if (!b.constant) receive(this, b, binary.backwardB(gy, x, z), trace);
    return true;
  }

  /** Gradients that nobody will differentiate, where the op has a shorter way to them. */
  #fused(gy: NDArray, added: typeof productAdded = () => null): readonly (NDArray | null)[] | null {
    const { definition } = this.kind;
    if (definition.fusedBackward === undefined) return null;
    const inputs = this.inputs.map(({ data }) => data);
    const gxs = definition.fusedBackward(
      {
        be: currentBackend(),
        inputs,
        output: this.output.data,
        attrs: this.attrs,
        needs: (index) => this.needs(index),
        addProduct: (index, a, b) => added(this.inputs[index] as Variable, a, b)
      },
      gy
    );
    return gxs === null ? null : this.#checked(gxs);
  }

  #checked<T extends { readonly shape: Shape }>(gxs: readonly (T | null)[]): readonly (T | null)[] {
    const { kind, inputs } = this;
    if (gxs.length !== inputs.length)
      throw new ShapeError(kind.name, `backward gave ${gxs.length} gradients for ${inputs.length} inputs`);
    for (let i = 0; i < gxs.length; i++) {
      const gx = gxs[i];
      const input = inputs[i];
      if (gx === null || gx === undefined || input === undefined || sameShape(gx.shape, input.shape)) continue;
      const shapes = `${shapeText(gx.shape)}, the input has ${shapeText(input.shape)}`;
      throw new ShapeError(kind.name, `the gradient of input ${i + 1} has shape ${shapes}`, [gx.shape, input.shape]);
    }
    return gxs;
  }

  needs(index: number): boolean {
    return this.inputs[index]?.constant === false;
  }
}

function receive(func: Func, input: Variable, gradient: number, trace: Recorder | null): void {
  const before = trace === null ? null : gradientValueOf(input);
  addGradientNumber(input, gradient);
  trace?.gradientArrived(input, func, gradient, before, before === null ? gradient : (gradientValueOf(input) ?? NaN));
}

/** The gradient to which the product will be added, where it has the dtype for that. */
export function productAdded(input: Variable, a: NDArray, b: NDArray): NDArray | null {
  const gradient = growingGradient(input);
  if (gradient === null || promote(gradient.dtype, resultType(a, b)) !== gradient.dtype) return null;
  addLater(input, gradient, [a, b]);
  return gradient;
}

/** f(x) by the rule for numbers where that holds, else by arrays. */
export function callUnary(kind: OpKind, operand: Operand, attrs: unknown): Variable {
  const { unary } = kind;
  const x = unary === null ? null : known(operand);
  if (x === null || unary === null) return new OpFunc(kind, attrs).call(operand);
  if (!config.enableBackprop) return variableOfNumber(unary.forward(x, attrs), null);
  const input = asInput(operand);
  const func = new OpFunc(kind, attrs);
  func.generation = input.generation;
  func.inputs = [input];
  if (recorder !== null) return told(func, recorder);
  const output = variableOfNumber(unary.forward(x, attrs), func);
  func.outputs = [output];
  return output;
}

/** f(a, b), likewise. */
export function callBinary(kind: OpKind, a: Operand, b: Operand): Variable {
  const { binary } = kind;
  const x = binary === null ? null : known(a);
  const z = x === null ? null : known(b);
  if (x === null || z === null || binary === null) return new OpFunc(kind, null).call(a, b);
  if (!config.enableBackprop) return variableOfNumber(binary.forward(x, z), null);
  const left = asInput(a);
  const right = asInput(b);
  const func = new OpFunc(kind, null);
  func.generation = left.generation > right.generation ? left.generation : right.generation;
  func.inputs = [left, right];
  if (recorder !== null) return told(func, recorder);
  const output = variableOfNumber(binary.forward(x, z), func);
  func.outputs = [output];
  return output;
}

/** The end of a call of which a recorder is told: of constants first, which may get another value by that. */
function told(func: OpFunc, trace: Recorder): Variable {
  const { unary, binary } = func.kind;
  const [a, b] = func.inputs as readonly [Variable, Variable];
  const spot = trace.spot();
  for (const one of func.inputs) if (one.constant && !trace.knows(one)) trace.variableCreated(one, spot);
  const x = numberIn(a) ?? NaN;
  const y = unary !== null ? unary.forward(x, func.attrs) : (binary?.forward(x, numberIn(b) ?? NaN) ?? NaN);
  const output = variableOfNumber(y, func);
  func.outputs = [output];
  trace.functionCalled(func, spot);
  return output;
}

/** The number that an operand is, where it is one. */
function known(operand: Operand): number | null {
  if (typeof operand === 'number') return operand;
  if (operand instanceof Variable) return numberIn(operand);
  return operand instanceof NDArray ? float64Of(operand) : null;
}

function asInput(operand: Operand): Variable {
  if (operand instanceof Variable) return operand;
  const constant = typeof operand === 'number' ? variableOfNumber(operand, null) : new Variable(operand);
  constant.constant = true;
  return constant;
}

function inputOf(op: string, operand: Operand | null | undefined, operands: readonly Operand[]): Variable {
  if (operand instanceof Variable) return operand;
  if (operand === undefined || operand === null)
    throw new EngineError('value', `${op}: an input is ${String(operand)}; it takes Variables, arrays and numbers`, {
      op
    });
  const constant = new Variable(typeof operand === 'number' ? weak(operand, operands) : asArray(operand, op));
  constant.constant = true;
  return constant;
}

/** A whole number beside integer arrays counts as an integer, as in NumPy. */
function weak(value: number, operands: readonly Operand[]): NDArray {
  const other = operands.find((operand) => operand instanceof Variable || operand instanceof NDArray);
  const whole = other !== undefined && typeof other !== 'number' && !isFloat(other.dtype) && Number.isInteger(value);
  return NDArray.scalar(value, whole ? 'int32' : 'float64');
}
