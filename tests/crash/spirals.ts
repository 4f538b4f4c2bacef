/** The training that is killed and gone on with: shuffled batches, and an optimizer with a state of its own. */
export const EPOCHS = 240;
export const EVERY = 8;

export const SPIRALS = `import { M, F, nd, random, optimizers, run } from 'dezero';
random.seed(1984);
const points = [];
const labels = [];
for (let c = 0; c < 3; c++)
  for (let i = 0; i < 40; i++) {
    const radius = i / 40;
    const angle = c * 4 + 4 * radius + 0.2 * random.randn(1).item();
    points.push([radius * Math.sin(angle), radius * Math.cos(angle)]);
    labels.push(c);
  }
const x = nd.array(points);
const t = nd.array(labels, 'int32');
const model = new M.MLP([10, 3]);
const optimizer = new optimizers.MomentumSGD(0.3).setup(model);
for (const epoch of run.steps(${EPOCHS}, { model, optimizer, every: ${EVERY} })) {
  const order = random.permutation(120).toFlat();
  let sum = 0;
  for (let i = 0; i < 4; i++) {
    const batch = nd.array(order.slice(i * 30, (i + 1) * 30), 'int32');
    const loss = F.softmaxCrossEntropy(model.call(x.get(batch)), t.get(batch));
    model.clearGrads();
    loss.backward();
    optimizer.update();
    sum += loss.data.item() / 4;
  }
  run.log({ loss: sum });
}`;
