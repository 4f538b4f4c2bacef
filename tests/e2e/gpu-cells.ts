/**
 * Lesson code for the GPU tests: every operation on awkward shapes, printed number by number, so that the same cell run on
 * both devices can be compared; and the training loop of step 43.
 */

/** Prints lines `name | shape | numbers`. Odd sizes, transposed and sliced views, one element, none. */
export const PARITY = `
import { F, Variable, nd, random } from 'dezero';
random.seed(7);
const show = (name, x) => {
  const a = x instanceof Variable ? x.data : x;
  console.log([name, a.shape.join('x'), a.toFlat().map((v) => (Number.isInteger(v) ? String(v) : Number(v).toPrecision(9))).join(' ')].join(' | '));
};
const inputs = {
  odd: random.randn(3, 5, 7),
  view: random.randn(7, 5).T,
  slice: random.randn(9, 4).get(nd.slice(1, 8, 3)),
  backwards: random.randn(6).get(nd.slice(null, null, -1)),
  one: nd.array([0.7]),
  none: nd.zeros([0, 3]),
  row: random.randn(1, 129).broadcastTo(3, 129),
  large: 30 * random.randn(257)
};
const units = ['negative', 'abs', 'sign', 'square', 'exp', 'sin', 'cos', 'tanh', 'floor', 'ceil', 'round'];
for (const [label, x] of Object.entries(inputs)) {
  for (const op of units) show(op + ' ' + label, nd[op](op === 'exp' ? x / 10 : x));
  show('log ' + label, nd.log(nd.abs(x) + 0.5));
  show('sqrt ' + label, nd.sqrt(nd.abs(x)));
  show('sigmoid ' + label, F.sigmoid(x));
  show('relu ' + label, F.relu(x));
  show('copy ' + label, (x + 0).T.copy());
  for (const op of ['add', 'subtract', 'multiply', 'divide', 'maximum', 'minimum']) {
    show(op + ' right ' + label, nd[op](x, 1.5));
    show(op + ' left ' + label, nd[op](1.5, x));
    show(op + ' itself ' + label, nd[op](x, x));
  }
  for (const op of ['equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual']) {
    show(op + ' ' + label, nd[op](x, 0.25));
    show(op + ' left ' + label, nd[op](0.25, x));
    show(op + ' itself ' + label, nd[op](x, x) * x);
  }
  show('mod ' + label, nd.mod(nd.round(x * 4), 3));
  show('mod negative ' + label, nd.mod(nd.round(x * 4), -3));
  for (const c of [0, 1, 2, 3, -1, 0.5, 2.5]) show('pow ' + c + ' ' + label, nd.power(nd.abs(x) + 0.1, c));
  show('pow negative base ' + label, nd.power(x, 3));
  show('pow left ' + label, nd.power(2, x / 10));
  show('where ' + label, nd.where(nd.greater(x, 0), x, -1));
  show('sum ' + label, nd.sum(x));
  show('mean kept ' + label, label === 'none' ? x : nd.mean(x, 0, true));
  x.shape.forEach((_, axis) => {
    show('sum axis ' + axis + ' ' + label, nd.sum(x, axis));
    show('sum kept ' + axis + ' ' + label, nd.sum(x, axis, true));
    if (label === 'none') return;
    show('max ' + axis + ' ' + label, nd.max(x, axis));
    show('min ' + axis + ' ' + label, nd.min(x, axis));
  });
}
const { odd, view } = inputs;
show('sum two axes', nd.sum(odd, [0, 2]));
show('sum of a turned one', nd.sum(odd.transpose(2, 0, 1), 1));
show('long sum', nd.sum(random.rand(3001)));
show('long sum of rows', nd.sum(random.rand(5, 1500).T, 0));
show('long max', nd.max(random.rand(2100)));
show('spread', random.randn(3, 1) + random.randn(4));
show('spread in three', random.randn(2, 1, 3) * random.randn(5, 1));
show('spread a view', odd / (nd.abs(random.randn(7, 5)).T + 1));
show('sumTo', F.sumTo(odd, [5, 1]));
show('sumTo one', F.sumTo(odd, []));
show('broadcastTo', F.broadcastTo(random.randn(3, 1), [2, 3, 4]) * 1);
show('reshape of a view', (view * 2).T.reshape(5, 7));
show('a number of the GPU', nd.sum(odd) * odd);
show('two of them', nd.sum(odd) / nd.sum(view));
show('mask', nd.greater(odd, 0) * odd);
show('whole numbers', nd.arange(7) * odd);
const product = (name, a, b) => show('matmul ' + name, nd.matmul(a, b));
for (const [m, k, n] of [[1, 1, 1], [3, 5, 7], [4, 4, 4], [8, 12, 16], [33, 17, 9], [5, 1, 6], [1, 100, 1], [13, 40, 44]])
  product([m, k, n].join(' '), random.randn(m, k), random.randn(k, n));
product('left turned', random.randn(9, 5).T, random.randn(9, 6));
product('right turned', random.randn(5, 9), random.randn(6, 9).T);
product('both turned', random.randn(8, 5).T, random.randn(12, 8).T);
product('every other row', random.randn(10, 4).get(nd.slice(null, null, 2)), random.randn(4, 8));
product('a part', random.randn(8, 8).get(nd.slice(2, 6)), random.randn(8, 4));
product('vectors', random.randn(6), random.randn(6));
product('vector and matrix', random.randn(6), random.randn(6, 3));
product('matrix and vector', random.randn(3, 6), random.randn(6));
product('batch', random.randn(3, 4, 8), random.randn(3, 8, 4));
product('one for all', random.randn(3, 5, 2), random.randn(2, 3));
product('uneven batch', random.randn(2, 1, 3, 4), random.randn(3, 4, 2));
product('nothing inside', nd.zeros([2, 0]), nd.zeros([0, 3]));
product('no rows', nd.zeros([0, 3]), random.randn(3, 2));
const into = (name, change) => {
  const x = random.randn(4, 6);
  change(x);
  show('into ' + name, x);
};
into('iadd', (x) => { x += 2; });
into('isub', (x) => { x -= 0.1 * random.randn(6); });
into('imul', (x) => { x *= x; });
into('idiv', (x) => { x /= random.rand(4, 1) + 1; });
into('a view', (x) => { let y = x.T; y += random.randn(6, 1); });
into('a part', (x) => { let y = x.get(nd.slice(1, 3)); y *= 10; });
into('a part of a fresh one', (x) => { x += 1; let y = x.get(nd.slice(0, 4, 2)); y -= 5; });
into('set', (x) => { x += 1; x.set([0, 1], 9); x *= 2; });
into('a later view', (x) => { const y = x.get(1); x += 1; show('the view', y + 0); });
let fresh = nd.zeros([2, 2]);
fresh += nd.ones([2, 2]);
show('zeros', fresh);
`;

/** What has no kernel, so that it is computed on the CPU and said so, once per operation. */
export const FALLBACK = `
import { nd, random } from 'dezero';
random.seed(1);
const x = random.randn(4, 5) * 2;
for (let i = 0; i < 3; i++) console.log(nd.argmax(x, 1));
console.log(nd.concatenate([x, x * 2]).shape);
`;

export const STEP_43 = `
import { Variable, F, nd, random, run } from 'dezero';
const { steps } = run.config({ steps: 200 });
random.seed(0);
const x = random.rand(100, 1);
const y = nd.sin(2 * Math.PI * x) + random.rand(100, 1);
const W1 = new Variable(0.01 * random.randn(1, 10));
const b1 = new Variable(nd.zeros(10));
const W2 = new Variable(0.01 * random.randn(10, 1));
const b2 = new Variable(nd.zeros(1));
const params = { W1, b1, W2, b2 };
const lr = 0.2;
for (const step of run.steps(steps, { params })) {
  const loss = F.meanSquaredError(y, F.linear(F.sigmoid(F.linear(x, W1, b1)), W2, b2));
  for (const p of Object.values(params)) p.clearGrad();
  loss.backward();
  for (const p of Object.values(params)) p.data -= lr * p.grad.data;
  run.log({ loss });
}
console.log(W1.data.dtype, b2.data);
`;

/** Functions and their gradients, first and second, as lessons use them; parts of them have no kernel. */
export const FUNCTIONS = `
import { F, L, M, Variable, nd, noGrad, optimizers, random } from 'dezero';
random.seed(3);
const show = (name, x) => {
  const a = x instanceof Variable ? x.data : x;
  console.log([name, a.shape.join('x'), a.toFlat().map((v) => (Number.isInteger(v) ? String(v) : Number(v).toPrecision(9))).join(' ')].join(' | '));
};
const labels = nd.array([2, 0, 3, 1, 1], 'int32');
const functions = {
  softmax: (x) => F.softmax(x),
  logSoftmax: (x) => F.logSoftmax(x),
  softmaxCrossEntropy: (x) => F.softmaxCrossEntropy(x, labels),
  meanSquaredError: (x) => F.meanSquaredError(x, 1),
  mean: (x) => F.mean(x),
  max: (x) => F.max(x, 1),
  min: (x) => F.min(x),
  clip: (x) => F.clip(x, -0.5, 0.5),
  leakyRelu: (x) => F.leakyRelu(x),
  getItem: (x) => F.getItem(x, 1),
  product: (x) => F.matmul(x, x.T),
  power: (x) => (x ** 2 + 1) ** 0.5,
  sum: (x) => F.sum(x, 0) * x
};
for (const [name, f] of Object.entries(functions)) {
  const x = new Variable(random.randn(5, 4));
  const y = f(x);
  y.backward({ createGraph: true });
  show(name, y);
  show(name + ' gradient', x.grad);
  const first = x.grad;
  x.clearGrad();
  F.sum(first * first).backward();
  show(name + ' second gradient', x.grad ?? nd.zeros([1]));
}
for (const [name, optimizer] of Object.entries({
  SGD: new optimizers.SGD(0.1),
  MomentumSGD: new optimizers.MomentumSGD(0.05),
  Adam: new optimizers.Adam(0.01)
})) {
  const model = new M.MLP([8, 4]);
  optimizer.setup(model);
  const x = random.randn(5, 3);
  for (let i = 0; i < 5; i++) {
    const loss = F.softmaxCrossEntropy(model.call(x), labels);
    model.clearGrads();
    loss.backward();
    optimizer.update();
    show(name + ' ' + i, loss);
  }
  noGrad(() => console.log('accuracy | | ' + F.accuracy(model.call(x), labels)));
}
`;

/** Makes far more arrays than fit, in one synchronous loop; keeps every hundredth. */
export const MANY_ARRAYS = `
import { nd, random } from 'dezero';
random.seed(0);
const x = random.randn(512, 512);
const kept = [];
let y = x + 0;
for (let i = 0; i < 400; i++) {
  y = y * 0.5 + x;
  if (i % 100 === 0) kept.push(y);
}
console.log(nd.max(nd.abs(y - 2 * x)) < 1e-5 ? 'converged' : 'wrong');
console.log(nd.max(nd.abs(kept[3] - 2 * x)) < 1e-5 ? 'kept' : 'lost');
`;
