import { F, nd, random } from 'dezero';
import { test, expect } from 'check';
import { createNetwork, predict } from './exercise.ts';

const shapes = (network) => Object.fromEntries(Object.entries(network).map(([name, p]) => [name, [...p.shape]]));

test({ en: 'four parameters with the right shapes', ko: '형상이 올바른 네 개의 매개변수' }, () => {
  for (const hidden of [1, 3, 20]) {
    const found = shapes(createNetwork(hidden));
    expect(found.W1).toEqual([1, hidden], {
      en: `W1 has the shape (1, hidden), here (1, ${hidden})`,
      ko: `W1의 형상은 (1, hidden), 여기서는 (1, ${hidden})입니다`
    });
    expect(found.b1).toEqual([hidden], {
      en: `b1 has one bias for each hidden unit, here (${hidden},)`,
      ko: `b1에는 은닉 유닛마다 편향이 하나씩 있습니다. 여기서는 (${hidden},)입니다`
    });
    expect(found.W2).toEqual([hidden, 1], {
      en: `W2 has the shape (hidden, 1), here (${hidden}, 1)`,
      ko: `W2의 형상은 (hidden, 1), 여기서는 (${hidden}, 1)입니다`
    });
    expect(found.b2).toEqual([1], {
      en: 'b2 has one bias, for the one output',
      ko: 'b2에는 출력 하나를 위한 편향 하나만 있습니다'
    });
  }
});

test({ en: 'the weights begin with small random numbers', ko: '가중치는 작은 난수로 시작한다' }, () => {
  random.seed(7);
  const { W1, W2 } = createNetwork(50);
  for (const [name, W] of [
    ['W1', W1],
    ['W2', W2]
  ]) {
    const size = nd.abs(W.data).mean().item();
    expect(size > 0).toBe(true, {
      en: `the weights ${name} must not all be zero: then all units would stay alike`,
      ko: `가중치 ${name}이 모두 0이면 안 됩니다. 그러면 유닛들이 언제까지나 똑같습니다`
    });
    expect(size < 0.05).toBe(true, {
      en: `the weights ${name} are too large: multiply the random numbers by 0.01`,
      ko: `가중치 ${name}이 너무 큽니다. 난수에 0.01을 곱하세요`
    });
  }
});

test({ en: 'predict bends: linear, sigmoid, linear', ko: 'predict가 휜다: 선형, 시그모이드, 선형' }, () => {
  const network = createNetwork(2);
  network.W1.data = nd.array([[4, -4]]);
  network.b1.data = nd.array([-1, 3]);
  network.W2.data = nd.array([[2], [-1]]);
  network.b2.data = nd.array([0.5]);
  const x = nd.array([[0], [0.5], [1]]);
  const sigmoid = (v) => 1 / (1 + Math.exp(-v));
  const right = [0, 0.5, 1].map((v) => [2 * sigmoid(4 * v - 1) - sigmoid(-4 * v + 3) + 0.5]);
  expect(predict(network, x)).toBeCloseTo(nd.array(right), {
    en: 'without the sigmoid between the two linear functions the answer is a straight line',
    ko: '두 선형 함수 사이에 시그모이드가 없으면 답은 직선일 뿐입니다'
  });
});

test({ en: 'it learns: the loss falls within 600 steps', ko: '학습한다: 600단계 안에 손실이 줄어든다' }, () => {
  random.seed(0);
  const x = random.rand(50, 1);
  const y = nd.sin(2 * Math.PI * x);
  const network = createNetwork(8);
  const params = Object.values(network);
  let first = 0;
  let last = 0;
  for (let step = 0; step < 600; step++) {
    const loss = F.meanSquaredError(y, predict(network, x));
    for (const p of params) p.clearGrad();
    loss.backward();
    for (const p of params) {
      expect(p.grad).not.toBeNull({
        en: 'a parameter received no gradient: predict has to use all four',
        ko: '기울기를 받지 못한 매개변수가 있습니다. predict는 네 개를 모두 써야 합니다'
      });
      p.data -= 0.2 * p.grad.data;
    }
    last = loss.data.item();
    if (step === 0) first = last;
  }
  expect(last < 0.9 * first).toBe(true, {
    en: `after 600 steps the loss is still ${last} (it began with ${first})`,
    ko: `600단계 뒤에도 손실이 ${last}입니다 (처음에는 ${first})`
  });
});
