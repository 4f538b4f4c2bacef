/** Names of contenders, as results, targets and the page have them. Cases may have others of their own. */

/** The project: one thread, the fastest set of instructions. */
export const OWN = 'dezero';
export const STRICT = 'dezero, strict';
export const TWO = 'dezero, 2 threads';
export const TWO_BUSY = 'dezero, 2 threads, a core busy';

/** The machine. */
export const P128 = 'P128';
export const MUL_ADD = 'mul and add apart';

export const TF_WASM = 'tfjs wasm';
export const TF_CPU = 'tfjs cpu';
export const JAX = 'jax-js';
export const JAX_COMPILED = 'jax-js, compiled';
export const NUMPY = 'NumPy';
export const PYTHON_DEZERO = 'Python DeZero';
/** The same arithmetic on plain objects of one number. */
export const PLAIN_OBJECTS = 'plain objects';
