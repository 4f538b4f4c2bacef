/**
 * The names of the functions on the way from y back to the beginning, last one first.
 * The name of a function's class is func.constructor.name.
 */
export function creatorChain(y) {
  return [];
}
