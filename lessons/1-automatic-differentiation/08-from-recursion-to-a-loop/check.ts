import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable, Func, Square, Exp } from './variable.ts';

const DEEP = 100_000;

/** Hands on what it gets, both ways. */
class Pass extends Func {
  forward(x) {
    return x;
  }

  backward(gy) {
    return gy;
  }
}

function graph(value) {
  const x = new Variable(nd.array(value));
  const a = new Square().call(x);
  const b = new Exp().call(a);
  const y = new Square().call(b);
  y.grad = nd.array(1.0);
  return { x, a, b, y };
}

test({ en: 'a variable that nobody made', ko: '아무도 만들지 않은 변수' }, () => {
  const x = new Variable(nd.array(0.5));
  x.grad = nd.array(1.0);
  expect(() => x.backward()).not.toThrow(undefined, {
    en: 'x has no creator, so the list must begin empty: null does not belong on it',
    ko: 'x에는 창조자가 없으므로 목록은 빈 채로 시작해야 합니다. null을 넣으면 안 됩니다'
  });
});

test({ en: 'the figure of step 7', ko: '7단계와 같은 값' }, () => {
  const { x, a, b, y } = graph(0.5);
  y.backward();
  expect(b.grad).toBeCloseTo(2.568050833375483, {
    en: 'begin the list with the creator of the variable on which backward was called',
    ko: 'backward가 호출된 변수의 창조자를 목록에 넣고 시작하세요'
  });
  expect(a.grad).not.toBeNull({
    en: 'the list is empty after one function: put the creator of the input on the list, if it has one',
    ko: '함수 하나만 지나고 목록이 비었습니다. 입력에 창조자가 있으면 입력의 창조자를 목록에 넣어야 합니다'
  });
  expect(a.grad).toBeCloseTo(3.297442541400256, {
    en: 'each function must receive the gradient of its own output, f.output.grad; this is always the variable at the end',
    ko: '함수마다 자기 출력의 기울기인 f.output.grad를 받아야 합니다. this는 언제나 맨 끝의 변수입니다'
  });
  expect(x.grad).toBeCloseTo(3.297442541400256, {
    en: 'go on until the list is empty: x is the last to get its gradient',
    ko: '목록이 빌 때까지 계속하세요. x가 마지막으로 기울기를 받습니다'
  });
});

test({ en: 'another start value and another seed', ko: '다른 입력값과 다른 시작 기울기' }, () => {
  const { x, y } = graph(-0.3);
  y.grad = nd.array(2.0);
  y.backward();
  expect(x.grad).toBeCloseTo(2 * 4 * -0.3 * Math.exp(2 * 0.09), {
    en: 'with a seed of 2 every gradient is twice as large',
    ko: '시작 기울기가 2이면 모든 기울기가 두 배가 됩니다'
  });
});

test({ en: `a chain of ${DEEP} functions`, ko: `함수 ${DEEP}개를 이은 사슬` }, () => {
  const x = new Variable(nd.array(0.5));
  let y = x;
  for (let i = 0; i < DEEP; i++) y = new Pass().call(y);
  y.grad = nd.array(7.0);
  expect(() => y.backward()).not.toThrow(undefined, {
    en: 'the walk still calls itself, and there is no room for so many calls: inside the loop no backward of a variable may be called',
    ko: '아직도 자기 자신을 호출하고 있어서 스택이 가득 찼습니다. 반복문 안에서 변수의 backward를 호출하면 안 됩니다'
  });
  expect(x.grad).toBe(7, {
    en: 'all functions hand the gradient on as it is, so 7 has to arrive at x',
    ko: '모든 함수가 기울기를 그대로 넘기므로 x에는 7이 도착해야 합니다'
  });
});
