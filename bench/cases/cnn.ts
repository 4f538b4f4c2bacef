/**
 * A step of training a small convolutional network on 64 pictures of 28 by 28 through autograd, from lesson code: twice
 * convolution 3 by 3, relu and pooling 2 by 2 (1, 16, 32 channels), then a linear layer, cross entropy and SGD.
 */
import { random } from '@engine/index.ts';
import type { BenchCase, Contender } from '../measure.ts';
import { JAX, JAX_COMPILED, TF_WASM } from '../names.ts';
import { own, twoThreads } from '../own.ts';
import { jax, jaxArray, jaxStep } from '../peers/jax.ts';
import { numpy } from '../peers/numpy.ts';
import { tf, tfTraining } from '../peers/tfjs.ts';
import {
  checkLosses,
  classes,
  expectedLosses,
  lessonTraining,
  numbers,
  RATE,
  scaled,
  training,
  zeros
} from '../training.ts';

const [BATCH, SIDE, FIRST, SECOND, CLASSES] = [64, 28, 16, 32, 10];
const KERNEL = 3;
/** After two poolings. */
const FEATURES = SECOND * (SIDE / 4) ** 2;

const LESSON = `
import { F, Variable } from 'dezero';
import { offer, x, t, K1, c1, K2, c2, W, b, lr } from 'bench';

const params = [K1, c1, K2, c2, W, b].map((array) => new Variable(array));

function predict(x) {
  const [K1, c1, K2, c2, W, b] = params;
  let h = F.pooling(F.relu(F.conv2d(x, K1, c1, 1, 1)), 2, 2);
  h = F.pooling(F.relu(F.conv2d(h, K2, c2, 1, 1)), 2, 2);
  return F.linear(F.reshape(h, [h.shape[0], ${FEATURES}]), W, b);
}

offer(() => {
  const loss = F.softmaxCrossEntropy(predict(x), t);
  for (const p of params) p.clearGrad();
  loss.backward();
  for (const p of params) p.data -= lr * p.grad.data;
  return loss;
});
`;

type Start = ReturnType<typeof draw>;

function draw() {
  random.seed(0);
  return {
    x: random.rand(BATCH, 1, SIDE, SIDE).astype('float32'),
    t: classes(BATCH),
    K1: scaled(random.randn(FIRST, 1, KERNEL, KERNEL), KERNEL ** 2),
    c1: zeros(FIRST),
    K2: scaled(random.randn(SECOND, FIRST, KERNEL, KERNEL), FIRST * KERNEL ** 2),
    c2: zeros(SECOND),
    W: scaled(random.randn(FEATURES, CLASSES), FEATURES),
    b: zeros(CLASSES)
  };
}

export async function cases(): Promise<BenchCase[]> {
  const start = draw();
  const expected = await expectedLosses(LESSON, start);
  return [
    {
      name: 'CNN 1-16-32, batch 64, 28x28, a step',
      flops: null,
      contenders: [
        own(await lessonTraining(LESSON, start)),
        twoThreads(await lessonTraining(LESSON, start)),
        await onTfjs(start),
        await onJax(JAX, false, start),
        await onJax(JAX_COMPILED, true, start),
        numpy('cnn')
      ],
      check: (name, losses) => checkLosses(name, losses, expected)
    }
  ];
}

/** Pictures and kernels have their channels last. Its WASM backend has no gradient by the kernels. */
async function onTfjs(start: Start): Promise<Contender> {
  const make = () => {
    const kernels = (from: Float32Array, shape: [number, number, number, number]) =>
      tf.variable(tf.transpose(tf.tensor4d(from, shape), [2, 3, 1, 0]));
    const x = tf.keep(tf.tensor4d(numbers(start.x), [BATCH, SIDE, SIDE, 1]));
    const t = tf.keep(tf.oneHot(tf.tensor1d(Int32Array.from(start.t.elements()), 'int32'), CLASSES));
    const K1 = kernels(numbers(start.K1), [FIRST, 1, KERNEL, KERNEL]);
    const K2 = kernels(numbers(start.K2), [SECOND, FIRST, KERNEL, KERNEL]);
    const W = tf.variable(tf.tensor2d(numbers(start.W), [FEATURES, CLASSES]));
    const [c1, c2, b] = [FIRST, SECOND, CLASSES].map((length) => tf.variable(tf.zeros([length])));
    const variables = [K1, c1, K2, c2, W, b].filter((one) => one !== undefined);
    const layer = (h: tf.Tensor4D, K: tf.Variable, c: tf.Variable | undefined): tf.Tensor4D => {
      const y = tf.conv2d(h, K as tf.Tensor4D, 1, 'same');
      return tf.maxPool(tf.relu(c ? tf.add(y, c) : y), 2, 2, 'valid');
    };
    const loss = () => {
      const h = tf.transpose(layer(layer(x, K1, c1), K2, c2), [0, 3, 1, 2]);
      const y = tf.matMul(tf.reshape(h, [BATCH, FEATURES]), W);
      return tf.losses.softmaxCrossEntropy(t, b ? tf.add(y, b) : y);
    };
    return { variables, loss };
  };
  return { ...(await tfTraining(TF_WASM, 'wasm', make)), mayFail: true };
}

async function onJax(name: string, compiled: boolean, start: Start): Promise<Contender> {
  const { numpy: jnp, nn, lax } = jax;
  const x = jaxArray(numbers(start.x), start.x.shape);
  const t = nn.oneHot(jaxArray(Int32Array.from(start.t.elements()), [BATCH]), CLASSES);
  const params = () => ({
    K1: jaxArray(numbers(start.K1), start.K1.shape),
    c1: jnp.zeros([FIRST, 1, 1]),
    K2: jaxArray(numbers(start.K2), start.K2.shape),
    c2: jnp.zeros([SECOND, 1, 1]),
    W: jaxArray(numbers(start.W), start.W.shape),
    b: jnp.zeros([CLASSES])
  });
  const layer = (h: jax.Array, K: jax.Array, c: jax.Array): jax.Array =>
    lax.reduceWindow(nn.relu(lax.conv(h, K, [1, 1], 'SAME').add(c)), jnp.max, [2, 2], [2, 2]);
  const loss = ({ K1, c1, K2, c2, W, b }: ReturnType<typeof params>, x: jax.Array, t: jax.Array): jax.Array => {
    const h = layer(layer(x, K1, c1), K2, c2);
    const y = jnp.matmul(h.reshape([BATCH, FEATURES]), W).add(b);
    return nn
      .logSoftmax(y, -1)
      .mul(t)
      .sum()
      .mul(-1 / BATCH);
  };
  return { name, ...(await training(() => jaxStep(params(), loss, [x, t], RATE, compiled))) };
}
