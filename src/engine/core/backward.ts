/**
 * Back-propagation: from a variable back to everything it was computed from. Functions of the highest generation come
 * first (among equals the one added last), each once, so a function is reached only when the gradients of all its
 * uses have been added up. Gradients that meet are added as a new variable; only a sum that nobody has seen grows in place.
 * Not here: derivatives of single functions (their own backward), the graph's drawing (trace/).
 */
import { recycleBuffers } from '../ndarray/buffer-pool.ts';
import { onesLike, zerosLike } from '../ndarray/create.ts';
import type { NDArray } from '../ndarray/ndarray.ts';
import { sameShape, shapeText } from '../ndarray/shape.ts';
import { recorder } from '../trace/recorder.ts';
import type { Recorder } from '../trace/recorder.ts';
import { take } from '../trace/snapshot.ts';
import { hasGradient } from '../trace/values.ts';
import { asArray } from './as-array.ts';
import { config } from './config.ts';
import { EngineError, ShapeError } from './errors.ts';
import { FunctionQueue } from './function-queue.ts';
import { type Func, NumberFunc } from './function.ts';
import { incomplete } from './pending-products.ts';
import { operators, type Operand } from './operators.ts';
import {
  addGradient,
  addGradientNumber,
  dropGradient,
  gradientArrayIn,
  growingGradient,
  numberIn,
  Variable
} from './variable.ts';

export interface BackwardOptions {
  /** Keep the gradients of intermediate variables too. */
  retainGrad?: boolean;
  /** Record the computation of the gradients, so that they can be differentiated again. */
  createGraph?: boolean;
}

export function backward(root: Variable, { retainGrad = false, createGraph = false }: BackwardOptions): void {
  if (root.creator === null)
    throw new EngineError(
      'state',
      'backward: this variable was not computed from others, so there is nothing to go back to. Call backward on a ' +
        'result, and compute it outside of noGrad.'
    );
  recycleBuffers();
  const before = config.enableBackprop;
  config.enableBackprop = createGraph;
  const trace = recorder;
  trace?.backwardStarted(root, createGraph);
  try {
    const seeded = root.grad === null;
    if (seeded) seed(root);
    trace?.seeded(root, seeded);
    propagate(root.creator, { retainGrad, createGraph, trace });
  } finally {
    for (const variable of incomplete()) gradientArrayIn(variable);
    config.enableBackprop = before;
    trace?.backwardFinished(root);
  }
}

/** Cuts the connection of every variable upstream of `root` to its creator. */
export function unchainBackward(root: Variable): void {
  const waiting = root.creator === null ? [] : [root.creator];
  for (let func = waiting.pop(); func !== undefined; func = waiting.pop()) {
    for (const input of func.inputs) {
      if (input.creator === null) continue;
      waiting.push(input.creator);
      input.unchain();
    }
  }
}

function seed(root: Variable): void {
  if (numberIn(root) !== null) addGradientNumber(root, 1);
  else root.grad = new Variable(onesLike(root.data));
}

interface Pass {
  retainGrad: boolean;
  createGraph: boolean;
  trace: Recorder | null;
}

function propagate(start: Func, { retainGrad, createGraph, trace }: Pass): void {
  if (trace !== null) return propagateTold(start, { retainGrad, createGraph, trace });
  // A graph consists of Variables; without one, numbers and arrays do.
  const queue = new FunctionQueue();
  queue.add(start);
  for (let func = queue.pop(); func !== null; func = queue.pop()) {
    if (!createGraph && func instanceof NumberFunc && func.backwardOnNumbers(null)) addCreators(func, queue, null);
    else if (createGraph || !backwardOnArrays(func, queue))
      backwardOnVariables(func, queue, { createGraph, trace: null });
    if (!retainGrad) for (const output of func.outputs) dropGradient(output);
  }
}

/** The same while a trace listens, which is told of numbers and of Variables: nobody else pays for asking whether one does. */
function propagateTold(start: Func, { retainGrad, createGraph, trace }: Pass & { trace: Recorder }): void {
  const queue = new FunctionQueue();
  addTo(queue, start, trace);
  for (let func = queue.pop(); func !== null; func = queue.pop()) {
    trace.popped(func);
    if (!createGraph && func instanceof NumberFunc && func.backwardOnNumbers(trace)) addCreators(func, queue, trace);
    else backwardOnVariables(func, queue, { createGraph, trace });
    if (!retainGrad) for (const output of func.outputs) release(output, trace);
  }
}

function addTo(queue: FunctionQueue, func: Func, trace: Recorder | null): void {
  if (queue.add(func) && trace !== null) trace.queued(func);
}

/** By arrays that nobody else gets to see; false where the function has no such rule. */
function backwardOnArrays(func: Func, queue: FunctionQueue): boolean {
  const gxs = func instanceof NumberFunc ? func.gradientArrays() : null;
  if (gxs === null) return false;
  const made = gxs.filter((gx) => gx !== null && isNew(func, gx));
  for (const gx of made) if (gx !== null) gx.storage.gradients = 1;
  for (let i = 0; i < gxs.length; i++) {
    const input = func.inputs[i];
    const gx = gxs[i];
    if (input === undefined || input.constant || gx === null || gx === undefined) continue;
    // What has been added in place is there already.
    if (gx !== growingGradient(input)) addGradient(input, gx);
    if (input.creator !== null) queue.add(input.creator);
  }
  for (const gx of made) gx?.storage.release();
  return true;
}

/** Whether the function has made the array, so that nobody else has it. */
function isNew(func: Func, { storage }: NDArray): boolean {
  if (storage.gradients > 0) return false;
  for (const input of func.inputs) if (input.data.storage === storage) return false;
  for (const output of func.outputs)
    if (output.data.storage === storage || gradientArrayIn(output)?.storage === storage) return false;
  return true;
}

function addCreators(func: Func, queue: FunctionQueue, trace: Recorder | null): void {
  for (const { constant, creator } of func.inputs) if (!constant && creator !== null) addTo(queue, creator, trace);
}

function backwardOnVariables(func: Func, queue: FunctionQueue, { createGraph, trace }: Omit<Pass, 'retainGrad'>): void {
  const gxs = gradientsOf(func);
  for (let i = 0; i < func.inputs.length; i++) {
    const input = func.inputs[i];
    const gx = gxs[i];
    if (input === undefined || input.constant || gx === null || gx === undefined) continue;
    const gradient = gradientFor(func, i, input, gx);
    if (createGraph || trace !== null) receive(func, input, gradient);
    else addGradient(input, gradient);
    if (input.creator !== null) addTo(queue, input.creator, trace);
  }
}

function gradientsOf(func: Func): readonly (Operand | null)[] {
  const [first] = func.outputs;
  const gxs =
    func.outputs.length === 1 && first !== undefined
      ? func.backward(gradientOf(first))
      : func.backward(...func.outputs.map(gradientOf));
  if (!Array.isArray(gxs)) return [gxs as Operand | null];
  if (gxs.length > func.inputs.length)
    throw new EngineError(
      'shape',
      `${func.label}: backward returned ${gxs.length} gradients for ${func.inputs.length} inputs; one per input is right`,
      { op: func.label }
    );
  return gxs as readonly (Operand | null)[];
}

function gradientOf(output: Variable): Variable {
  return output.grad ?? new Variable(zerosLike(output.data));
}

function gradientFor(func: Func, index: number, input: Variable, gx: Operand): Variable {
  const gradient = gx instanceof Variable ? gx : new Variable(asArray(gx));
  if (!sameShape(gradient.shape, input.shape))
    throw new ShapeError(
      func.label,
      `backward gave input ${index + 1} of shape ${shapeText(input.shape)} a gradient of shape ` +
        `${shapeText(gradient.shape)}; a gradient has the shape of its input`,
      [input.shape, gradient.shape]
    );
  return gradient;
}

function receive(func: Func, input: Variable, gradient: Variable): void {
  const before = input.grad;
  const sum = before === null ? gradient : operators.add(before, gradient);
  input.grad = sum;
  if (recorder === null) return;
  const arrived = take(gradient.data);
  if (before === null) recorder.gradientArrived(input, func, arrived, null, arrived);
  else recorder.gradientArrived(input, func, arrived, take(before.data), take(sum.data));
}

function release(output: Variable, trace: Recorder): void {
  const told = hasGradient(output);
  dropGradient(output);
  if (told) trace.gradientReleased(output, 'released');
}
