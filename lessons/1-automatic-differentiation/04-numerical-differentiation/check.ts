import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable, Square, Exp } from './variable.ts';
import { numericalDiff } from './numerical.ts';
import { slopeOfCube } from './exercise.ts';

const square = (x) => new Square().call(x);
const exp = (x) => new Exp().call(x);
const at = (value) => new Variable(nd.array(value));

test({ en: 'the slope of the square at 2 is 4', ko: '2에서 제곱의 기울기는 4' }, () => {
  expect(numericalDiff(square, at(2.0))).toBeCloseTo(
    4,
    {
      en: 'the difference of the two outputs has to be divided by the whole distance between the two inputs, which is 2 * eps',
      ko: '두 출력의 차이는 두 입력 사이의 전체 거리인 2 * eps로 나누어야 합니다'
    },
    { rtol: 1e-6 }
  );
});

test({ en: 'it is the central difference', ko: '중앙차분을 쓴다' }, () => {
  // With a large step the two formulas differ clearly: (e^1 - e^0) / 1 against (e^1 - e^-1) / 2.
  expect(numericalDiff(exp, at(0.0), 1.0)).toBeCloseTo(
    1.1752011936438014,
    {
      en: 'go to both sides of x: one place at x - eps and one at x + eps, not x itself',
      ko: 'x의 양쪽으로 가야 합니다. x 자신이 아니라 x - eps와 x + eps에서 계산하세요'
    },
    { rtol: 1e-9 }
  );
});

test({ en: 'eps is taken from the caller', ko: '호출한 쪽이 준 eps를 쓴다' }, () => {
  const fine = numericalDiff(exp, at(1.0), 1e-3);
  const rough = numericalDiff(exp, at(1.0), 1e-1);
  expect(Math.abs(Number(rough - fine))).toBeGreaterThan(1e-3, {
    en: 'two different values of eps give two different approximations: use the eps that was handed in',
    ko: 'eps가 다르면 근삿값도 달라야 합니다. 넘겨받은 eps를 쓰세요'
  });
});

test({ en: 'x itself stays as it was', ko: 'x는 그대로 남는다' }, () => {
  const x = at(3.0);
  numericalDiff(square, x);
  expect(x.data).toBeCloseTo(3, {
    en: 'put the shifted values into new variables: the variable of the caller must not move',
    ko: '옮긴 값은 새 변수에 담으세요. 호출한 쪽의 변수가 움직이면 안 됩니다'
  });
});

test({ en: 'the slope of the cube', ko: '세제곱의 기울기' }, () => {
  expect(slopeOfCube(2.0)).toBeCloseTo(
    12,
    { en: 'the derivative of x³ is 3x²: 12 at x = 2', ko: 'x³의 미분은 3x²이므로 x = 2에서 12입니다' },
    { rtol: 1e-6 }
  );
  expect(slopeOfCube(-1.0)).toBeCloseTo(
    3,
    { en: 'at x = -1 it is 3: use the value that was handed in', ko: 'x = -1에서는 3입니다. 넘겨받은 값을 쓰세요' },
    { rtol: 1e-6 }
  );
});
