/**
 * A layer holds parameters and says how they turn inputs into outputs. Attributes that are Parameters or Layers are
 * its parts; their names joined by '/' are the names of the weights ('l1/W'). Write `forward`, use `call`.
 * Not here: what to do with the gradients (optimizers/).
 */
import { EngineError } from '../core/errors.ts';
import type { Operand } from '../core/operators.ts';
import { Parameter } from '../core/parameter.ts';
import type { Variable } from '../core/variable.ts';
import { packWeights, unpackWeights } from '../io/weights.ts';
import { recorder } from '../trace/recorder.ts';

/**
 * Holds parameters and says how they turn inputs into outputs: a subclass sets Parameters and Layers as fields and
 * writes `forward`; users write `call`. Source: DeZero Layer.
 * @example
 * class Scale extends L.Layer {
 *   a = new Parameter(nd.array(2), 'a');
 *   forward(x) { return this.a * x; }
 * }
 * const layer = new Scale();
 * layer.call(3).backward();
 * [layer.params().length, Object.keys(layer.flattenParams()), layer.a.grad]; // => [1, ['a'], variable(3.0)]
 * @example
 * const [one, other] = [new L.Linear(1, { inSize: 2 }), new L.Linear(1, { inSize: 2 })];
 * other.loadWeights(one.saveWeights());
 * nd.arrayEqual(one.W.data, other.W.data); // => true
 * F.sum(one.call(nd.ones([1, 2]))).backward();
 * one.clearGrads();
 * one.cleargrads();
 * one.b.grad; // => null
 * new L.Layer().forward(1); // throws EngineError: Layer: forward is missing
 */
export class Layer {
  /** Computes the output and remembers, for a trace, that it was this layer which did. */
  call(...inputs: Operand[]): Variable {
    const trace = recorder;
    if (trace === null) return this.forward(...inputs);
    trace.enterLayer(this);
    try {
      return this.forward(...inputs);
    } finally {
      trace.leaveLayer();
    }
  }

  /** What the layer computes; written by the subclass, without it a call is an EngineError. */
  forward(..._inputs: Operand[]): Variable {
    const name = this.constructor.name;
    throw new EngineError('unsupported-op', `${name}: forward is missing; write forward(x) { return ...; }`);
  }

  /** All parameters, those of inner layers included, in the order in which they were set. */
  params(): Parameter[] {
    return Object.values(this.flattenParams());
  }

  /** All parameters by their path: { 'l1/W': ..., 'l1/b': ... }. */
  flattenParams(prefix = ''): Record<string, Parameter> {
    const found: Record<string, Parameter> = {};
    for (const [name, part] of Object.entries(this) as [string, unknown][]) {
      if (part instanceof Parameter) found[prefix + name] = part;
      else if (part instanceof Layer) Object.assign(found, part.flattenParams(`${prefix}${name}/`));
    }
    return found;
  }

  /** Forgets the gradients of all parameters. */
  clearGrads(): void {
    for (const parameter of this.params()) parameter.clearGrad();
  }

  /**
   * All parameters as the bytes of an .npz file, which Python's load_weights reads as well. EngineError where one has
   * no values yet.
   */
  saveWeights(): Uint8Array {
    return packWeights(this.flattenParams());
  }

  /**
   * Takes the parameters from the bytes of such a file, by name. EngineError where one is missing, ShapeError where a
   * shape differs; then nothing has changed.
   */
  loadWeights(bytes: Uint8Array): void {
    unpackWeights(this.flattenParams(), bytes);
  }

  /** The same by the book's name. */
  cleargrads(): void {
    this.clearGrads();
  }
}
