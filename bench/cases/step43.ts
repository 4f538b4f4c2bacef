/** Training of step 43 (a network with ten hidden units on a hundred points) through autograd, against TensorFlow.js. */
import { F, Variable, nd, random } from '@engine/index.ts';
import type { BenchCase } from '../measure.ts';
import { OWN, TF_CPU, TF_WASM } from '../names.ts';
import { onTf, tf } from '../peers/tfjs.ts';

const STEPS = 100;
const HIDDEN = 10;
const LR = 0.2;

export function cases(): BenchCase[] {
  random.seed(0);
  const x = random.rand(100, 1);
  const noise = random.rand(100, 1);
  const y = nd.sin(x.mul(2 * Math.PI)).add(noise);
  const first = random.randn(1, HIDDEN).mul(0.01);
  const second = random.randn(HIDDEN, 1).mul(0.01);

  const own = (): number => {
    const W1 = new Variable(first.copy());
    const b1 = new Variable(nd.zeros([HIDDEN]));
    const W2 = new Variable(second.copy());
    const b2 = new Variable(nd.zeros([1]));
    const params = [W1, b1, W2, b2];
    let last = NaN;
    for (let step = 0; step < STEPS; step++) {
      const loss = F.meanSquaredError(y, F.linear(F.sigmoid(F.linear(x, W1, b1)), W2, b2));
      for (const p of params) p.clearGrad();
      loss.backward();
      for (const p of params) if (p.grad) p.data = p.data.isub(p.grad.data.mul(LR));
      last = Number(loss.data.item());
    }
    return last;
  };

  const peer = (): number =>
    tf.tidy(() => {
      const tx = tf.tensor2d(x.toArray() as number[][]);
      const ty = tf.tensor2d(y.toArray() as number[][]);
      const params = [
        tf.variable(tf.tensor2d(first.toArray() as number[][])),
        tf.variable(tf.zeros([HIDDEN])),
        tf.variable(tf.tensor2d(second.toArray() as number[][])),
        tf.variable(tf.zeros([1]))
      ] as const;
      const [W1, b1, W2, b2] = params;
      let last = NaN;
      for (let step = 0; step < STEPS; step++)
        tf.tidy(() => {
          const { value, grads } = tf.variableGrads(() => {
            const h = tf.sigmoid(tf.add(tf.matMul(tx, W1), b1));
            const out = tf.add(tf.matMul(h, W2), b2);
            return tf.mean<tf.Scalar>(tf.squaredDifference(out, ty));
          });
          for (const p of params) {
            const grad = grads[p.name];
            if (grad) p.assign(tf.sub(p, tf.mul(grad, LR)));
          }
          last = value.dataSync()[0] ?? NaN;
        });
      for (const p of params) p.dispose();
      return last;
    });

  const expected = own();
  return [
    {
      name: `step 43, ${STEPS} training steps`,
      flops: null,
      contenders: [
        { name: OWN, run: own },
        { name: TF_WASM, ...onTf('wasm'), run: peer },
        { name: TF_CPU, ...onTf('cpu'), run: peer }
      ],
      check(name, result) {
        // The peer computes in float32, the lesson in float64 as NumPy does.
        if (!(Math.abs(Number(result) - expected) <= 1e-4 * expected))
          throw new Error(`${name}: the loss after ${STEPS} steps is ${Number(result)}, expected ${expected}`);
      }
    }
  ];
}
