/** The lessons' scripts on classification: spiral and MNIST (steps 47 to 53). */
import { D, DataLoader, F, M, nd, noGrad, optimizers, random, Variable, type NDArray } from '@engine/index.ts';
import { mnistTraining } from './step-mnist.ts';
import type { Final, StepResult } from './steps.ts';

const MAX_EPOCH = 300;
const BATCH_SIZE = 30;
const HIDDEN_SIZE = 10;
const LR = 1;
const SETTINGS = { max_epoch: MAX_EPOCH, batch_size: BATCH_SIZE, hidden_size: HIDDEN_SIZE, lr: LR };

function softmaxByHand(): StepResult {
  random.seed(0);
  const model = new M.MLP([10, 3]);
  const first = model.call(nd.array([[0.2, -0.4]]));
  const prints = [first, F.softmax(first)].map(String);
  const x = nd.array([
    [0.2, -0.4],
    [0.3, 0.5],
    [1.3, -3.2],
    [2.1, 0.3]
  ]);
  const t = nd.array([2, 0, 1, 0], 'int32');
  const y = model.call(x);
  const p = F.softmaxSimple(y);
  const loss = F.softmaxCrossEntropySimple(y, t);
  loss.backward();
  return { prints: [...prints, y, p, loss], finals: { model: { params: model.flattenParams() }, x, y, p, t, loss } };
}

/** Steps 48 and 49: the same training, batches taken by a shuffled index in one call or sample by sample. */
function spiralTraining(take: (set: D.Dataset, index: NDArray) => D.Batch) {
  const set = new D.Spiral();
  const model = new M.MLP([HIDDEN_SIZE, 3]);
  const optimizer = new optimizers.SGD(LR).setup(model);
  const size = set.length;
  const maxIter = Math.ceil(size / BATCH_SIZE);
  const prints: string[] = [];
  const curves = { iter_loss: [] as NDArray[], epoch_loss: [] as number[] };
  let finals: Record<string, Final> = {};
  for (let epoch = 0; epoch < MAX_EPOCH; epoch++) {
    const index = random.permutation(size);
    let sum = 0;
    for (let i = 0; i < maxIter; i++) {
      const rows = index.get(nd.slice(i * BATCH_SIZE, (i + 1) * BATCH_SIZE));
      const [x, t] = take(set, rows);
      const y = model.call(x);
      const loss = F.softmaxCrossEntropy(y, t!);
      model.clearGrads();
      loss.backward();
      optimizer.update();
      curves.iter_loss.push(loss.data);
      sum += loss.item() * t!.length;
      finals = { index, batch_index: rows, batch_x: x, batch_t: t, y, loss };
    }
    const average = sum / size;
    curves.epoch_loss.push(average);
    prints.push(`epoch ${epoch + 1}, loss ${average.toFixed(2)}`);
    finals = { ...finals, sum_loss: sum, avg_loss: average };
  }
  const params = { model: { params: model.flattenParams() } };
  return {
    set,
    model,
    prints,
    curves,
    finals: { ...finals, ...SETTINGS, ...params, data_size: size, max_iter: maxIter }
  };
}

/** The class at each point of a fine grid, as the script draws it. */
function decisionRegions(model: M.MLP, points: NDArray): Record<string, Final> {
  const h = 0.001;
  const edge = (axis: number) => {
    const values = points.get(nd.slice(null), axis);
    return [values.min().item() - 0.1, values.max().item() + 0.1] as const;
  };
  const [xMin, xMax] = edge(0);
  const [yMin, yMax] = edge(1);
  const [xx, yy] = nd.meshgrid(nd.arange(xMin, xMax, h), nd.arange(yMin, yMax, h));
  const X = nd.stack([xx.flatten(), yy.flatten()], 1);
  // Four million points at once would need a gigabyte for what the layers compute in between.
  const chunk = 100000;
  const scores: NDArray[] = [];
  noGrad(() => {
    for (let i = 0; i < X.length; i += chunk) scores.push(model.call(X.get(nd.slice(i, i + chunk))).data);
  });
  const score = new Variable(nd.concatenate(scores));
  const classes = score.data.argmax(1);
  const edges = { x_min: nd.array(xMin), x_max: nd.array(xMax), y_min: nd.array(yMin), y_max: nd.array(yMax) };
  return { h, ...edges, xx, yy, X, score, predict_cls: classes, Z: classes.reshape(xx.shape), N: 100, CLS_NUM: 3 };
}

function loaders(): StepResult {
  const trainSet = new D.Spiral({ train: true });
  const testSet = new D.Spiral({ train: false });
  const trainLoader = new DataLoader(trainSet, BATCH_SIZE);
  const testLoader = new DataLoader(testSet, BATCH_SIZE, { shuffle: false });
  const model = new M.MLP([HIDDEN_SIZE, 3]);
  const optimizer = new optimizers.SGD(LR).setup(model);
  const prints: string[] = [];
  const curves: Record<string, number[]> = { train_loss: [], train_acc: [], test_loss: [], test_acc: [] };
  let finals: Record<string, Final> = {};
  for (let epoch = 0; epoch < MAX_EPOCH; epoch++) {
    prints.push(`epoch: ${epoch + 1}`);
    const pass = (name: 'train' | 'test', loader: DataLoader, learn: (loss: Variable) => void) => {
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
      const [loss, accuracy] = [sumLoss / loader.dataSize, sumAcc / loader.dataSize];
      curves[`${name}_loss`]!.push(loss);
      curves[`${name}_acc`]!.push(accuracy);
      prints.push(`${name} loss: ${loss.toFixed(4)}, accuracy: ${accuracy.toFixed(4)}`);
    };
    pass('train', trainLoader, (loss) => {
      model.clearGrads();
      loss.backward();
      optimizer.update();
    });
    noGrad(() => pass('test', testLoader, () => undefined));
  }
  return { prints, curves, finals: { ...SETTINGS, model: { params: model.flattenParams() }, ...finals } };
}

export const classScripts: Readonly<Record<number, () => StepResult>> = {
  47: softmaxByHand,
  48: () => {
    const { set, model, prints, curves, finals } = spiralTraining((one, index) => one.batch(index));
    const { data: x, label: t } = set;
    return { prints, curves, finals: { ...finals, x, t, ...decisionRegions(model, x!) } };
  },
  49: () => {
    const { prints, curves, finals } = spiralTraining((one, index) =>
      D.stackSamples(index.toFlat().map((i) => one.get(i)))
    );
    return { prints, curves, finals };
  },
  50: loaders,
  51: () => mnistTraining(5, 'test'),
  52: () => mnistTraining(5, 'time'),
  53: () => mnistTraining(3, 'save')
};
