/**
 * The names of the functions on the way from y back to the beginning, last one first.
 * The name of a function's class is func.constructor.name.
 */
export function creatorChain(y) {
  const names = [];
  let variable = y;
  while (variable.creator !== null) {
    names.push(variable.creator.constructor.name);
    variable = variable.creator.input;
  }
  return names;
}
