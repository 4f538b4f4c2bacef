import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable, Square, Exp } from './variable.ts';
import { squareOfExp } from './exercise.ts';

const at = (value) => new Variable(nd.array(value));

test({ en: 'e to the power of 0 is 1, of 1 it is e', ko: 'e의 0제곱은 1, 1제곱은 e' }, () => {
  expect(new Exp().call(at(0.0)).data).toBeCloseTo(1, {
    en: 'e to the power of 0 is 1, as any number to the power of 0',
    ko: 'e의 0제곱은 1입니다. 어떤 수든 0제곱은 1이지요'
  });
  expect(new Exp().call(at(1.0)).data).toBeCloseTo(Math.E, {
    en: 'forward has to give e to the power of x: nd.exp(x)',
    ko: 'forward는 e의 x제곱, 곧 nd.exp(x)를 돌려주어야 합니다'
  });
});

test({ en: 'arrays with several elements', ko: '원소가 여러 개인 배열' }, () => {
  expect(new Exp().call(at([0.0, 1.0, 2.0])).data).toBeCloseTo([1, Math.E, Math.E ** 2], {
    en: 'every element needs its own power: Math.exp takes single numbers only, nd.exp takes arrays',
    ko: '원소마다 따로 계산해야 합니다. Math.exp는 수 하나만, nd.exp는 배열을 다룹니다'
  });
});

test({ en: 'three functions in a row', ko: '함수 세 개를 이어서' }, () => {
  const y = new Square().call(new Exp().call(new Square().call(at(0.5))));
  expect(y.data).toBeCloseTo(1.648721270700128, {
    en: 'the output of Exp must be a variable that the next function can take',
    ko: 'Exp의 출력은 다음 함수가 받을 수 있는 변수여야 합니다'
  });
});

test({ en: 'squareOfExp: exp first, then the square', ko: 'squareOfExp: 먼저 exp, 그다음 제곱' }, () => {
  const y = squareOfExp(at(0.5));
  expect(y instanceof Variable).toBeTrue({
    en: 'give back the variable, not the array in it',
    ko: '안에 든 배열이 아니라 변수를 돌려주세요'
  });
  expect(y.data).not.toBeCloseTo(Math.exp(0.25), {
    en: 'this is e to the power of x squared: the functions are in the wrong order, exp comes first',
    ko: '이것은 x를 먼저 제곱한 값입니다. 순서가 바뀌었어요. exp가 먼저입니다'
  });
  expect(y.data).toBeCloseTo(Math.E, {
    en: 'at 0.5 the square of e to the power of 0.5 is e itself',
    ko: 'x가 0.5이면 e의 0.5제곱을 제곱한 값은 바로 e입니다'
  });
});
