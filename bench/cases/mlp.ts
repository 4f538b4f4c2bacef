/**
 * A step of training 784-1000-10 on a batch of 100 (sigmoid, cross entropy, SGD) through autograd, from lesson code:
 * once with parameters and operators in the open, as step 43 writes it, once with a model and an optimizer.
 */
import { random } from '@engine/index.ts';
import type { BenchCase, Contender } from '../measure.ts';
import { JAX, JAX_COMPILED, OWN, TF_CPU, TF_WASM } from '../names.ts';
import { own, twoThreads } from '../own.ts';
import { jax, jaxArray, jaxStep } from '../peers/jax.ts';
import { numpy } from '../peers/numpy.ts';
import { tf, tfTraining, type TfBackend } from '../peers/tfjs.ts';
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

const [BATCH, INPUTS, HIDDEN, CLASSES] = [100, 784, 1000, 10];

/** Operators on arrays and Variables are the lesson's own. */
const BY_HAND = `
import { F, Variable } from 'dezero';
import { offer, x, t, W1, b1, W2, b2, lr } from 'bench';

const params = [new Variable(W1, 'W1'), new Variable(b1, 'b1'), new Variable(W2, 'W2'), new Variable(b2, 'b2')];

function predict(x) {
  const [W1, b1, W2, b2] = params;
  return F.linear(F.sigmoid(F.linear(x, W1, b1)), W2, b2);
}

offer(() => {
  const loss = F.softmaxCrossEntropy(predict(x), t);
  for (const p of params) p.clearGrad();
  loss.backward();
  for (const p of params) p.data -= lr * p.grad.data;
  return loss;
});
`;

const WITH_MODEL = `
import { F, M, optimizers } from 'dezero';
import { offer, x, t, W1, b1, W2, b2, lr } from 'bench';

const model = new M.MLP([b1.size, b2.size]);
const optimizer = new optimizers.SGD(lr).setup(model);
model.call(x);
[W1, b1, W2, b2].forEach((array, i) => (Object.values(model.flattenParams())[i].data = array));

offer(() => {
  const loss = F.softmaxCrossEntropy(model.call(x), t);
  model.clearGrads();
  loss.backward();
  optimizer.update();
  return loss;
});
`;

type Start = ReturnType<typeof draw>;

function draw() {
  random.seed(0);
  return {
    x: random.rand(BATCH, INPUTS).astype('float32'),
    t: classes(BATCH),
    W1: scaled(random.randn(INPUTS, HIDDEN), INPUTS),
    b1: zeros(HIDDEN),
    W2: scaled(random.randn(HIDDEN, CLASSES), HIDDEN),
    b2: zeros(CLASSES)
  };
}

export async function cases(): Promise<BenchCase[]> {
  const start = draw();
  const expected = await expectedLosses(BY_HAND, start);
  return [
    {
      name: 'MLP 784-1000-10, batch 100, a step',
      // Products forward, and for the gradients by the weights and the hidden values; none by x.
      flops: 2 * BATCH * HIDDEN * (2 * INPUTS + 3 * CLASSES),
      contenders: [
        own(await lessonTraining(BY_HAND, start)),
        twoThreads(await lessonTraining(BY_HAND, start)),
        { ...own(await lessonTraining(WITH_MODEL, start)), name: `${OWN}, model and optimizer` },
        await onTfjs(TF_WASM, 'wasm', start),
        await onTfjs(TF_CPU, 'cpu', start),
        await onJax(JAX, false, start),
        await onJax(JAX_COMPILED, true, start),
        numpy('mlp')
      ],
      check: (name, losses) => checkLosses(name, losses, expected)
    }
  ];
}

function onTfjs(name: string, backend: TfBackend, start: Start): Promise<Contender> {
  return tfTraining(name, backend, () => {
    const x = tf.keep(tf.tensor2d(numbers(start.x), [BATCH, INPUTS]));
    const t = tf.keep(tf.oneHot(tf.tensor1d(Int32Array.from(start.t.elements()), 'int32'), CLASSES));
    const W1 = tf.variable(tf.tensor2d(numbers(start.W1), [INPUTS, HIDDEN]));
    const W2 = tf.variable(tf.tensor2d(numbers(start.W2), [HIDDEN, CLASSES]));
    const [b1, b2] = [tf.variable(tf.zeros([HIDDEN])), tf.variable(tf.zeros([CLASSES]))];
    const loss = () => {
      const h = tf.sigmoid(tf.add(tf.matMul(x, W1), b1));
      return tf.losses.softmaxCrossEntropy(t, tf.add(tf.matMul(h, W2), b2));
    };
    return { variables: [W1, b1, W2, b2], loss };
  });
}

async function onJax(name: string, compiled: boolean, start: Start): Promise<Contender> {
  const { numpy: jnp, nn } = jax;
  const x = jaxArray(numbers(start.x), [BATCH, INPUTS]);
  const t = nn.oneHot(jaxArray(Int32Array.from(start.t.elements()), [BATCH]), CLASSES);
  const params = () => ({
    W1: jaxArray(numbers(start.W1), [INPUTS, HIDDEN]),
    b1: jnp.zeros([HIDDEN]),
    W2: jaxArray(numbers(start.W2), [HIDDEN, CLASSES]),
    b2: jnp.zeros([CLASSES])
  });
  const loss = ({ W1, b1, W2, b2 }: ReturnType<typeof params>, x: jax.Array, t: jax.Array): jax.Array => {
    const h = nn.sigmoid(jnp.matmul(x, W1).add(b1));
    const y = jnp.matmul(h, W2).add(b2);
    return nn
      .logSoftmax(y, -1)
      .mul(t)
      .sum()
      .mul(-1 / BATCH);
  };
  return { name, ...(await training(() => jaxStep(params(), loss, [x, t], RATE, compiled))) };
}
