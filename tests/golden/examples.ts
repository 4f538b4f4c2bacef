/** Golden kind examples.json: small versions of the original's example programs, with their random draws. */
import { F, L, M, nd, optimizers, Parameter, random, testMode, type NDArray, type Variable } from '@engine/index.ts';
import { DataLoader, Spiral } from '@engine/data/index.ts';
import type { Layer } from '@engine/layers/layer.ts';
import {
  compareArrays,
  FLOAT32,
  isObject,
  mismatch,
  text,
  type Json,
  type JsonObject,
  type Mismatch
} from './compare.ts';
import { gan, vae } from './examples-generative.ts';
import { gradCam, styleTransfer } from './examples-pictures.ts';
import { checkSummary } from './models.ts';
import { found, list, unsupported, type Recogniser } from './suite.ts';

/** What a program computed, by the names of the file. */
export type Outcome = Record<string, number | number[] | NDArray | Layer>;
export type Program = (one: JsonObject) => Outcome;

const PROGRAMS: Readonly<Record<string, Program>> = {
  spiral_batchnorm: spiral,
  small_cnn: cnn,
  dropout_mlp: dropoutMlp,
  small_gan: gan,
  small_vae: vae,
  small_style_transfer: styleTransfer,
  small_grad_cam: gradCam
};

export const examples: Recogniser = ({ json }) => {
  const cases = list(json['cases']);
  if (cases.length === 0 || !cases.every((one) => 'description' in one && 'rng_calls' in one)) return null;
  return cases.map((one) => {
    const id = text(one['id']);
    const program = PROGRAMS[id];
    if (program === undefined) return unsupported(`examples:${id}`, id, `an example ${id}`);
    return { kind: `examples:${id}`, id, check: () => compare(program(one), one) };
  });
};

function compare(outcome: Outcome, one: JsonObject): Mismatch[] {
  return Object.entries(outcome).flatMap(([name, got]) => {
    const expected = one[name];
    if (typeof got === 'number') return found(compareArrays(name, got, expected, FLOAT32));
    if (Array.isArray(got)) return curve(name, got, expected as number[]);
    if ('shape' in got) return figures(name, got, expected);
    return Object.entries(expected as JsonObject).flatMap(([key, value]) => {
      const param = got.flattenParams()[key];
      return param === undefined ? [mismatch(name, -1, 'missing', key)] : figures(`${name} ${key}`, param.data, value);
    });
  });
}

function figures(what: string, got: NDArray, expected: Json | undefined): Mismatch[] {
  if (isObject(expected) && !('data' in expected)) return checkSummary(what, got, expected, FLOAT32);
  return found(compareArrays(what, got, expected, FLOAT32));
}

function curve(what: string, got: number[], expected: number[]): Mismatch[] {
  if (got.length !== expected.length)
    return [mismatch(`${what}: length`, -1, String(got.length), String(expected.length))];
  const json = { shape: [expected.length], dtype: 'float64', data: expected };
  return found(compareArrays(what, nd.array(got), json, FLOAT32, false));
}

class SpiralNet extends M.Model {
  readonly l1 = new L.Linear(10);
  readonly bn1 = new L.BatchNorm();
  readonly l2 = new L.Linear(3);

  override forward(x: Variable): Variable {
    return this.l2.call(F.sigmoid(this.bn1.call(this.l1.call(x))));
  }
}

function spiral(one: JsonObject): Outcome {
  const { epochs, batch_size: batch, lr } = one['config'] as Record<string, number>;
  const [train, test] = [new Spiral({ train: true }), new Spiral({ train: false })];
  const loader = new DataLoader(train, batch!);
  const model = new SpiralNet();
  const optimizer = new optimizers.SGD(lr).setup(model);
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs!; epoch++) {
    let last = NaN;
    for (const [x, t] of loader) {
      const loss = F.softmaxCrossEntropy(model.call(x), t!);
      last = loss.item();
      model.clearGrads();
      loss.backward();
      optimizer.update();
    }
    losses.push(last);
  }
  const score = ({ data, label }: { data: NDArray | null; label: NDArray | null }): number =>
    testMode(() => F.accuracy(model.call(data!), label!).item());
  return {
    loss_last_batch_per_epoch: losses,
    train_accuracy_test_mode: score(train),
    test_accuracy_test_mode: score(test),
    final_params: model
  };
}

function cnn(one: JsonObject): Outcome {
  random.seed(0);
  const x = random.rand(8, 1, 8, 8).astype('float32');
  const t = random.randint(0, 3, 8);
  const model = new M.Sequential(
    new L.Conv2d(4, 3, { pad: 1 }),
    F.relu,
    (y) => F.pooling(y, 2, 2),
    new L.Conv2d(6, 3, { pad: 1 }),
    F.relu,
    (y) => F.pooling(y, 2, 2),
    F.flatten,
    new L.Linear(3)
  );
  const optimizer = new optimizers.SGD(0.3).setup(model);
  const first = new Map<string, NDArray>();
  const losses = (one['loss'] as number[]).map(() => {
    const loss = F.softmaxCrossEntropy(model.call(x), t);
    if (first.size === 0)
      for (const [name, param] of Object.entries(model.flattenParams())) first.set(name, param.data.copy());
    model.clearGrads();
    loss.backward();
    optimizer.update();
    return loss.item();
  });
  const start = new Frozen(first);
  return { x, t, loss: losses, initial_params: start, final_params: model };
}

/** Parameters as they were. */
class Frozen extends M.Model {
  constructor(arrays: ReadonlyMap<string, NDArray>) {
    super();
    for (const [name, array] of arrays) Object.assign(this, { [name]: new Parameter(array) });
  }
}

class DropoutMlp extends M.Model {
  readonly l1 = new L.Linear(12);
  readonly l2 = new L.Linear(3);

  override forward(x: Variable): Variable {
    return this.l2.call(F.dropout(F.relu(this.l1.call(x)), 0.5));
  }
}

function dropoutMlp(one: JsonObject): Outcome {
  random.seed(1);
  const x = random.randn(10, 4).astype('float32');
  const t = random.randint(0, 3, 10);
  const model = new DropoutMlp();
  const optimizer = new optimizers.Adam(0.01).setup(model).addHook(optimizers.weightDecay(1e-3));
  const losses = (one['loss'] as number[]).map(() => {
    const loss = F.softmaxCrossEntropy(model.call(x), t);
    model.clearGrads();
    loss.backward();
    optimizer.update();
    return loss.item();
  });
  return { x, t, loss: losses, final_params: model, output_test_mode: testMode(() => model.call(x)).data };
}
