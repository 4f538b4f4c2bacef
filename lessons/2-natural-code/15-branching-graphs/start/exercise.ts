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
  // For each function: its inputs, itself, its outputs.
  return found;
}
