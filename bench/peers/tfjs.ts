/** TensorFlow.js as a peer: its CPU and WASM backends, one thread. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

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

/** Runs `work` on a backend; what it returns is not a tensor, and all tensors made meanwhile are freed. */
export function onTf<T>(backend: TfBackend, work: () => T): T {
  void tf.setBackend(backend);
  tf.engine().startScope();
  try {
    return work();
  } finally {
    tf.engine().endScope();
  }
}

/** A step of gradient descent on variables of this backend; its loss. */
export function tfStep(
  backend: TfBackend,
  rate: number,
  variables: tf.Variable[],
  loss: () => tf.Tensor
): () => number {
  const optimizer = tf.train.sgd(rate);
  return () =>
    onTf(backend, () => {
      const value = optimizer.minimize(() => loss() as tf.Scalar, true, variables);
      return value?.dataSync()[0] ?? NaN;
    });
}
