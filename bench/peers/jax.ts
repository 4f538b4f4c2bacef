/**
 * jax-js as a peer, on its WASM device: WebGPU and WebGL need a page. Its threads need the global `Worker` of browsers,
 * which an engine process does not have, so it computes on one thread.
 */
import * as jax from '@jax-js/jax';

export { jax };

export async function startJax(): Promise<string> {
  const devices = await jax.init('wasm');
  if (!devices.includes('wasm')) throw new Error('jax-js has no WebAssembly device here');
  if (typeof Worker !== 'undefined') throw new Error('jax-js would use threads here, and is compared on one');
  jax.defaultDevice('wasm');
  return 'wasm';
}

/** An array that lives until the benchmark ends: every use of it is `.ref`. */
export function jaxArray(data: Float32Array | Int32Array, shape: readonly number[]): jax.Array {
  return jax.numpy.array(data as Float32Array<ArrayBuffer>, { shape: [...shape] });
}

/** Parameters by name. */
type Params = Record<string, jax.Array>;

/** A step of gradient descent on parameters that it takes over; `compiled` fuses what it can, else it runs eagerly. */
export function jaxStep<P extends Params>(
  start: P,
  loss: (params: P, x: jax.Array, t: jax.Array) => jax.Array,
  [x, t]: readonly [jax.Array, jax.Array],
  rate: number,
  compiled: boolean
): () => Promise<number> {
  // To the types of jax-js parameters are just arrays by name.
  const lossOf = loss as unknown as (params: Params, x: jax.Array, t: jax.Array) => jax.Array;
  const descend = (params: Params, x: jax.Array, t: jax.Array): [jax.Array, Params] => {
    const [value, gradients] = jax.valueAndGrad(lossOf)(jax.tree.ref(params), x, t);
    const next = jax.tree.map((p: jax.Array, g: jax.Array) => p.sub(g.mul(rate)), params, gradients);
    return [value, next];
  };
  const step = compiled ? jax.jit(descend) : descend;
  let params: Params = start;
  return async () => {
    const [value, next] = step(params, x.ref, t.ref);
    params = next;
    await jax.blockUntilReady([value, ...Object.values(next)]);
    return value.dataSync()[0] ?? NaN;
  };
}

/** Computes what is pending, without reading it, and lets go of it. */
export async function settle(...arrays: jax.Array[]): Promise<void> {
  await jax.blockUntilReady(arrays);
  for (const array of arrays) array.dispose();
}
