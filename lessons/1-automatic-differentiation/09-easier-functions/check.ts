import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable, square, exp } from './variable.ts';

/** y = (exp(x²))². The creators are compared before anybody walks: through one shared object the walk would never end. */
function chain(value) {
  const x = new Variable(nd.array(value));
  const a = square(x);
  const b = exp(a);
  const y = square(b);
  expect(a.creator !== y.creator).toBeTrue({
    en: 'both squares share one object, which remembers its last input only: make a new Square inside square, at every call',
    ko: '두 제곱이 객체 하나를 같이 쓰고 있는데, 그 객체는 마지막 입력만 기억합니다. square 안에서 호출할 때마다 Square를 새로 만드세요'
  });
  return { x, y };
}

test({ en: 'square and exp map a variable to a variable', ko: 'square와 exp는 변수를 변수로 보낸다' }, () => {
  const x = new Variable(nd.array(3.0));
  expect(square(x)).toBeInstanceOf(Variable, {
    en: 'square has to return what call returns, a Variable: is the return there?',
    ko: 'square는 call이 돌려준 Variable을 그대로 돌려주어야 합니다. return이 있나요?'
  });
  expect(square(x).data).toBeCloseTo(9, {
    en: 'square(x) is new Square().call(x): 3 squared is 9',
    ko: 'square(x)는 new Square().call(x)입니다. 3의 제곱은 9입니다'
  });
  expect(exp(new Variable(nd.array(0.0))).data).toBeCloseTo(1, {
    en: 'exp(x) is new Exp().call(x): e to the power of 0 is 1',
    ko: 'exp(x)는 new Exp().call(x)입니다. e의 0제곱은 1입니다'
  });
});

test({ en: 'every call makes a function of its own', ko: '호출할 때마다 함수 객체를 새로 만든다' }, () => {
  chain(0.5);
});

test({ en: 'backward begins with 1 by itself', ko: 'backward는 스스로 1에서 시작한다' }, () => {
  const { x, y } = chain(0.5);
  y.backward();
  expect(x.grad).toBeCloseTo(3.297442541400256, {
    en: 'where y has no gradient yet, backward gives it ones before the walk begins',
    ko: 'y에 아직 기울기가 없으면 backward가 걷기 전에 1로 채워 주어야 합니다'
  });
});

test({ en: 'as many ones as there are elements', ko: '원소 수만큼의 1' }, () => {
  const x = new Variable(nd.array([1, 2, 3]));
  const y = square(x);
  y.backward();
  expect(y.grad).toEqual([1, 1, 1], {
    en: 'the seed has to have the shape of y: as many ones as y has elements, nd.onesLike(this.data)',
    ko: '시작 기울기는 y와 형상이 같아야 합니다. y의 원소 수만큼 1이 필요하니 nd.onesLike(this.data)를 쓰세요'
  });
  expect(x.grad).toEqual([2, 4, 6], {
    en: 'each element has a slope of its own: 2x',
    ko: '원소마다 자기 기울기 2x를 갖습니다'
  });
});

test({ en: 'a gradient that is there already counts', ko: '이미 있는 기울기는 그대로 쓴다' }, () => {
  const { x, y } = chain(0.5);
  y.grad = nd.array(2.0);
  y.backward();
  expect(x.grad).toBeCloseTo(2 * 3.297442541400256, {
    en: 'somebody has set y.grad to 2, so the seed must not replace it: fill in ones only where this.grad is null',
    ko: '누군가 y.grad를 2로 정해 두었습니다. 덮어쓰지 말고 this.grad가 null일 때만 1로 채우세요'
  });
});

test({ en: 'arrays and nothing else go into the box', ko: '상자에는 배열만 들어간다' }, () => {
  expect(new Variable(nd.array([1, 2])).data).toEqual([1, 2], {
    en: 'an array goes in as it is',
    ko: '배열은 그대로 들어갑니다'
  });
  expect(() => new Variable(null)).not.toThrow(undefined, {
    en: 'null is allowed, it makes an empty box: only what is neither null nor an array is turned away',
    ko: 'null은 빈 상자를 만드는 값이므로 괜찮습니다. null도 배열도 아닌 것만 돌려보내세요'
  });
  for (const content of [3.0, '3', [1, 2], true])
    expect(() => new Variable(content)).toThrow({
      en: `a value of the type ${typeof content} went into the box without a complaint: throw an error unless data instanceof NDArray`,
      ko: `${typeof content} 타입의 값이 아무 말 없이 상자에 들어갔습니다. data instanceof NDArray가 아니면 오류를 던지세요`
    });
});

test(
  { en: 'the error says what came and what would work', ko: '오류가 무엇이 왔는지, 어떻게 하면 되는지 알려 준다' },
  () => {
    expect(() => new Variable(3.0)).toThrow('number', {
      en: 'say which type came: for 3.0 the message should contain "number", which typeof data gives you',
      ko: '어떤 타입이 왔는지 알려 주세요. 3.0이면 메시지에 typeof data의 값인 "number"가 들어 있어야 합니다'
    });
    expect(() => new Variable('3')).toThrow('string', {
      en: 'for the text "3" the message should say "string": put typeof data into it, not a fixed word',
      ko: '문자열 "3"이면 메시지에 "string"이 있어야 합니다. 정해진 낱말 대신 typeof data를 넣으세요'
    });
    expect(() => new Variable(3.0)).toThrow('nd.array', {
      en: 'say what would have worked, too: the message should contain nd.array',
      ko: '어떻게 쓰면 되는지도 알려 주세요. 메시지에 nd.array가 들어 있어야 합니다'
    });
  }
);
