/** TensorFlow.js as a peer: its CPU and WASM backends, one thread. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { Contender } from '../measure.ts';
import { RATE, training } from '../training.ts';

export type TfBackend = 'cpu' | 'wasm';
export { tf };

/**
 * @param wasmFolder where the package keeps its .wasm files
 * @returns its version
 */
export async function startTf(wasmFolder: string): Promise<string> {
  setWasmPaths(`${wasmFolder}/`);
  setThreadsCount(1);
  for (const name of ['wasm', 'cpu']) {
    if (!(await tf.setBackend(name))) throw new Error(`TensorFlow.js has no ${name} backend here`);
    await tf.ready();
  }
  return tf.version_core;
}

/** Changing the backend takes a while, so it is done before the clock runs. */
export const onTf = (backend: TfBackend): Pick<Contender, 'before'> => ({ before: () => void tf.setBackend(backend) });

/** What computes one tensor on a backend, from tensors that are kept. `make` is called with that backend. */
export function tfContender(name: string, backend: TfBackend, make: () => () => tf.Tensor): Contender {
  void tf.setBackend(backend);
  const work = make();
  return { name, ...onTf(backend), run: () => work().dispose(), answer: () => tf.tidy(work).dataSync() };
}

/** A training; `make` gives a network as variables and the loss that they have now. */
export async function tfTraining(
  name: string,
  backend: TfBackend,
  make: () => { variables: tf.Variable[]; loss: () => tf.Tensor }
): Promise<Contender> {
  void tf.setBackend(backend);
  const network = (): (() => number) => {
    const { variables, loss } = make();
    const optimizer = tf.train.sgd(RATE);
    return () => tf.tidy(() => optimizer.minimize(() => loss() as tf.Scalar, true, variables)?.dataSync()[0] ?? NaN);
  };
  return { name, ...onTf(backend), ...(await training(network)) };
}
