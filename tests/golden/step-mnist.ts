/**
 * Steps 51 to 53: the same training on MNIST with a test after each epoch, a clock, or weights that are saved. It runs
 * once, the scripts share it: minutes of arithmetic. The images are those that the app ships; without them the steps
 * count as failed.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { currentHost, setHost } from '@engine/host.ts';
import { D, DataLoader, F, M, noGrad, optimizers, random, Variable, type NDArray } from '@engine/index.ts';
import { packWeights, unpackWeights } from '@engine/io/weights.ts';
import { createAssets } from '../../src/engine-process/assets.ts';
import type { Final, StepResult } from './steps.ts';
import { Unsupported } from './suite.ts';

type Kind = 'test' | 'time' | 'save';
interface Epoch {
  loss: number;
  accuracy: number;
  test: { loss: number; accuracy: number };
  finals: Record<string, Final>;
  testFinals: Record<string, Final>;
}
interface Training {
  epochs: Epoch[];
  iterLoss: NDArray[];
}

const BATCH_SIZE = 100;
const ITERATIONS = 600;
let done: Training | null = null;

export function mnistTraining(maxEpoch: number, kind: Kind): StepResult {
  done ??= withImages(() => train(5));
  const { epochs, iterLoss } = done;
  const last = epochs[maxEpoch - 1]!;
  const iterations = { iter_loss: iterLoss.slice(0, maxEpoch * ITERATIONS) };
  const losses = epochs.slice(0, maxEpoch).map(({ loss }) => loss);
  const shown = losses.map((loss, i) => `epoch: ${i + 1}, loss: ${loss.toFixed(4)}`);
  const finals = { max_epoch: maxEpoch, batch_size: BATCH_SIZE, ...last.finals };
  if (kind === 'time')
    return {
      prints: shown.map((line) => `${line}, time: 1.0[sec]`),
      curves: { ...iterations, epoch_loss: losses },
      finals
    };
  if (kind === 'save')
    return { prints: shown, curves: { ...iterations, epoch_loss: losses }, finals: reloaded(finals) };
  const prints = epochs.flatMap(({ loss, accuracy, test }, i) => [
    `epoch: ${i + 1}`,
    `train loss: ${loss.toFixed(4)}, accuracy: ${accuracy.toFixed(4)}`,
    `test loss: ${test.loss.toFixed(4)}, accuracy: ${test.accuracy.toFixed(4)}`
  ]);
  const curves = {
    ...iterations,
    train_loss: losses,
    train_acc: epochs.map(({ accuracy }) => accuracy),
    test_loss: epochs.map(({ test }) => test.loss),
    test_acc: epochs.map(({ test }) => test.accuracy)
  };
  return { prints, curves, finals: { ...finals, hidden_size: 1000, ...last.testFinals } };
}

function train(maxEpoch: number): Training {
  const trainSet = new D.MNIST({ train: true });
  const testSet = new D.MNIST({ train: false });
  const trainLoader = new DataLoader(trainSet, BATCH_SIZE);
  const testLoader = new DataLoader(testSet, BATCH_SIZE, { shuffle: false });
  const model = new M.MLP([1000, 10]);
  const optimizer = new optimizers.SGD().setup(model);
  const iterLoss: NDArray[] = [];
  const epochs: Epoch[] = [];
  let finals: Record<string, Final> = {};
  const pass = (loader: DataLoader, learn: (loss: Variable) => void) => {
    let [sumLoss, sumAcc] = [0, 0];
    for (const [x, t] of loader) {
      const y = model.call(x);
      const loss = F.softmaxCrossEntropy(y, t!);
      const acc = F.accuracy(y, t!);
      learn(loss);
      sumLoss += loss.item() * t!.length;
      sumAcc += acc.item() * t!.length;
      finals = { x, t, y, loss, acc, sum_loss: sumLoss, sum_acc: sumAcc };
    }
    return { loss: sumLoss / loader.dataSize, accuracy: sumAcc / loader.dataSize };
  };
  for (let epoch = 0; epoch < maxEpoch; epoch++) {
    const trained = pass(trainLoader, (loss) => {
      model.clearGrads();
      loss.backward();
      optimizer.update();
      iterLoss.push(loss.data);
    });
    const atEnd = { ...finals, model: { params: copies(model) } };
    const test = noGrad(() => pass(testLoader, () => undefined));
    epochs.push({ ...trained, test, finals: atEnd, testFinals: finals });
  }
  return { epochs, iterLoss };
}

/** Weights with their gradients as they are now; training goes on in the originals. */
function copies(model: M.MLP): Record<string, Variable> {
  return Object.fromEntries(
    Object.entries(model.flattenParams()).map(([name, parameter]) => {
      const copy = new Variable(parameter.data.copy(), name);
      copy.grad = parameter.grad;
      return [name, copy];
    })
  );
}

/** The final weights after a way through a file. */
function reloaded(finals: Record<string, Final>): Record<string, Final> {
  const { params } = finals['model'] as { params: Record<string, Variable> };
  const model = new M.MLP([1000, 10]);
  noGrad(() => model.call(random.rand(1, 784).astype('float32')));
  const bytes = packWeights(params);
  const fresh = model.flattenParams();
  unpackWeights(fresh, bytes);
  for (const [name, parameter] of Object.entries(fresh)) parameter.grad = params[name]!.grad;
  return { ...finals, model: { params: fresh } };
}

/** Gives the engine the images as the app ships them. */
function withImages<R>(body: () => R): R {
  const shipped = resolve('out/assets');
  if (!existsSync(shipped)) throw new Unsupported('the images of MNIST are not packed: npm run setup');
  const before = currentHost();
  const inflate = (bytes: Uint8Array, limit: number): Uint8Array =>
    new Uint8Array(inflateRawSync(bytes, { maxOutputLength: limit }));
  setHost({ ...before, now: () => before.now(), asset: createAssets({ shipped, dataSets: '' }), inflate });
  try {
    return body();
  } finally {
    setHost(before);
  }
}
