import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable, Func, Add, square, exp, add } from './variable.ts';
import { mul } from './exercise.ts';

const at = (value) => new Variable(nd.array(value));

test({ en: 'one input and one output work as before', ko: '입력과 출력이 하나일 때는 예전과 같다' }, () => {
  const x = at(0.5);
  square(exp(square(x))).backward();
  expect(x.grad).toBeCloseTo(3.297442541400256, {
    en: 'a backward that returns one bare gradient must still work: put it into a list with asList',
    ko: 'backward가 기울기 하나를 그대로 돌려줄 때도 동작해야 합니다. asList로 목록에 담으세요'
  });
});

test({ en: 'Add: one gradient for each input', ko: 'Add: 입력마다 기울기 하나' }, () => {
  const gxs = new Add().backward(nd.array(5.0));
  expect(Array.isArray(gxs) && gxs.length === 2).toBeTrue({
    en: 'Add has two inputs, so its backward gives back a list of two gradients',
    ko: 'Add는 입력이 둘이므로 backward도 기울기 두 개를 목록으로 돌려주어야 합니다'
  });
  expect(gxs.map(Number)).toEqual([5, 5], {
    en: 'the sum moves as far as either input does, so both get gy as it is',
    ko: '합은 어느 입력이든 움직인 만큼 똑같이 움직입니다. 그래서 둘 다 gy를 그대로 받습니다'
  });
});

test({ en: 'x² + y² at (2, 3): 4 and 6', ko: '(2, 3)에서 x² + y²: 4와 6' }, () => {
  const [x, y] = [at(2.0), at(3.0)];
  const [a, b] = [square(x), square(y)];
  const z = add(a, b);
  z.backward();
  expect(z.data).toBe(13, { en: '2² + 3² is 13', ko: '2² + 3²은 13입니다' });
  expect(a.grad).toBeCloseTo(1, {
    en: 'the first input of Add has no gradient, or a wrong one',
    ko: 'Add의 첫 번째 입력에 기울기가 없거나 틀렸습니다'
  });
  expect(b.grad).toBeCloseTo(1, {
    en: 'the second input of Add must get the second gradient: x.grad = gxs[i], for every input',
    ko: 'Add의 두 번째 입력은 두 번째 기울기를 받아야 합니다. 모든 입력에 대해 x.grad = gxs[i]입니다'
  });
  expect(x.grad).toBeCloseTo(4, {
    en: 'the way to x was not walked: the creator of every input goes onto the work list',
    ko: 'x로 가는 길을 걷지 않았습니다. 모든 입력의 창조자를 작업 목록에 넣어야 합니다'
  });
  expect(y.grad).toBeCloseTo(6, {
    en: 'the way to y was not walked: the creator of every input goes onto the work list',
    ko: 'y로 가는 길을 걷지 않았습니다. 모든 입력의 창조자를 작업 목록에 넣어야 합니다'
  });
});

test({ en: 'a function of two outputs gets two gradients', ko: '출력이 둘인 함수는 기울기를 둘 받는다' }, () => {
  class SumAndDifference extends Func {
    forward(x0, x1) {
      return [x0 + x1, x0 - x1];
    }
    backward(gs, gd) {
      return [gs + gd, gs - gd];
    }
  }
  const [x0, x1] = [at(5.0), at(2.0)];
  const [s, d] = new SumAndDifference().call(x0, x1);
  add(s, square(d)).backward();
  expect([x0.grad, x1.grad].map(Number)).toEqual([7, -5], {
    en: 'hand the gradients of all outputs to backward, in their order: f.backward(...gys)',
    ko: '모든 출력의 기울기를 순서대로 backward에 넘기세요. f.backward(...gys)입니다'
  });
});

test({ en: 'Mul: each input gets the other one', ko: 'Mul: 서로 상대방의 값을 받는다' }, () => {
  const [x, y] = [at(2.0), at(3.0)];
  mul(x, y).backward();
  expect([x.grad, y.grad].map(Number)).not.toEqual([2, 3], {
    en: 'the gradients have changed places: when x0 moves by 1, the product moves by x1',
    ko: '기울기가 서로 바뀌었습니다. x0이 1만큼 움직이면 곱은 x1만큼 움직입니다'
  });
  expect([x.grad, y.grad].map(Number)).toEqual([3, 2], {
    en: 'the gradient of x0 is gy times x1, and that of x1 is gy times x0',
    ko: 'x0의 기울기는 gy에 x1을 곱한 값, x1의 기울기는 gy에 x0을 곱한 값입니다'
  });
});

test({ en: 'Mul hands on what comes from behind', ko: 'Mul은 뒤에서 온 기울기를 이어받는다' }, () => {
  const [x, y] = [at(2.0), at(3.0)];
  square(mul(x, y)).backward();
  expect([x.grad, y.grad].map(Number)).toEqual([36, 24], {
    en: 'Mul is not always the last function: multiply by gy, as the chain rule says',
    ko: 'Mul이 늘 마지막 함수인 것은 아닙니다. 연쇄 법칙대로 gy를 곱하세요'
  });
});
