import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable } from './variable.ts';

const at = (value) => new Variable(nd.array(value));

test({ en: 'the gradients of a - b', ko: 'a - b의 기울기' }, () => {
  const a = at(5.0);
  const b = at(3.0);
  const y = (a - b) * 2.0;
  y.backward();
  expect(a.grad).toBeCloseTo(2, {
    en: 'a gets the gradient as it comes in, gy: here 2',
    ko: 'a는 흘러온 기울기 gy를 그대로 받습니다. 여기서는 2입니다'
  });
  expect(b.grad).toBeCloseTo(-2, {
    en: 'b is subtracted: it gets -gy',
    ko: 'b는 빼는 쪽이므로 -gy를 받습니다'
  });
});

test({ en: 'a number or an array minus x', ko: '수나 배열에서 x를 뺀다' }, () => {
  const x = at(4.0);
  expect(typeof x.rsub).toBe('function', {
    en: '1 - x asks x for rsub: this method is missing',
    ko: '1 - x는 x에게 rsub 메서드를 물어보는데, 그것이 없습니다'
  });
  const y = 1.0 - x;
  expect(y.data).toBeCloseTo(-3, {
    en: '1 - 4 is -3: in rsub, other stood on the left, so it comes first',
    ko: '1 - 4는 -3입니다. rsub에서는 왼쪽에 있던 것이 other이므로 other가 앞에 와야 합니다'
  });
  y.backward();
  expect(x.grad).toBeCloseTo(-1, { en: 'the gradient of x in 1 - x is -1', ko: '1 - x에서 x의 기울기는 -1입니다' });
  expect((nd.array(1.0) - at(4.0)).data).toBeCloseTo(-3, { en: '1 - 4 is -3', ko: '1 - 4는 -3입니다' });
});

test({ en: 'the gradients of a / b', ko: 'a / b의 기울기' }, () => {
  const a = at(6.0);
  const b = at(2.0);
  const y = (a / b) * 4.0;
  y.backward();
  expect(a.grad).toBeCloseTo(2, {
    en: 'the derivative of a / b by a is 1 / b, times gy: 4 / 2 = 2',
    ko: 'a / b를 a로 미분하면 1 / b이고, 여기에 gy를 곱합니다. 4 / 2 = 2입니다'
  });
  expect(b.grad).toBeCloseTo(-6, {
    en: 'the derivative of a / b by b is -a / b², times gy: -6 / 4 * 4 = -6. Mind the sign: a larger b makes the quotient smaller',
    ko: 'a / b를 b로 미분하면 -a / b²이고, 여기에 gy를 곱합니다. -6 / 4 * 4 = -6입니다. 부호에 주의하세요. b가 커지면 몫은 작아집니다'
  });
});

test({ en: 'a number or an array divided by x', ko: '수나 배열을 x로 나눈다' }, () => {
  const x = at(4.0);
  expect(typeof x.rdiv).toBe('function', {
    en: '1 / x asks x for rdiv: this method is missing',
    ko: '1 / x는 x에게 rdiv 메서드를 물어보는데, 그것이 없습니다'
  });
  const y = 1.0 / x;
  expect(y.data).toBeCloseTo(0.25, {
    en: '1 / 4 is 0.25: in rdiv, other stood on the left, so it is divided by this',
    ko: '1 / 4는 0.25입니다. rdiv에서는 왼쪽에 있던 것이 other이므로 other를 this로 나누어야 합니다'
  });
  y.backward();
  expect(x.grad).toBeCloseTo(-0.0625, {
    en: 'the derivative of 1 / x is -1 / x²: -0.0625 at x = 4',
    ko: '1 / x의 미분은 -1 / x²이므로 x = 4에서 -0.0625입니다'
  });
});

test({ en: 'a power and its gradient', ko: '거듭제곱과 그 기울기' }, () => {
  const x = at(2.0);
  const y = x ** 3;
  expect(y.data).toBeCloseTo(8, { en: '2 ** 3 is 8', ko: '2 ** 3은 8입니다' });
  y.backward();
  expect(x.grad).toBeCloseTo(12, {
    en: 'the derivative of x³ is 3x²: 12 at x = 2. The exponent comes down as a factor, and what stays up is one less',
    ko: 'x³의 미분은 3x²이므로 x = 2에서 12입니다. 지수가 앞으로 내려와 곱해지고, 지수 자리에는 1 작은 수가 남습니다'
  });
  const z = at(2.0);
  const w = z ** 3 * 5.0;
  w.backward();
  expect(z.grad).toBeCloseTo(60, {
    en: 'the power goes on into a product, so the gradient gy that comes in is 5: multiply by gy',
    ko: '거듭제곱이 곱으로 이어지므로 흘러온 기울기 gy는 5입니다. gy를 곱하세요'
  });
});
