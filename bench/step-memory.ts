/**
 * What a step of training takes at most, against what its arrays need: the MLP 2000-4000-4000-10 in float32 with a batch
 * of 1,000. Needed are parameters and their gradients, the inputs, what forward keeps for backward, and the two gradients
 * of a layer that are on their way at once. Counted are heap, array buffers and the memory of the kernels.
 */
import { kernelMemory } from '@engine/backends/wasm/instance.ts';
import { F, M, nd, optimizers, random } from '@engine/index.ts';
import { recycleBuffers } from '@engine/ndarray/buffer-pool.ts';

export interface StepMemory {
  /** Of all arrays that a step needs. */
  needBytes: number;
  /** The peak of the first two steps and that of the later ones, times that. */
  first: number;
  steady: number;
  limit: number;
}

const [BATCH, INPUTS, HIDDEN, CLASSES] = [1000, 2000, 4000, 10];
const FLOAT32 = 4;
const [FIRST_STEPS, STEPS] = [2, 8];

function needed(): number {
  const parameters = INPUTS * HIDDEN + HIDDEN * HIDDEN + HIDDEN * CLASSES;
  // Of each hidden layer the product and its sigmoid, of the last one scores and their softmax.
  const kept = BATCH * (INPUTS + 4 * HIDDEN + 2 * CLASSES);
  return FLOAT32 * (2 * parameters + kept + 2 * BATCH * HIDDEN);
}

export function stepMemory(): StepMemory {
  const buffers = (): number => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = buffers();
  random.seed(0);
  const x = random.rand(BATCH, INPUTS).astype('float32');
  const labels = Array.from({ length: BATCH }, (_, i) => i % CLASSES);
  const t = nd.array(labels, 'uint8');
  const model = new M.MLP([HIDDEN, HIDDEN, CLASSES]);
  const optimizer = new optimizers.SGD(0.01).setup(model);
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, buffers() - before + kernelMemory().buffer.byteLength);
  };
  let first = 0;
  for (let step = 0; step < STEPS; step++) {
    if (step === FIRST_STEPS) [first, peak] = [peak, 0];
    // As a DataLoader does before each batch.
    recycleBuffers();
    const loss = F.softmaxCrossEntropy(model.call(x), t);
    look();
    model.clearGrads();
    loss.backward();
    look();
    optimizer.update();
    look();
  }
  const needBytes = needed();
  return { needBytes, first: first / needBytes, steady: peak / needBytes, limit: 2 };
}
