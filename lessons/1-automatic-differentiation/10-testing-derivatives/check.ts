import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable, Func, Square, Exp, square } from './variable.ts';
import { CANDIDATES, gradientCheck, wrongOnes } from './exercise.ts';

const call = (Candidate) => (x) => new Candidate().call(x);
const at = (...values) => new Variable(nd.array(values));

/** The slope of the square is 2x; this one gives what `slope` makes of x instead. */
function squareWith(slope) {
  return class Suspect extends Func {
    forward(x) {
      return x ** 2;
    }

    backward(gy) {
      return slope(this.input.data) * gy;
    }
  };
}

test({ en: 'gradientCheck is content with a right backward', ko: 'gradientCheck는 옳은 backward를 통과시킨다' }, () => {
  for (const Right of [Square, Exp])
    expect(gradientCheck(call(Right), at(-1.5, 0.3, 2.0))).toBeTrue({
      en: `${Right.name} is right and was turned away: a numerical derivative is never exact, so ask whether the two are close, not whether they are equal (nd.allclose)`,
      ko: `${Right.name}는 옳은데 통과하지 못했습니다. 수치 미분은 결코 정확하지 않습니다. 같은지가 아니라 가까운지 물어보세요(nd.allclose)`
    });
  expect(gradientCheck((x) => square(square(x)), at(0.8, -1.1))).toBeTrue({
    en: 'f may be a whole composition as well: call f(x), then backward of what comes out',
    ko: 'f는 함수 여러 개를 이은 것일 수도 있습니다. f(x)를 호출하고, 나온 변수의 backward를 부르세요'
  });
});

test({ en: 'gradientCheck finds a wrong backward', ko: 'gradientCheck는 틀린 backward를 찾아낸다' }, () => {
  const suspects = [
    [
      (x) => 2 * x + 1,
      {
        en: 'here backward gives too much: compare x.grad with numericalDiff(f, x)',
        ko: '여기서는 backward가 너무 큰 값을 줍니다. x.grad와 numericalDiff(f, x)를 비교하세요'
      }
    ],
    [
      (x) => 2 * x - 1,
      {
        en: 'here backward gives too little, and too small is wrong as well: look at the size of the difference, |a - b|, whatever its sign',
        ko: '여기서는 backward가 너무 작은 값을 줍니다. 작아도 틀린 것입니다. 부호와 상관없이 차이의 크기 |a - b|를 보세요'
      }
    ],
    [
      (x) => 2.01 * x,
      {
        en: 'this backward is half a percent off, and no rounding does that: the tolerance is too wide',
        ko: '이 backward는 0.5퍼센트 어긋납니다. 반올림으로는 그렇게 되지 않습니다. 허용 오차가 너무 큽니다'
      }
    ]
  ];
  for (const [slope, why] of suspects)
    expect(gradientCheck(call(squareWith(slope)), at(-1.5, 0.3, 2.0))).toBeFalse(why);
});

test({ en: 'one wrong element is enough', ko: '원소 하나만 틀려도 틀린 것이다' }, () => {
  const Suspect = squareWith((x) => 2 * nd.abs(x));
  expect(gradientCheck(call(Suspect), at(0.5, 1.0, -2.0, 3.0))).toBeFalse({
    en: 'three elements agree and one does not: the check passes only if all of them agree',
    ko: '원소 세 개는 맞고 하나는 다릅니다. 모두 맞을 때만 통과시켜야 합니다'
  });
});

test(
  { en: 'wrongOnes names what is wrong, whatever it is given', ko: 'wrongOnes는 무엇을 받든 틀린 것의 이름을 댄다' },
  () => {
    expect(wrongOnes([Square, Exp])).toEqual([], {
      en: 'both of them are right, so the list stays empty',
      ko: '둘 다 옳으므로 목록은 비어 있어야 합니다'
    });
    expect(wrongOnes([Square, squareWith((x) => x), Exp])).toEqual(['Suspect'], {
      en: 'check every class that is handed in, and take its name from Candidate.name',
      ko: '넘겨받은 클래스를 하나하나 검사하고, 이름은 Candidate.name에서 가져오세요'
    });
  }
);

test({ en: 'wrongOnes is not taken in by chance', ko: 'wrongOnes는 우연에 속지 않는다' }, () => {
  const why = {
    en: 'this backward is right in a single place, by chance: check at several values, some of them negative, none of them 0 or 1',
    ko: '이 backward는 우연히 한 곳에서만 맞습니다. 0이나 1이 아닌 여러 값에서, 음수도 넣어 검사하세요'
  };
  expect(wrongOnes([squareWith((x) => 2 * x ** 2)])).toEqual(['Suspect'], why);
  expect(wrongOnes([squareWith((x) => 2 * x ** 3)])).toEqual(['Suspect'], why);
  expect(wrongOnes([squareWith((x) => 2 * nd.abs(x))])).toEqual(['Suspect'], {
    en: 'this backward is right for positive numbers only: check at negative ones, too',
    ko: '이 backward는 양수에서만 맞습니다. 음수에서도 검사하세요'
  });
});

test({ en: 'the wrong one among the four', ko: '넷 가운데 틀린 하나' }, () => {
  expect(CANDIDATES.length).toBe(4, {
    en: 'leave the four candidates as they are: they are the suspects',
    ko: '후보 네 개는 그대로 두세요. 이들이 용의자입니다'
  });
  expect(wrongOnes(CANDIDATES).length).toBe(1, {
    en: 'exactly one of the four has a wrong backward',
    ko: '넷 가운데 backward가 틀린 것은 꼭 하나입니다'
  });
});
