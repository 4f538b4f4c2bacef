/**
 * An optimizer changes parameters by their gradients. `update` takes the parameters that have a gradient, lets the
 * hooks change the gradients, then calls `updateOne` for each. What an optimizer remembers per parameter it keeps in
 * slots of the parameter's dtype, which go into checkpoints. Not here: the rules (one file each), the hooks.
 */
import { described } from '../core/described.ts';
import { EngineError } from '../core/errors.ts';
import type { Variable } from '../core/variable.ts';
import { Layer } from '../layers/layer.ts';
import { zerosLike } from '../ndarray/create.ts';
import type { NDArray } from '../ndarray/ndarray.ts';

/** What can be trained: a layer or model, or parameters by name or in a row. */
export type Target = Layer | readonly Variable[] | Readonly<Record<string, Variable>>;
/** Changes the gradients of the parameters before an update. */
export type Hook = (params: readonly Variable[]) => void;
/** Arrays and numbers by name, as checkpoints store them. */
export type OptimizerState = Record<string, NDArray | number>;

/**
 * What all optimizers share: `update` takes the parameters that have a gradient, lets the hooks change the gradients,
 * then calls `updateOne` for each. EngineError where nothing was set up. Source: DeZero optimizers.Optimizer.
 * @example
 * class Sign extends optimizers.Optimizer {
 *   updateOne(param, gradient) { param.data = param.data - 0.1 * nd.sign(gradient); }
 * }
 * const x = new Parameter(nd.array(2));
 * const optimizer = new Sign().setup({ x }).addHook(optimizers.clipGrad(1));
 * (x ** 2).backward();
 * optimizer.update();
 * x; // => variable(1.9)
 * optimizer.loadState(optimizer.state());
 */
export abstract class Optimizer {
  readonly hooks: Hook[] = [];
  #target: Target | null = null;
  readonly #slots = new Map<string, Map<Variable, NDArray>>();

  /** Says what to train; returns itself. */
  setup(target: Target): this {
    if (typeof target !== 'object' || target === null)
      throw new EngineError('value', `setup: it takes a layer, a model or parameters, not ${described(target)}.`);
    this.#target = target;
    return this;
  }

  /** Adds a hook; hooks run in the order in which they were added. Returns itself. */
  addHook(hook: Hook): this {
    this.hooks.push(hook);
    return this;
  }

  /** One step: changes every parameter that has a gradient. */
  update(): void {
    const withGradient = (): Variable[] => Object.values(this.#named()).filter((one) => one.grad !== null);
    const params = withGradient();
    for (const hook of this.hooks) hook(params);
    this.beforeUpdate();
    // A hook may have taken a gradient away: that parameter rests.
    for (const param of withGradient()) if (param.grad !== null) this.updateOne(param, param.grad.data);
  }

  /** Changes one parameter by its gradient; written by the subclass. */
  abstract updateOne(param: Variable, gradient: NDArray): void;

  /** Numbers beside the slots that a checkpoint must hold. */
  protected numbers(): Record<string, number> {
    return {};
  }

  protected setNumbers(_numbers: Readonly<Record<string, number>>): void {
    // Most optimizers keep none.
  }

  /** Called once per update, before the parameters. */
  protected beforeUpdate(): void {
    // Most optimizers count no steps.
  }

  /** What is remembered for a parameter under a name; zeros at first. */
  protected slot(name: string, param: Variable): NDArray {
    let slots = this.#slots.get(name);
    if (slots === undefined) this.#slots.set(name, (slots = new Map<Variable, NDArray>()));
    let value = slots.get(param);
    if (value === undefined) slots.set(param, (value = zerosLike(param.data)));
    return value;
  }

  protected setSlot(name: string, param: Variable, value: NDArray): void {
    this.slot(name, param);
    this.#slots.get(name)?.set(param, value);
  }

  /** Everything that the next updates depend on: 'velocity/l1/W', ... */
  state(): OptimizerState {
    const names = new Map(Object.entries(this.#named()).map(([name, param]) => [param, name]));
    const state: OptimizerState = { ...this.numbers() };
    for (const [slot, values] of this.#slots)
      for (const [param, value] of values) {
        const name = names.get(param);
        if (name !== undefined) state[`${slot}/${name}`] = value.copy();
      }
    return state;
  }

  /** Goes on as the optimizer that gave the state. EngineError where it names a parameter that is not trained here. */
  loadState(state: Readonly<OptimizerState>): void {
    this.#slots.clear();
    const numbers: Record<string, number> = {};
    const named = this.#named();
    for (const [key, value] of Object.entries(state)) {
      if (typeof value === 'number') {
        numbers[key] = value;
        continue;
      }
      const cut = key.indexOf('/');
      const param = named[key.slice(cut + 1)];
      if (cut < 0 || param === undefined)
        throw new EngineError('state', `loadState: there is no parameter for '${key}' in what this optimizer trains`);
      this.setSlot(key.slice(0, cut), param, value.copy());
    }
    this.setNumbers(numbers);
  }

  #named(): Readonly<Record<string, Variable>> {
    const target = this.#target;
    if (target === null)
      throw new EngineError('state', `${this.constructor.name}: nothing to train yet; call setup(model) first`);
    return target instanceof Layer ? target.flattenParams() : (target as Readonly<Record<string, Variable>>);
  }
}
