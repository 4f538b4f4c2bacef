import { Variable, nd } from 'dezero';
import { test, expect } from 'check';
import { beale } from './exercise.ts';

function at(a, b) {
  const x = new Variable(nd.array(a));
  const y = new Variable(nd.array(b));
  return { x, y, z: beale(x, y) };
}

function expectGradients(a, b, dx, dy, why) {
  const { x, y, z } = at(a, b);
  z.backward();
  expect(x.grad).not.toBeNull({
    en: 'x has no gradient: the result does not depend on the variable x that was handed in',
    ko: 'x에 기울기가 없습니다. 결과가 넘겨받은 변수 x에서 나오지 않았습니다'
  });
  expect(y.grad).not.toBeNull({
    en: 'y has no gradient: the result does not depend on the variable y that was handed in',
    ko: 'y에 기울기가 없습니다. 결과가 넘겨받은 변수 y에서 나오지 않았습니다'
  });
  expect(x.grad).toBeCloseTo(dx, why);
  expect(y.grad).toBeCloseTo(dy, why);
}

test({ en: 'the result is a variable', ko: '결과는 변수다' }, () => {
  expect(at(1, 1).z instanceof Variable).toBeTrue({
    en: 'the result is an array or a number: calculate with x and y themselves, since x.data knows nothing of the graph',
    ko: '결과가 배열이나 수입니다. x와 y 자체로 계산하세요. x.data는 그래프를 모릅니다'
  });
});

test({ en: 'at x = 0 only the three numbers are left', ko: 'x = 0이면 수 세 개만 남는다' }, () => {
  for (const y of [0, 1, -2])
    expect(at(0, y).z).toBeCloseTo(14.203125, {
      en: 'each of the three brackets is squared before they are added: 1.5² + 2.25² + 2.625²',
      ko: '더하기 전에 괄호 세 개를 각각 제곱해야 합니다. 1.5² + 2.25² + 2.625²'
    });
});

test({ en: 'the powers belong to y', ko: '거듭제곱은 y의 것이다' }, () => {
  expect(at(2, 2).z).toBeCloseTo(356.703125, {
    en: 'only y is squared or cubed, not x: x * y ** 2 and x * y ** 3, without brackets round x * y',
    ko: '제곱하거나 세제곱하는 것은 y뿐입니다. x * y를 괄호로 묶지 말고 x * y ** 2, x * y ** 3이라고 쓰세요'
  });
  expect(at(-1, 2).z).toBeCloseTo(0.25 + 0.5625 + 19.140625, {
    en: 'at (-1, 2) the brackets are 0.5, -0.75 and -4.375: look at the signs',
    ko: '(-1, 2)에서 괄호의 값은 0.5, -0.75, -4.375입니다. 부호를 살펴보세요'
  });
});

test({ en: 'the minimum is at (3, 0.5)', ko: '최솟값은 (3, 0.5)에 있다' }, () => {
  expect(at(3, 0.5).z).toBeCloseTo(0, {
    en: 'at (3, 0.5) all three brackets are 0',
    ko: '(3, 0.5)에서는 괄호 세 개가 모두 0입니다'
  });
  expectGradients(3, 0.5, 0, 0, {
    en: 'at the lowest place it goes up on every side, so both gradients are 0',
    ko: '가장 낮은 곳에서는 어느 쪽으로도 오르막이므로 두 기울기가 모두 0입니다'
  });
});

test({ en: 'the gradients at other places', ko: '다른 점에서의 기울기' }, () => {
  expectGradients(1, 1, 0, 27.75, {
    en: 'at (1, 1) the gradients are 0 and 27.75',
    ko: '(1, 1)에서 기울기는 0과 27.75입니다'
  });
  expectGradients(2, 2, 289.25, 944, {
    en: 'at (2, 2) the gradients are 289.25 and 944',
    ko: '(2, 2)에서 기울기는 289.25와 944입니다'
  });
});
