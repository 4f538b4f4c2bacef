/**
 * Golden kind ops/composite.json: short programs with three orders of gradients in one graph, and formulas with their
 * derivatives.
 *
 * Known deviation D6: to differentiate a power down to x ** 0 gives the original 0 * infinity at x = 0, a NaN where the
 * right value is finite. These figures still carry such NaNs. The right value is no guess: with each whole power written
 * as products the same program meets no infinity. A NaN is therefore held against that value where it is finite, at the
 * tolerance of its order; any other NaN must be one here as well.
 */
import { F, Variable, type NDArray, type Operand } from '@engine/index.ts';
import { zerosLike } from '@engine/ndarray/create.ts';
import {
  compareArrays,
  FLOAT32,
  FLOAT64,
  HIGHER_ORDER,
  isArrayJson,
  isObject,
  text,
  toArray,
  type Json,
  type JsonObject,
  type Mismatch
} from './compare.ts';
import { evaluate, type Power } from './expression.ts';
import { functionNamed } from './functions.ts';
import { compareGradients, gradientOf, variablesOf, weightedSum } from './gradients.ts';
import { found } from './suite.ts';

type Named = Record<string, NDArray>;

/** x ** c as x * x * ..., so that derivatives at 0 are finite; other exponents stay powers. */
const asProducts: Power = (x, c) => {
  if (typeof c !== 'number' || !Number.isInteger(c) || c < 0) return F.pow(x, c);
  let product = F.add(F.mul(x, 0), 1);
  for (let i = 0; i < c; i++) product = F.mul(product, x);
  return product;
};

export function checkProgram(one: JsonObject): Mismatch[] {
  const inputs = variablesOf(one['inputs']);
  const narrow = Object.values(inputs).some((input) => input.dtype === 'float32');
  const first = narrow ? FLOAT32 : FLOAT64;
  const higher = narrow ? FLOAT32 : HIGHER_ORDER;
  const orders = [1, 2, 3].filter((order) => one[`grad${order}`] !== undefined);
  const y = run(one, inputs, F.pow);
  const problems = found(compareArrays('y', y.data, one['y'], first));
  const products = lazily(() => {
    const others = variablesOf(one['inputs']);
    return [...gradients(one, others, run(one, others, asProducts), orders.length)];
  });
  for (const [i, got] of [...gradients(one, inputs, y, orders.length)].entries()) {
    const figures = isObject(one[`grad${i + 1}`]) ? (one[`grad${i + 1}`] as JsonObject) : {};
    const right = Object.entries(figures).map(([name, figure]) => [
      name,
      withoutNaN(figure, () => products()[i]?.[name])
    ]);
    const named = Object.fromEntries(Object.entries(got).map(([name, grad]) => [name, gradientHolder(grad)]));
    const expected = Object.fromEntries(right) as JsonObject;
    problems.push(
      ...compareGradients(`order ${i + 1}`, named, Object.keys(inputs), expected, i === 0 ? first : higher)
    );
  }
  return problems;
}

/** The value of the last line of a program. */
function run(one: JsonObject, inputs: Record<string, Variable>, power: Power): Variable {
  const known: Record<string, Variable> = { ...inputs };
  let y: Variable | null = null;
  for (const [name, fn, operands, keywords] of one['program'] as Json[][]) {
    const given = ((operands ?? []) as Json[]).map((operand): Operand => {
      const earlier = known[text(operand)];
      if (earlier !== undefined) return earlier;
      return typeof operand === 'number' ? operand : toArray(operand);
    });
    const options = isObject(keywords) ? keywords : {};
    y = fn === 'pow' ? power(given[0]!, (options['c'] ?? given[1]!) as Operand) : functionNamed(fn)(given, options);
    known[text(name)] = y;
  }
  if (y === null) throw new Error('a program without lines');
  return y;
}

/** The gradients of sum(y), then of the sum of gradient * v, and so on, by name of the input. */
function* gradients(one: JsonObject, inputs: Record<string, Variable>, y: Variable, orders: number): Generator<Named> {
  const v = isObject(one['v']) ? one['v'] : {};
  let s: Variable | null = F.sum(y);
  for (let order = 0; order < orders; order++) {
    for (const input of Object.values(inputs)) input.clearGrad();
    if (s?.creator) s.backward({ createGraph: true });
    yield Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, gradientOf(input)]));
    s = weightedSum(
      Object.entries(inputs).map(([name, input]) => [name, input.grad] as const),
      v
    );
  }
}

/** A variable with this gradient, as the comparison of gradients wants it. */
function gradientHolder(gradient: NDArray): Variable {
  const holder = new Variable(zerosLike(gradient));
  holder.grad = new Variable(gradient);
  return holder;
}

export function checkDerivatives(one: JsonObject): Mismatch[] {
  const count = (one['derivatives'] as Json[]).length;
  const got = derivatives(one, count, F.pow);
  const products = lazily(() => derivatives(one, count, asProducts));
  return (one['derivatives'] as Json[]).flatMap((expected, order) => {
    const right = withoutNaN(expected, () => products()[order]);
    return found(compareArrays(`derivative ${order}`, got[order]!, right, order < 2 ? FLOAT64 : HIGHER_ORDER));
  });
}

/** A function's values and derivatives: [value, first, second, ...]. */
function derivatives(one: JsonObject, count: number, power: Power): NDArray[] {
  const x = new Variable(toArray(one['x']), 'x');
  let y = evaluate(text(one['function']), { x }, power);
  const values = [y.data];
  while (values.length < count) {
    x.clearGrad();
    if (y.creator !== null) y.backward({ createGraph: true });
    y = x.grad ?? new Variable(zerosLike(x.data));
    values.push(y.data);
  }
  return values;
}

/** Figures with the finite right value in place of NaN. */
function withoutNaN(figures: Json, right: () => NDArray | undefined): Json {
  if (!isArrayJson(figures) || !isObject(figures)) return figures;
  const data = figures['data'] as Json[] | undefined;
  if (data === undefined || !data.includes('NaN')) return figures;
  const values = right()?.toFlat() ?? [];
  return { ...figures, data: data.map((one, i) => (one === 'NaN' && Number.isFinite(values[i]) ? values[i]! : one)) };
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
