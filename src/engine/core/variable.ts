/**
 * A Variable is a box for an array that remembers where the array came from: `creator` is the function that computed
 * it, `grad` receives the derivative (itself a Variable, so that it can be differentiated again).
 * Not here: how gradients are computed (backward.ts), what operators do (operators.ts).
 */
import { NDArray } from '../ndarray/ndarray.ts';
import { recorder } from '../trace/recorder.ts';
import { config } from './config.ts';
import { backward, unchainBackward, type BackwardOptions } from './backward.ts';
import type { Func } from './function.ts';
import { operators, type AxisArg, type IndexArg, type Operand } from './operators.ts';

export class Variable {
  grad: Variable | null = null;
  creator: Func | null;
  /** 0 for leaves; otherwise one more than the creator's. */
  generation: number;
  /** Made from a bare number or array by a call of a function: nobody can ask for its gradient, so none is computed. */
  constant = false;
  #data: NDArray | null;
  #name: string | null;

  constructor(data: NDArray | null = null, name: string | null = null, creator: Func | null = null) {
    if (data !== null && !(data instanceof NDArray)) refuse(data);
    this.#data = data;
    this.#name = name;
    this.creator = creator;
    this.generation = creator === null ? 0 : creator.generation + 1;
    if (recorder !== null && creator === null && config.enableBackprop) recorder.variableCreated(this);
  }

  get data(): NDArray {
    // An empty Variable is rare and reading it is a mistake that the next operation names; the type stays simple.
    return this.#data as NDArray;
  }

  set data(next: NDArray | null) {
    if (next !== null && !(next instanceof NDArray)) refuse(next);
    this.#data = next;
    if (recorder !== null) recorder.dataAssigned(this);
  }

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

  get shape(): readonly number[] {
    return this.data.shape;
  }

  get ndim(): number {
    return this.data.ndim;
  }

  get size(): number {
    return this.data.size;
  }

  get dtype(): NDArray['dtype'] {
    return this.data.dtype;
  }

  /** Length of the first axis; an error for a 0-d variable. */
  get length(): number {
    return this.data.length;
  }

  get T(): Variable {
    return operators.transpose(this, null);
  }

  setCreator(func: Func): void {
    this.creator = func;
    this.generation = func.generation + 1;
  }

  clearGrad(): void {
    if (recorder !== null && this.grad !== null) recorder.gradientReleased(this, 'cleared');
    this.grad = null;
  }

  /** Computes the gradients of everything this variable was computed from. */
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

  item(): number {
    return this.data.item();
  }

  reshape(...shape: (number | readonly number[])[]): Variable {
    return operators.reshape(this, flat(shape));
  }

  transpose(...axes: (number | readonly number[] | null)[]): Variable {
    return operators.transpose(this, axes.length === 0 || axes[0] === null ? null : flat(axes));
  }

  sum(axis: AxisArg = null, keepdims = false): Variable {
    return operators.sum(this, axis, keepdims);
  }

  mean(axis: AxisArg = null, keepdims = false): Variable {
    return operators.mean(this, axis, keepdims);
  }

  max(axis: AxisArg = null, keepdims = false): Variable {
    return operators.max(this, axis, keepdims);
  }

  min(axis: AxisArg = null, keepdims = false): Variable {
    return operators.min(this, axis, keepdims);
  }

  matmul(other: Operand): Variable {
    return operators.matmul(this, other);
  }

  dot(other: Operand): Variable {
    return operators.matmul(this, other);
  }

  /** x[1, :2] of the book: `x.get(1, nd.slice(2))`. */
  get(...index: IndexArg[]): Variable {
    return operators.getItem(this, ...index);
  }

  at(...index: IndexArg[]): Variable {
    return operators.getItem(this, ...index);
  }

  add(other: Operand): Variable {
    return operators.add(this, other);
  }

  radd(other: Operand): Variable {
    return operators.add(other, this);
  }

  sub(other: Operand): Variable {
    return operators.sub(this, other);
  }

  rsub(other: Operand): Variable {
    return operators.sub(other, this);
  }

  mul(other: Operand): Variable {
    return operators.mul(this, other);
  }

  rmul(other: Operand): Variable {
    return operators.mul(other, this);
  }

  div(other: Operand): Variable {
    return operators.div(this, other);
  }

  rdiv(other: Operand): Variable {
    return operators.div(other, this);
  }

  pow(exponent: Operand): Variable {
    return operators.pow(this, exponent);
  }

  rpow(base: Operand): Variable {
    return operators.pow(base, this);
  }

  neg(): Variable {
    return operators.neg(this);
  }

  *[Symbol.iterator](): Iterator<Variable> {
    for (let i = 0; i < this.length; i++) yield operators.getItem(this, i);
  }

  toString(): string {
    if (this.#data === null) return 'variable(null)';
    return `variable(${this.#data.toString().replaceAll('\n', `\n${' '.repeat(9)}`)})`;
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
