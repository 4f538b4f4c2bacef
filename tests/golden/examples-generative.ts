/** Programs of examples.json that make pictures from noise: the pair of generator and discriminator, the auto-encoder. */
import { F, L, M, nd, optimizers, random, type Variable } from '@engine/index.ts';
import type { JsonObject } from './compare.ts';
import type { Outcome } from './examples.ts';

export function gan({ config }: JsonObject): Outcome {
  const { seed, B: batch, zd } = config as Record<string, number>;
  random.seed(seed!);
  const up = (channels: number): L.Deconv2d => new L.Deconv2d(channels, 4, { stride: 2, pad: 1 });
  const down = (channels: number): L.Conv2d => new L.Conv2d(channels, 4, { stride: 2, pad: 1 });
  const generator = new M.Sequential(
    new L.Linear(16),
    new L.BatchNorm(),
    F.relu,
    new L.Linear(36),
    new L.BatchNorm(),
    F.relu,
    (y) => F.reshape(y, [-1, 4, 3, 3]),
    up(2),
    new L.BatchNorm(),
    F.relu,
    up(1),
    F.sigmoid
  );
  const leaky = (y: Variable): Variable => F.leakyRelu(y);
  const discriminator = new M.Sequential(
    down(4),
    leaky,
    down(8),
    new L.BatchNorm(),
    leaky,
    F.flatten,
    new L.Linear(16),
    new L.BatchNorm(),
    leaky,
    new L.Linear(1),
    F.sigmoid
  );
  discriminator.call(generator.call(random.rand(1, zd!)));
  for (const model of [discriminator, generator])
    for (const layer of model.layers)
      if (layer instanceof L.Linear || layer instanceof L.Conv2d || layer instanceof L.Deconv2d)
        layer.W.data = random.randn(...layer.W.shape).mul(0.02);
  const real = nd.greater(random.rand(5, batch!, 1, 12, 12), 0.6).astype('float32');
  const [forGenerator, forDiscriminator] = [generator, discriminator].map((model) =>
    new optimizers.Adam(0.0002, 0.5).setup(model)
  );
  const [yes, no] = [nd.ones([batch!, 1]), nd.zeros([batch!, 1])];
  const clear = (): void => [generator, discriminator].forEach((model) => model.clearGrads());
  const curves = { loss_d: [] as number[], loss_g: [] as number[] };
  for (const pictures of real) {
    const fake = generator.call(random.randn(batch!, zd!).astype('float32'));
    const lossD = F.add(
      F.binaryCrossEntropy(discriminator.call(pictures), yes),
      F.binaryCrossEntropy(discriminator.call(fake), no)
    );
    clear();
    lossD.backward();
    forDiscriminator!.update();
    const lossG = F.binaryCrossEntropy(discriminator.call(fake), yes);
    clear();
    lossG.backward();
    forGenerator!.update();
    curves.loss_d.push(lossD.item());
    curves.loss_g.push(lossG.item());
  }
  return { ...curves, final_params_gen: generator, final_params_dis: discriminator };
}

class Encoder extends M.Model {
  readonly conv1 = new L.Conv2d(3, 3, { pad: 1 });
  readonly conv2 = new L.Conv2d(4, 3, { stride: 2, pad: 1 });
  readonly linear1 = new L.Linear(8);
  readonly linear2 = new L.Linear(2);
  readonly linear3 = new L.Linear(2);

  /** Mean and log variance. */
  split(x: Variable): [Variable, Variable] {
    const y = F.relu(this.conv2.call(F.relu(this.conv1.call(x))));
    const hidden = F.relu(this.linear1.call(F.flatten(y)));
    return [this.linear2.call(hidden), this.linear3.call(hidden)];
  }
}

class Decoder extends M.Model {
  readonly linear = new L.Linear(36);
  readonly deconv = new L.Deconv2d(3, 4, { stride: 2, pad: 1 });
  readonly conv = new L.Conv2d(1, 3, { pad: 1 });

  override forward(z: Variable): Variable {
    const y = F.reshape(F.relu(this.linear.call(z)), [-1, 4, 3, 3]);
    return F.sigmoid(this.conv.call(F.relu(this.deconv.call(y))));
  }
}

class AutoEncoder extends M.Model {
  readonly encoder = new Encoder();
  readonly decoder = new Decoder();

  override forward(x: Variable): Variable {
    const [mean, logVariance] = this.encoder.split(x);
    const noise = random.randn(...mean.shape);
    const y = this.decoder.call(mean.add(F.exp(logVariance).mul(noise)));
    const divergence = mean.pow(2).add(F.exp(logVariance)).sub(logVariance).sub(1).mul(0.5);
    const likeness = F.binaryCrossEntropy(F.flatten(y), F.flatten(x));
    return likeness.add(F.sum(divergence).div(x.length));
  }
}

export function vae(one: JsonObject): Outcome {
  const { seed, B: batch } = one['config'] as Record<string, number>;
  random.seed(seed!);
  const x = nd.greater(random.rand(batch!, 1, 6, 6), 0.5).astype('float32');
  const model = new AutoEncoder();
  const optimizer = new optimizers.Adam(0.01).setup(model);
  const losses = (one['loss'] as number[]).map(() => {
    const loss = model.call(F.mul(x, 1));
    model.clearGrads();
    loss.backward();
    optimizer.update();
    return loss.item();
  });
  return { x, loss: losses, final_params: model };
}
