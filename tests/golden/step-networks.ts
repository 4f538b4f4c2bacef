/** The lessons' scripts on convolutions and sequences (steps 57 to 60). */
import { D, F, L, M, nd, noGrad, optimizers, random, testMode, Variable } from '@engine/index.ts';
import type { NDArray, Operand } from '@engine/index.ts';
import type { Final, StepResult } from './steps.ts';

const shapeOf = (shape: readonly number[]): string => `(${shape.join(', ')})`;

function convolutions(): StepResult {
  const x1 = random.rand(1, 3, 7, 7);
  const col1 = F.im2col(x1, 5, 1, 0);
  const x2 = random.rand(10, 3, 7, 7);
  const col2 = F.im2col(x2, [5, 5], [1, 1], [0, 0]);
  const x = new Variable(random.randn(1, 5, 15, 15));
  const W = random.randn(8, 5, 3, 3);
  const y = F.conv2dSimple(x, W, null, 1, 1);
  y.backward();
  return {
    prints: [col1, col2, y, x.grad!].map(({ shape }) => shapeOf(shape)),
    finals: { x1, col1, x2, col2, N: 1, C: 5, H: 15, W, OC: 8, KH: 3, KW: 3, x, y }
  };
}

function vgg16(): StepResult {
  const x = random.randn(1, 3, 224, 224).astype('float32');
  const model = new M.VGG16();
  const y = testMode(() => noGrad(() => model.call(x)));
  const params = Object.entries(model.flattenParams());
  return {
    others: {
      input_shape: [...x.shape],
      output_shape: [...y.shape],
      output_dtype: y.dtype,
      parameter_count: params.reduce((sum, [, { size }]) => sum + size, 0),
      parameter_shapes: Object.fromEntries(params.map(([name, { shape }]) => [name, [...shape]])),
      output: y,
      output_argmax: y.data.argmax()
    }
  };
}

/** A recurrent layer and a linear one behind it. */
class SequenceModel extends M.Model {
  readonly rnn: L.RNN | L.LSTM;
  readonly fc = new L.Linear(1);

  constructor(rnn: L.RNN | L.LSTM) {
    super();
    this.rnn = rnn;
  }

  override forward(x: Operand): Variable {
    return this.fc.call(this.rnn.call(x));
  }
}

const MAX_EPOCH = 100;
const HIDDEN_SIZE = 100;
const BPTT_LENGTH = 30;

/** Truncated back-propagation through time; the prediction of a cosine afterwards. */
function sequences(
  makeLayer: () => L.RNN | L.LSTM,
  batches: (set: D.SinCurve) => Iterable<D.Batch>,
  firstEpochs: number
): StepResult {
  const set = new D.SinCurve({ train: true });
  const seqlen = set.length;
  const model = new SequenceModel(makeLayer());
  const optimizer = new optimizers.Adam().setup(model);
  const epochs = batches(set);
  const prints: string[] = [];
  const updates = `loss_at_update_first${firstEpochs}epochs`;
  const curves: Record<string, (number | NDArray)[]> = { [updates]: [], avg_loss: [], total_loss: [] };
  let finals: Record<string, Final> = {};
  for (let epoch = 0; epoch < MAX_EPOCH; epoch++) {
    model.rnn.resetState();
    let loss: Variable | null = null;
    let count = 0;
    for (const [x, t] of epochs) {
      const one = F.meanSquaredError(model.call(x), t!);
      loss = loss === null ? one : loss.add(one);
      count += 1;
      if (count % BPTT_LENGTH === 0 || count === seqlen) {
        model.clearGrads();
        loss.backward();
        loss.unchainBackward();
        optimizer.update();
        if (epoch < firstEpochs) curves[updates]!.push(loss.data);
      }
      finals = { t, loss };
    }
    const average = loss!.item() / count;
    curves['avg_loss']!.push(average);
    curves['total_loss']!.push(loss!.data);
    prints.push(`| epoch ${epoch + 1} | loss ${average.toFixed(6)}`);
    finals['avg_loss'] = average;
  }
  const xs = nd.cos(nd.linspace(0, 4 * Math.PI, 1000));
  model.rnn.resetState();
  const predicted: number[] = [];
  noGrad(() => {
    for (const value of xs) {
      const x = value.reshape(1, 1);
      const y = model.call(x);
      predicted.push(y.item());
      finals = { ...finals, x, y };
    }
  });
  const settings = { max_epoch: MAX_EPOCH, hidden_size: HIDDEN_SIZE, bptt_length: BPTT_LENGTH, seqlen, batch_size: 30 };
  const params = { model: { params: model.flattenParams() } };
  return { prints, curves, finals: { ...finals, ...settings, ...params, xs, pred_list: nd.array(predicted) } };
}

/** The samples of a series one by one, each as a batch of one. */
class OneByOne implements Iterable<D.Batch> {
  readonly set: D.SinCurve;
  constructor(set: D.SinCurve) {
    this.set = set;
  }
  *[Symbol.iterator](): Generator<D.Batch> {
    const { data, label } = this.set;
    for (let i = 0; i < this.set.length; i++) yield [data!.get(i).reshape(1, 1), label!.get(i)];
  }
}

export const networkScripts: Readonly<Record<number, () => StepResult>> = {
  57: convolutions,
  58: vgg16,
  59: () =>
    sequences(
      () => new L.RNN(HIDDEN_SIZE),
      (set) => new OneByOne(set),
      2
    ),
  60: () =>
    sequences(
      () => new L.LSTM(HIDDEN_SIZE),
      (set) => new D.SeqDataLoader(set, 30),
      5
    )
};
