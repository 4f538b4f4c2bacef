/** The lessons' training scripts (steps 42 to 46) on the engine. */
import { F, L, M, nd, optimizers, random, Variable, type NDArray, type Operand } from '@engine/index.ts';
import type { Final, StepResult } from './steps.ts';

/** The noisy sine of steps 43 to 46. */
function noisySine(): { x: NDArray; y: NDArray } {
  random.seed(0);
  const x = random.rand(100, 1);
  return { x, y: nd.sin(x.mul(2 * Math.PI)).add(random.rand(100, 1)) };
}

/** Copies: training changes parameters in place. */
const kept = (array: NDArray): NDArray => array.copy();

function linearRegression(): StepResult {
  random.seed(0);
  const xs = random.rand(100, 1);
  const ys = nd.add(5, xs.mul(2)).add(random.rand(100, 1));
  const [x, y] = [new Variable(xs), new Variable(ys)];
  const [W, b] = [new Variable(nd.zeros([1, 1])), new Variable(nd.zeros(1))];
  const prints: string[] = [];
  const curves: Record<string, NDArray[]> = { W_before: [], b_before: [], loss: [], W_grad: [], b_grad: [] };
  let finals: Record<string, Final> = {};
  for (let i = 0; i < 100; i++) {
    const predicted = F.matmul(x, W).add(b);
    const difference = y.sub(predicted);
    const loss = F.sum(difference.pow(2)).div(difference.length);
    W.clearGrad();
    b.clearGrad();
    loss.backward();
    curves['W_before']!.push(kept(W.data));
    curves['b_before']!.push(kept(b.data));
    curves['loss']!.push(loss.data);
    curves['W_grad']!.push(W.grad!.data);
    curves['b_grad']!.push(b.grad!.data);
    for (const p of [W, b]) p.data = p.data.isub(p.grad!.data.mul(0.1));
    prints.push(`${String(W)} ${String(b)} ${String(loss)}`);
    finals = { x, y, W, b, lr: 0.1, iters: 100, loss };
  }
  return { prints, curves, finals: { ...finals, y_pred: F.matmul(x, W).add(b) } };
}

function network(): StepResult {
  const { x, y } = noisySine();
  const W1 = new Variable(nd.multiply(0.01, random.randn(1, 10)));
  const b1 = new Variable(nd.zeros(10));
  const W2 = new Variable(nd.multiply(0.01, random.randn(10, 1)));
  const b2 = new Variable(nd.zeros(1));
  const params = { W1, b1, W2, b2 };
  const predict = (input: Operand) => F.linear(F.sigmoid(F.linear(input, W1, b1)), W2, b2);
  const { prints, curves, lastLoss } = train(
    10000,
    params,
    () => ({ x, y, predict }),
    (p) => {
      p.data = p.data.isub(p.grad!.data.mul(0.2));
    }
  );
  const t = nd.reshape(nd.arange(0, 1, 0.01), 100, 1);
  const finals = { x, y, I: 1, H: 10, O: 1, ...params, lr: 0.2, iters: 10000, y_pred: predict(t), loss: lastLoss, t };
  return { prints, curves, finals };
}

/** A two-layer model of the learner, as in step 45. */
class TwoLayerNet extends M.Model {
  readonly l1 = new L.Linear(10);
  readonly l2 = new L.Linear(1);
  override forward(x: Operand): Variable {
    return this.l2.call(F.sigmoid(this.l1.call(x)));
  }
}

/** Steps 44 to 46: the network of step 43 made of layers; parameters are float32, so each update rounds. */
function layered(step: 44 | 45 | 46): StepResult {
  const data = noisySine();
  const model = step === 46 ? new M.MLP([10, 1]) : new TwoLayerNet();
  let predicted = new Variable();
  const predict = (x: Operand) => (predicted = model.call(x));
  // Weights are drawn when the first input is seen.
  predict(data.x);
  const [W1, b1, W2, b2] = model.params() as [Variable, Variable, Variable, Variable];
  const optimizer = new optimizers.SGD(0.2).setup(model);
  const { prints, curves, lastLoss } = train(
    10000,
    { W1, b1, W2, b2 },
    () => ({ ...data, predict }),
    (p) => {
      if (step !== 46) p.data = p.data.isub(p.grad!.data.mul(0.2));
      else if (p === W1) optimizer.update();
    }
  );
  const params = model.flattenParams();
  const [l1, l2] = [{ params: { W: W1, b: b1 } }, { params: { W: W2, b: b2 } }];
  const parts = step === 44 ? { l1, l2, l: l2, iters: 10000 } : { model: { params }, max_iter: 10000, hidden_size: 10 };
  return { prints, curves, finals: { ...data, ...parts, lr: 0.2, y_pred: predicted, loss: lastLoss, p: W2 } };
}

type Problem = () => { x: NDArray; y: NDArray; predict: (x: Operand) => Variable };

/** The loop of steps 43 to 46; gradients and weights of the first three rounds are recorded by name. */
function train(rounds: number, params: Record<string, Variable>, problem: Problem, update: (p: Variable) => void) {
  const { x, y, predict } = problem();
  const prints: string[] = [];
  const curves: Record<string, NDArray[]> = { loss: [] };
  let lastLoss = new Variable();
  for (let i = 0; i < rounds; i++) {
    lastLoss = F.meanSquaredError(y, predict(x));
    for (const p of Object.values(params)) p.clearGrad();
    lastLoss.backward();
    curves['loss']!.push(lastLoss.data);
    if (i < 3)
      for (const [name, p] of Object.entries(params)) {
        (curves[`${name}_grad_first3`] ??= []).push(p.grad!.data);
        (curves[`${name}_first3`] ??= []).push(kept(p.data));
      }
    for (const p of Object.values(params)) update(p);
    if (i % 1000 === 0) prints.push(String(lastLoss));
  }
  return { prints, curves, lastLoss };
}

export const trainingScripts: Readonly<Record<number, () => StepResult>> = {
  42: linearRegression,
  43: network,
  44: () => layered(44),
  45: () => layered(45),
  46: () => layered(46)
};
