import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable, Square, Exp } from './variable.ts';
import { Cube } from './exercise.ts';

const at = (value) => new Variable(nd.array(value));

/** What a function hands back when it was called with a value and gets a gradient. */
function gradientOf(func, value, gy) {
  func.call(at(value));
  return func.backward(nd.array(gy));
}

test({ en: 'call keeps what went in', ko: 'call은 들어온 것을 간직한다' }, () => {
  const square = new Square();
  const x = at(3.0);
  const y = square.call(x);
  expect(square.input === x).toBeTrue({
    en: 'call must keep the variable that went in, box and all: this.input = input',
    ko: 'call은 들어온 변수를 간직해야 합니다. 안의 배열이 아니라 상자째로요: this.input = input'
  });
  expect(y.data).toBe(9, {
    en: 'apart from that, call goes on to do what it did: 3 squared is 9',
    ko: '나머지는 전과 같아야 합니다. 3의 제곱은 9입니다'
  });
});

test({ en: 'backward of Exp', ko: 'Exp의 backward' }, () => {
  expect(gradientOf(new Exp(), 0.5, 1.0)).toBeCloseTo(1.6487212707001282, {
    en: 'the derivative of e to the power of x is e to the power of x, taken at the input: nd.exp(this.input.data)',
    ko: 'e의 x제곱을 미분하면 다시 e의 x제곱입니다. 입력에서 구하세요: nd.exp(this.input.data)'
  });
  expect(gradientOf(new Exp(), 0.0, 4.0)).toBeCloseTo(4, {
    en: 'the derivative alone does not say how much y changes: multiply it by gy, the gradient that arrives',
    ko: '미분값만으로는 y가 얼마나 변하는지 알 수 없습니다. 도착한 기울기 gy를 곱하세요'
  });
});

test({ en: 'three functions, by hand', ko: '함수 세 개를 손으로' }, () => {
  const A = new Square();
  const B = new Exp();
  const C = new Square();
  C.call(B.call(A.call(at(0.5))));
  const gx = A.backward(B.backward(C.backward(nd.array(1.0))));
  expect(gx).toBeCloseTo(3.297442541400256, {
    en: 'each function multiplies what arrives by its own derivative, taken at its own input',
    ko: '함수마다 도착한 기울기에 자기 입력에서 구한 자기 미분값을 곱해야 합니다'
  });
});

test({ en: 'backward of Cube', ko: 'Cube의 backward' }, () => {
  expect(gradientOf(new Cube(), 2.0, 1.0)).toBeCloseTo(12, {
    en: 'the derivative of x³ is 3x², taken at the input, not at the gradient that arrives: 12 at x = 2',
    ko: 'x³의 미분은 3x²입니다. 도착한 기울기가 아니라 입력에서 구하세요. x = 2이면 12입니다'
  });
  expect(gradientOf(new Cube(), 2.0, 0.5)).toBeCloseTo(6, {
    en: 'only half a gradient arrives, so only half of 12 may go on: multiply by gy',
    ko: '기울기가 절반만 도착했으니 12의 절반만 나가야 합니다. gy를 곱하세요'
  });
  expect(gradientOf(new Cube(), [1.0, -2.0], [1.0, 10.0])).toBeCloseTo([3, 120], {
    en: 'every element has its own derivative and its own gradient: compute with the arrays as they are',
    ko: '원소마다 미분값도 기울기도 따로입니다. 배열 그대로 계산하세요'
  });
});
