import { Variable, F, nd, noGrad, random } from 'dezero';

random.seed(0);
const x = new Variable(nd.array([[0.1], [0.4], [0.6], [0.9]]), 'x');
const t = new Variable(nd.sin(2 * Math.PI * x.data), 't');

const W1 = new Variable(random.randn(1, 3), 'W1');
const b1 = new Variable(nd.zeros(3), 'b1');
const W2 = new Variable(random.randn(3, 1), 'W2');
const b2 = new Variable(nd.zeros(1), 'b2');

// Forward
const h = F.sigmoid(F.linear(x, W1, b1));
const y = F.linear(h, W2, b2);
const loss = F.meanSquaredError(t, y);

// Backward
loss.backward();

// Update
const lr = 0.2;
for (const p of [W1, b1, W2, b2]) p.data -= lr * p.grad.data;

// Only to look: nothing has to be remembered for a backward pass.
const after = noGrad(() => F.meanSquaredError(t, F.linear(F.sigmoid(F.linear(x, W1, b1)), W2, b2)));
console.log('before', loss);
console.log('after ', after);
