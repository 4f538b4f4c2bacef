/**
 * What an op may state beside its general rule: the same function, and its first derivatives, on plain numbers. It is
 * used where every input is a 0-d float64, for gradients only where no graph of them is recorded, and spares the arrays
 * and Variables in between. Tests hold it to the general rule, bit for bit. Not here: when it is used (op-func.ts).
 */

/** y = f(x), and dL/dx from dL/dy, x and y. */
export interface UnaryNumbers<A> {
  forward(x: number, attrs: A): number;
  backward(gy: number, x: number, y: number, attrs: A): number;
}

/** y = f(a, b), dL/da and dL/db from dL/dy, a and b. */
export interface BinaryNumbers {
  forward(a: number, b: number): number;
  backwardA(gy: number, a: number, b: number): number;
  backwardB(gy: number, a: number, b: number): number;
}

export type NumberRules<N extends number, A> = N extends 1 ? UnaryNumbers<A> : N extends 2 ? BinaryNumbers : never;

export function isBinary(rules: UnaryNumbers<unknown> | BinaryNumbers): rules is BinaryNumbers {
  return 'backwardB' in rules;
}
