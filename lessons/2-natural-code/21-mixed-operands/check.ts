import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable, asVariable, add } from './variable.ts';

const at = (value) => new Variable(nd.array(value));

test({ en: 'asVariable makes variables of everything', ko: 'asVariable은 무엇이든 변수로 만든다' }, () => {
  const isVariable = (x) => x instanceof Variable;
  expect(isVariable(asVariable(nd.array(3.0)))).toBe(true, {
    en: 'an array has to be put into a new Variable',
    ko: '배열은 새 Variable에 담아야 합니다'
  });
  expect(isVariable(asVariable(3.0))).toBe(true, {
    en: 'a number has to become an array first (asArray), then a Variable',
    ko: '수는 먼저 배열이 되고(asArray), 그다음 Variable이 되어야 합니다'
  });
  const x = at(2.0);
  expect(asVariable(x) === x).toBe(true, {
    en: 'what is a Variable already has to come back as it is, or its gradient would go to a copy',
    ko: '이미 변수인 것은 그대로 돌려주어야 합니다. 그러지 않으면 기울기가 복사본으로 갑니다'
  });
});

test({ en: 'functions take arrays and numbers', ko: '함수가 배열과 수도 받는다' }, () => {
  const x = at(2.0);
  expect((x + nd.array(3.0)).data).toBeCloseTo(5, { en: '2 + 3 is 5', ko: '2 + 3은 5입니다' });
  expect((x + 3.0).data).toBeCloseTo(5, { en: '2 + 3 is 5', ko: '2 + 3은 5입니다' });
  const kept = add(x, 3.0).creator.inputs;
  expect(kept.every((input) => input instanceof Variable)).toBe(true, {
    en: 'the function keeps what was handed in: it has to keep the variables, or backward finds a bare number',
    ko: '함수가 넘겨받은 것을 그대로 기억하고 있습니다. 변수로 바꾼 것을 기억해야 합니다. 그러지 않으면 backward가 맨 숫자를 만납니다'
  });
});

test({ en: 'numbers and arrays on the left', ko: '왼쪽에 수와 배열이 올 때' }, () => {
  const x = at(2.0);
  for (const method of ['radd', 'rmul'])
    expect(typeof x[method]).toBe('function', {
      en: `with a number on the left, it is the right operand that is asked, for ${method}: this method is missing`,
      ko: `왼쪽이 수이면 오른쪽 피연산자에게 ${method} 메서드를 물어보는데, 그것이 없습니다`
    });
  const sum = 3.0 + x;
  expect(sum.data).toBeCloseTo(5, { en: '3 + 2 is 5', ko: '3 + 2는 5입니다' });
  expect(sum.creator).not.toBeNull({
    en: '3 + x has no creator: the graph is cut. Let the function add do the work in radd, too',
    ko: '3 + x에 창조자가 없어 그래프가 끊겼습니다. radd에서도 함수 add에게 일을 맡기세요'
  });
  expect((nd.array(3.0) * x).data).toBeCloseTo(6, { en: '3 * 2 is 6', ko: '3 * 2는 6입니다' });
});

test({ en: '3 * x + 1 and its gradient', ko: '3 * x + 1과 그 기울기' }, () => {
  const x = at(2.0);
  const y = 3.0 * x + 1.0;
  expect(y.data).toBeCloseTo(7, { en: '3 * 2 + 1 is 7', ko: '3 * 2 + 1은 7입니다' });
  y.backward();
  expect(x.grad).toBeCloseTo(3, {
    en: 'the gradient of x in 3 * x + 1 is 3',
    ko: '3 * x + 1에서 x의 기울기는 3입니다'
  });
});
