/** TensorFlow.js as a peer: its CPU and WASM backends, one thread, results read back as arrays. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

export type TfBackend = 'cpu' | 'wasm';
export { tf };

/** @param wasmFolder where the package keeps its .wasm files */
export async function startTf(wasmFolder: string): Promise<void> {
  setWasmPaths(`${wasmFolder}/`);
  setThreadsCount(1);
  for (const name of ['wasm', 'cpu']) {
    if (!(await tf.setBackend(name))) throw new Error(`TensorFlow.js has no ${name} backend here`);
    await tf.ready();
  }
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
