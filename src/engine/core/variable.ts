/**
 * A Variable is a box for an array that remembers where the array came from: `creator` is the function that computed
 * it, `grad` receives the derivative (itself a Variable, so that it can be differentiated again).
 * Not here: how gradients are computed (backward.ts), what operators do (operators.ts).
 */
import { currentBackend } from '../backends/current.ts';
import { isFloat, resultType } from '../ndarray/dtype.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { float64Of } from '../ndarray/number.ts';
import { SCALAR_SHAPE } from '../ndarray/shape.ts';
import { recorder } from '../trace/recorder.ts';
import { Traced } from '../trace/traced.ts';
import { asArray } from './as-array.ts';
import { config } from './config.ts';
import { EngineError } from './errors.ts';
import { backward, unchainBackward, type BackwardOptions } from './backward.ts';
import type { Func } from './function.ts';
import { completed, forgetProducts } from './pending-products.ts';
import { operators, type AxisArg, type IndexArg, type Operand } from './operators.ts';

// Until somebody looks, a 0-d float64 value is a plain number inside and so is its gradient, other gradients are bare arrays:
// calls and back-propagation make no more of them. These are for those alone; others know `data` and `grad`.

const INSIDE = Symbol('inside');
/** A 0-d float64 Variable, of which the recorder is not told. */
export let variableOfNumber: (value: number, creator: Func | null) => Variable;
/** Its number; null for a Variable of any other kind. */
export let numberIn: (variable: Variable) => number | null;
/** The number in its gradient; null where there is none or it is of another kind. */
export let gradientNumberIn: (variable: Variable) => number | null;
/** Adds to its gradient; no graph is recorded of that. */
export let addGradientNumber: (variable: Variable, gradient: number) => void;
/** Likewise; an array that is this gradient only takes it up in place. */
export let addGradient: (variable: Variable, gradient: Variable | NDArray) => void;
/** The array of its gradient, null where there is none; nobody else has seen it. */
export let gradientArrayIn: (variable: Variable) => NDArray | null;
/** The same as it grows, if that array is this gradient only and can take up others in place. */
export let growingGradient: (variable: Variable) => NDArray | null;
/** Forgets its gradient; memory that only back-propagation knew is used again. */
export let dropGradient: (variable: Variable) => void;

/**
 * A box for an array that takes part in the graph. `a + b` in lesson code calls `a.add(b)` (or `b.radd(a)`); methods
 * named like a function of `F` call it. TypeError for data that is no array. Source: DeZero Variable.
 * @example
 * const x = new Variable(nd.array([1, 2]), 'x');
 * const y = (3 * x ** 2).sum();
 * y.backward();
 * [x.data, x.grad, x.name, y.creator.label, y.generation]; // => [[1. 2.], variable([ 6. 12.]), 'x', 'Sum', 3]
 * new Variable(3); // throws TypeError: Variable: the number 3
 * @example
 * const x = new Variable(nd.array([[1, 2], [3, 4]]));
 * [x.shape, x.ndim, x.size, x.dtype, x.length, x.isParameter]; // => [[2, 2], 2, 4, 'float64', 2, false]
 * [x.sum(0), x.mean(), x.max(), x.min(1)]; // => [variable([4. 6.]), variable(2.5), variable(4.0), variable([1. 3.])]
 * [x.T, x.transpose(1, 0), x.reshape(4)].map((one) => one.shape); // => [[2, 2], [2, 2], [4]]
 * [x.matmul(x), x.dot(nd.ones([2]))]; // => [variable([[ 7. 10.] [15. 22.]]), variable([3. 7.])]
 * [x.get(0, 1).item(), x.at(1), [...x].length, x.toString().length]; // => [2, variable([3. 4.]), 2, 37]
 * @example
 * const x = new Variable(nd.array(3));
 * [x.add(1), x.radd(1), x.sub(1), x.rsub(1)]; // => [variable(4.0), variable(4.0), variable(2.0), variable(-2.0)]
 * [x.mul(2), x.rmul(2), x.div(2), x.rdiv(6)]; // => [variable(6.0), variable(6.0), variable(1.5), variable(2.0)]
 * [x.pow(2), x.rpow(1), x.neg()]; // => [variable(9.0), variable(1.0), variable(-3.0)]
 * @example
 * const x = new Variable(nd.array(2));
 * const y = x ** 3;
 * y.backward({ createGraph: true });
 * const gx = x.grad;
 * x.clearGrad();
 * gx.backward();
 * [gx, x.grad]; // => [variable(12.0), variable(12.0)]
 * y.unchain();
 * y.backward(); // throws EngineError: backward
 * y.setCreator(gx.creator);
 * gx.unchainBackward();
 * y.generation; // => 3
 */
export class Variable extends Traced {
  creator: Func | null;
  /** 0 for leaves; otherwise one more than the creator's. */
  generation: number;
  /** Made from a bare number or array by a call of a function: nobody can ask for its gradient, so none is computed. */
  constant = false;
  /** A number: a 0-d float64 array that nobody has asked for yet. */
  #data: NDArray | number | null;
  /** A number or an array: a Variable of it that nobody has asked for yet. */
  #grad: Variable | NDArray | number | null = null;
  #name: string | null;

  constructor(data?: NDArray | null, name?: string | null, creator?: Func | null);
  constructor(data: NDArray | number, name: null, creator: Func | null, key: symbol);
  constructor(
    data: NDArray | number | null = null,
    name: string | null = null,
    creator: Func | null = null,
    key: symbol | null = null
  ) {
    super();
    if (key !== INSIDE && data !== null && !(data instanceof NDArray)) refuse(data);
    this.#data = data;
    this.#name = name;
    this.creator = creator;
    this.generation = creator === null ? 0 : creator.generation + 1;
    if (key !== INSIDE && creator === null && recorder !== null && config.enableBackprop)
      recorder.variableCreated(this);
  }

  /** The array. An empty Variable gives null, which the next operation refuses by name. */
  get data(): NDArray {
    if (typeof this.#data === 'number') this.#data = NDArray.scalar(this.#data);
    // An empty Variable is rare and reading it is a mistake that the next operation names; the type stays simple.
    return this.#data as NDArray;
  }

  set data(next: NDArray | null) {
    if (next !== null && !(next instanceof NDArray)) refuse(next);
    this.#data = next;
    if (recorder !== null) recorder.dataAssigned(this);
  }

  /** The derivative that back-propagation brought, itself a Variable; null before and after `clearGrad`. */
  get grad(): Variable | null {
    const grad = this.#grad;
    if (grad === null || grad instanceof Variable) return grad;
    if (grad instanceof NDArray) completed(this, grad).storage.gradients = 0;
    return (this.#grad = new Variable(grad, null, null, INSIDE));
  }

  /** An array or number counts as a Variable of it. */
  set grad(next: Variable | null) {
    forgetProducts(this);
    const known = next === null || next instanceof Variable;
    this.#grad = known ? next : new Variable(asArray(next, 'grad'), null, null, INSIDE);
  }

  /** A label for graphs and printing. */
  get name(): string | null {
    return this.#name;
  }

  set name(next: string | null) {
    this.#name = next;
    if (recorder !== null) recorder.renamed(this);
  }

  /** Whether layers and optimizers train it (Parameter). */
  get isParameter(): boolean {
    return false;
  }

  /** Lengths of the axes. */
  get shape(): readonly number[] {
    return typeof this.#data === 'number' ? SCALAR_SHAPE : this.#filled('shape').shape;
  }

  /** The number of axes. */
  get ndim(): number {
    return this.#filled('ndim').ndim;
  }

  /** The number of elements. */
  get size(): number {
    return this.#filled('size').size;
  }

  /** The array's dtype. */
  get dtype(): NDArray['dtype'] {
    return this.#filled('dtype').dtype;
  }

  /** Length of the first axis; an error for a 0-d variable. */
  get length(): number {
    return this.#filled('length').length;
  }

  /** All axes reversed. */
  get T(): Variable {
    return operators.transpose(this, null);
  }

  /** Ties it to the function that made it; `call` does so. */
  setCreator(func: Func): void {
    this.creator = func;
    this.generation = func.generation + 1;
  }

  /** Forgets the gradient: `backward` adds to one that is there. */
  clearGrad(): void {
    if (recorder !== null && this.#grad !== null) recorder.gradientReleased(this, 'cleared');
    dropGradient(this);
  }

  /**
   * Computes the gradients of everything this variable was computed from, starting with ones where it has no gradient.
   * EngineError where it has no creator, ShapeError where a `backward` gives a gradient of another shape.
   */
  backward(options: BackwardOptions = {}): void {
    backward(this, options);
  }

  /** Forgets the creator: back-propagation stops here. */
  unchain(): void {
    this.creator = null;
  }

  /** Cuts every connection upstream of this variable. */
  unchainBackward(): void {
    unchainBackward(this);
  }

  /** The only element as a plain number. */
  item(): number {
    return typeof this.#data === 'number' ? this.#data : this.#filled('item()').item();
  }

  /** The same elements in another shape; one length may be -1. */
  reshape(...shape: (number | readonly number[])[]): Variable {
    return operators.reshape(this, flat(shape));
  }

  /** The axes in another order; reversed without one. */
  transpose(...axes: (number | readonly number[] | null)[]): Variable {
    return operators.transpose(this, axes.length === 0 || axes[0] === null ? null : flat(axes));
  }

  /** Sum over all axes, one, or several. */
  sum(axis: AxisArg = null, keepdims = false): Variable {
    return operators.sum(this, axis, keepdims);
  }

  /** Average over all axes, one, or several. */
  mean(axis: AxisArg = null, keepdims = false): Variable {
    return operators.mean(this, axis, keepdims);
  }

  /** Largest element over all axes, one, or several. */
  max(axis: AxisArg = null, keepdims = false): Variable {
    return operators.max(this, axis, keepdims);
  }

  /** Smallest element over all axes, one, or several. */
  min(axis: AxisArg = null, keepdims = false): Variable {
    return operators.min(this, axis, keepdims);
  }

  /** Matrix product. */
  matmul(other: Operand): Variable {
    return operators.matmul(this, other);
  }

  /** The same as matmul. */
  dot(other: Operand): Variable {
    return operators.matmul(this, other);
  }

  /** x[1, :2] of the book: `x.get(1, nd.slice(2))`. */
  get(...index: IndexArg[]): Variable {
    return operators.getItem(this, ...index);
  }

  /** The same as get. */
  at(...index: IndexArg[]): Variable {
    return operators.getItem(this, ...index);
  }

  /** this + other. */
  add(other: Operand): Variable {
    return operators.add(this, other);
  }

  /** other + this. */
  radd(other: Operand): Variable {
    return operators.add(other, this);
  }

  /** this - other. */
  sub(other: Operand): Variable {
    return operators.sub(this, other);
  }

  /** other - this. */
  rsub(other: Operand): Variable {
    return operators.sub(other, this);
  }

  /** this · other. */
  mul(other: Operand): Variable {
    return operators.mul(this, other);
  }

  /** other · this. */
  rmul(other: Operand): Variable {
    return operators.mul(other, this);
  }

  /** this / other. */
  div(other: Operand): Variable {
    return operators.div(this, other);
  }

  /** other / this. */
  rdiv(other: Operand): Variable {
    return operators.div(other, this);
  }

  /** this to the power of a number or Variable. */
  pow(exponent: Operand): Variable {
    return operators.pow(this, exponent);
  }

  /** A number or Variable to the power of this. */
  rpow(base: Operand): Variable {
    return operators.pow(base, this);
  }

  /** -this. */
  neg(): Variable {
    return operators.neg(this);
  }

  /** Walks the first axis. */
  *[Symbol.iterator](): Iterator<Variable> {
    for (let i = 0; i < this.length; i++) yield operators.getItem(this, i);
  }

  #take(gradient: Variable | NDArray): void {
    const array = gradient instanceof NDArray && gradient.ndim > 0 && isFloat(gradient.dtype);
    if (array && gradient.storage.gradients > 0) gradient.storage.gradients += 1;
    this.#grad = array || gradient instanceof Variable ? gradient : new Variable(gradient, null, null, INSIDE);
  }

  #filled(what: string): NDArray {
    if (this.#data !== null) return this.data;
    throw new EngineError(
      'state',
      `Variable: it is empty, so it has no ${what}; give it an array: x.data = nd.array(...)`
    );
  }

  /** The text that NumPy prints, within `variable(...)`. */
  override toString(): string {
    if (this.#data === null) return 'variable(null)';
    return `variable(${this.data.toString().replaceAll('\n', `\n${' '.repeat(9)}`)})`;
  }

  static {
    variableOfNumber = (value, creator) => new Variable(value, null, creator, INSIDE);
    numberIn = (variable) => {
      const data = variable.#data;
      return data === null || typeof data === 'number' ? data : float64Of(data);
    };
    gradientNumberIn = (variable) => {
      const grad = variable.#grad;
      if (grad === null || typeof grad === 'number') return grad;
      return grad instanceof Variable ? numberIn(grad) : null;
    };
    addGradientNumber = (variable, gradient) => {
      const before = gradientNumberIn(variable);
      if (before !== null) variable.#grad = before + gradient;
      else if (variable.#grad === null) variable.#grad = gradient;
      else addGradient(variable, variableOfNumber(gradient, null));
    };
    gradientArrayIn = (variable) => {
      const grad = variable.#grad;
      if (grad instanceof NDArray) return completed(variable, grad);
      return typeof grad === 'number' ? NDArray.scalar(grad) : (grad?.data ?? null);
    };
    growingGradient = (variable) => {
      const grad = variable.#grad;
      if (!(grad instanceof NDArray) || grad.storage.gradients !== 1) return null;
      return grad.size === grad.storage.length && grad.contiguous ? grad : null;
    };
    addGradient = (variable, gradient) => {
      const before = gradientArrayIn(variable);
      if (before === null) return variable.#take(gradient);
      const more = gradient instanceof Variable ? gradient.data : gradient;
      const growing = growingGradient(variable);
      if (growing !== null && resultType(growing, more) === growing.dtype)
        return currentBackend().binaryInto('add', growing, more);
      const sum = before.add(more);
      dropGradient(variable);
      variable.#take(sum);
      if (sum === variable.#grad) sum.storage.gradients = 1;
    };
    dropGradient = (variable) => {
      forgetProducts(variable);
      if (variable.#grad instanceof NDArray) variable.#grad.storage.release();
      variable.#grad = null;
    };
  }
}

function flat(values: readonly (number | readonly number[] | null)[]): number[] {
  return values.flatMap((value) => (value === null ? [] : value));
}

function refuse(data: unknown): never {
  const what = typeof data === 'number' ? `the number ${data}` : Array.isArray(data) ? 'a list' : typeof data;
  const example = typeof data === 'number' ? String(data) : Array.isArray(data) ? '[1, 2, 3]' : '1.0';
  throw new TypeError(`Variable: ${what} is not supported, only arrays are: new Variable(nd.array(${example}))`);
}
