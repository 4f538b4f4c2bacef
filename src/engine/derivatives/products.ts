/**
 * Products with the matrices of derivatives, without ever making the matrices: with the Jacobian J of y = f(x) from the
 * left (vjp: u J, one backward) and from the right (jvp: J v, forward mode by going backward twice), and with the Hessian
 * H of a scalar f (H v, a backward through the gradient). Parameters that f uses besides its inputs get gradients too, as
 * from any backward: clear them. Not here: whole Jacobians, gradients that meet in Variables of the caller.
 */
import { ShapeError } from '../core/errors.ts';
import { asVariable } from '../core/function.ts';
import type { Operand } from '../core/operators.ts';
import { Variable } from '../core/variable.ts';
import { zerosLike } from '../ndarray/create.ts';
import { sameShape, shapeText } from '../ndarray/shape.ts';
import { mul } from '../ops/mul.ts';
import { sum } from '../ops/sum.ts';

type Function = (...inputs: Variable[]) => Variable;
type OneOrMore = Operand | readonly Operand[];

/**
 * u J: for each input the gradient of Σ u · f(x); one input gives a list of one. ShapeError where u is not of f(x)'s shape.
 * @example
 * vjp((x) => F.square(x), nd.array([1, 2]), nd.array([1, 10])).products[0]; // => variable([ 2. 40.])
 */
export function vjp(f: Function, inputs: OneOrMore, u: Operand): { value: Variable; products: Variable[] } {
  const xs = leaves(inputs);
  const value = f(...xs);
  sum(mul(value, matching('vjp', 'u', u, value))).backward();
  return { value, products: xs.map(gradientOf) };
}

/**
 * J v: how f(x) changes when x moves along v. Σ u · f(x) is linear in u, so its gradients differentiated by u give it.
 * @example
 * jvp((x) => F.square(x), nd.array([1, 2]), nd.array([1, 10])).product; // => variable([ 2. 40.])
 */
export function jvp(f: Function, inputs: OneOrMore, v: OneOrMore): { value: Variable; product: Variable } {
  const xs = leaves(inputs);
  const value = f(...xs);
  const u = new Variable(zerosLike(value.data));
  sum(mul(value, u)).backward({ createGraph: true });
  u.clearGrad();
  along('jvp', xs, v)?.backward();
  return { value, product: gradientOf(u) };
}

/**
 * H v for a scalar f: for each input the derivative of its gradient along v. ShapeError where f gives no single number.
 * @example
 * const cubes = (x) => F.sum(F.pow(x, 3));
 * hessianVectorProduct(cubes, nd.array([1, 2]), nd.array([1, 10])).products[0]; // => variable([  6. 120.])
 */
export function hessianVectorProduct(
  f: Function,
  inputs: OneOrMore,
  v: OneOrMore
): { value: Variable; gradients: Variable[]; products: Variable[] } {
  const xs = leaves(inputs);
  const value = f(...xs);
  if (value.size !== 1)
    throw new ShapeError(
      'hessianVectorProduct',
      `the function gives an array of shape ${shapeText(value.shape)}; a Hessian belongs to a function that gives one ` +
        'number, for example F.sum of it',
      [value.shape]
    );
  sum(value).backward({ createGraph: true });
  const gradients = xs.map(gradientOf);
  const slope = along('hessianVectorProduct', xs, v);
  xs.forEach((x) => x.clearGrad());
  slope?.backward();
  return { value, gradients, products: xs.map(gradientOf) };
}

/** Variables of our own with the same arrays, so that gradients of the caller's stay as they are. */
function leaves(inputs: OneOrMore): Variable[] {
  return listOf(inputs).map((input) => new Variable(asVariable(input).data));
}

/** Σ gradient · v over the inputs, or null where no gradient depends on anything. */
function along(op: string, xs: readonly Variable[], v: OneOrMore): Variable | null {
  const vs = listOf(v);
  if (vs.length !== xs.length)
    throw new ShapeError(op, `${xs.length} inputs need as many directions, not ${vs.length}`);
  const parts = xs.flatMap((x, i) => {
    const direction = matching(op, `direction ${i + 1}`, vs[i] ?? 0, x);
    return x.grad === null || x.grad.creator === null ? [] : [sum(mul(x.grad, direction))];
  });
  return parts.length === 0 ? null : parts.reduce((a, b) => a.add(b));
}

function matching(op: string, what: string, value: Operand, like: Variable): Variable {
  const given = asVariable(value);
  if (!sameShape(given.shape, like.shape))
    throw new ShapeError(op, `${what} has shape ${shapeText(given.shape)}, it must have ${shapeText(like.shape)}`, [
      given.shape,
      like.shape
    ]);
  return given;
}

function gradientOf(x: Variable): Variable {
  return x.grad ?? new Variable(zerosLike(x.data));
}

function listOf(values: OneOrMore): readonly Operand[] {
  return Array.isArray(values) ? (values as readonly Operand[]) : [values as Operand];
}
