import { Variable, F, nd, random, run, plot } from 'dezero';

const { seed, hidden, lr, steps } = run.config({ seed: 0, hidden: 10, lr: 0.2, steps: 10000 });

random.seed(seed);
const x = random.rand(100, 1);
const y = nd.sin(2 * Math.PI * x) + random.rand(100, 1);

const W1 = new Variable(0.01 * random.randn(1, hidden), 'W1');
const b1 = new Variable(nd.zeros(hidden), 'b1');
const W2 = new Variable(0.01 * random.randn(hidden, 1), 'W2');
const b2 = new Variable(nd.zeros(1), 'b2');
const params = { W1, b1, W2, b2 };

function predict(x) {
  const h = F.sigmoid(F.linear(x, W1, b1));
  return F.linear(h, W2, b2);
}

const grid = nd.linspace(0, 1, 101).reshape(101, 1);
function draw(step) {
  plot({
    id: 'fit',
    title: `step ${step}`,
    xLabel: 'x',
    yLabel: 'y',
    series: [
      { name: 'points', kind: 'scatter', x, y },
      { name: 'network', kind: 'line', x: grid, y: predict(grid) }
    ]
  });
}

for (const step of run.steps(steps, { params })) {
  const loss = F.meanSquaredError(y, predict(x));

  for (const p of Object.values(params)) p.clearGrad();
  loss.backward();
  for (const p of Object.values(params)) p.data -= lr * p.grad.data;

  run.log({ loss });
  if (step % 1000 === 0 || step === steps - 1) console.log(loss);
  if (step % 250 === 0) draw(step);
}
draw(steps);
