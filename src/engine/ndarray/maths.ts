/** placeholder, replaced below */
export const { exp, log, sin, cos, tanh } = Math;
export function sigmoid(x: number): number {
  return tanh(x * 0.5) * 0.5 + 0.5;
}
export function pow(x: number, y: number): number {
  return x ** y;
}
/** Python's remainder: the sign of the divisor. */
export function modulo(x: number, y: number): number {
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest;
}
export function roundHalfEven(x: number): number {
  const rounded = Math.round(x);
  return Math.abs(x % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
