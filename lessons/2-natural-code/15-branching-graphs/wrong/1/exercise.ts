/**
 * The generations in a graph. funcs holds its functions
 * in the order in which they were called:
 *
 *   { name: 'A', inputs: ['x'], outputs: ['a'] }
 *
 * Gives back one object with the generation of every
 * variable and every function: { x: 0, A: 0, a: 1, … }
 */
export function generations(funcs) {
  const found = {};
  for (const { name, inputs, outputs } of funcs) {
    for (const input of inputs) found[input] ??= 0;
    found[name] = found[inputs[0]];
    for (const output of outputs) found[output] = found[name] + 1;
  }
  return found;
}
