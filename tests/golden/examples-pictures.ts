/** Programs of examples.json about one picture: style transfer and the class activation map. */
import { F, L, M, nd, optimizers, Parameter, random, type Operand, type Variable } from '@engine/index.ts';
import { slice } from '@engine/ndarray/indexing.ts';
import type { JsonObject } from './compare.ts';
import type { Outcome } from './examples.ts';

class Features extends M.Model {
  readonly conv1 = new L.Conv2d(4, 3, { pad: 1 });
  readonly conv2 = new L.Conv2d(5, 3, { pad: 1 });

  both(x: Operand): [Variable, Variable] {
    const a = F.relu(this.conv1.call(x));
    return [a, F.relu(this.conv2.call(F.averagePooling(a, 2, 2)))];
  }
}

export function styleTransfer(one: JsonObject): Outcome {
  const { seed, size } = one['config'] as Record<string, number>;
  random.seed(seed!);
  const [content, style] = [0, 1].map(() => random.randn(1, 3, size!, size!).mul(20).astype('float32'));
  const model = new Features();
  const [, contentFeatures] = model.both(content!);
  const styles = model.both(style!).map((feature) => gram(feature));
  const picture = new Parameter(content!.copy(), 'x');
  const optimizer = new optimizers.AdaGrad(2).setup({ x: picture });
  const losses = (one['loss'] as number[]).map(() => {
    const features = model.both(picture);
    const loss = F.meanSquaredError(contentFeatures, features[1]).mul(0.001).div(2);
    const whole = features
      .map((feature, i) => {
        const [, c = 1, h = 1, w = 1] = feature.shape;
        return F.meanSquaredError(styles[i]!, gram(feature))
          .mul(0.5)
          .div(4 * (c * h * w) ** 2);
      })
      .reduce((sum, part) => sum.add(part), loss)
      .add(variation(picture).mul(1e-4));
    model.clearGrads();
    picture.clearGrad();
    whole.backward();
    optimizer.update();
    return whole.item();
  });
  return { loss: losses, weights: model, final_image: picture.data };
}

/** Products of all pairs of channels, as a batch of one: the error divides by the length of the first axis. */
function gram(feature: Variable): Variable {
  const [, c = 1] = feature.shape;
  const rows = feature.reshape(c, -1);
  return F.matmul(rows, rows.T).reshape(1, c, c);
}

/** How much neighbours differ. */
function variation(x: Variable): Variable {
  const all = slice();
  const upTo = slice(null, -1);
  const here = x.get(all, all, upTo, upTo);
  const below = x.get(all, all, slice(1, null), upTo);
  const right = x.get(all, all, upTo, slice(1, null));
  return F.sum(here.sub(below).pow(2).add(here.sub(right).pow(2)));
}

class Classifier extends M.Model {
  readonly conv1 = new L.Conv2d(3, 3, { pad: 1 });
  readonly conv2 = new L.Conv2d(4, 3, { pad: 1 });
  readonly fc = new L.Linear(5);
  saved: Variable | null = null;

  override forward(x: Operand): Variable {
    this.saved = this.conv2.call(F.relu(this.conv1.call(x)));
    return this.fc.call(F.flatten(F.pooling(F.relu(this.saved), 2, 2)));
  }
}

export function gradCam({ config }: JsonObject): Outcome {
  random.seed((config as Record<string, number>)['seed']!);
  const x = random.rand(1, 2, 6, 6).astype('float32');
  const model = new Classifier();
  const y = model.call(x);
  const predicted = y.data.argmax().item();
  y.get(0, predicted).backward({ retainGrad: true });
  const feature = model.saved!;
  const gradient = feature.grad!.data;
  const pooled = gradient.mean([0, 2, 3]);
  const weighted = feature.data
    .mul(pooled.reshape(1, -1, 1, 1))
    .mean(1)
    .get(0);
  const positive = nd.maximum(weighted, 0);
  return {
    x,
    y: y.data,
    predicted,
    feature_grad: gradient,
    pooled_grads: pooled,
    heatmap: positive.div(positive.max()),
    weights: model
  };
}
