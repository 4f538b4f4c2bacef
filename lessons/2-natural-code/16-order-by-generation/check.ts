import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable, Add, square, exp, add } from './variable.ts';

const at = (value) => new Variable(nd.array(value));

test({ en: 'generations along a chain: 0, 1, 2, 3', ko: '사슬에서 세대: 0, 1, 2, 3' }, () => {
  const x = at(0.5);
  const a = square(x);
  const b = exp(a);
  const y = square(b);
  expect([x.generation, a.generation]).toEqual([0, 1], {
    en: 'setCreator sets this.generation to one more than the generation of the function',
    ko: 'setCreator는 this.generation을 함수의 세대보다 하나 높게 정해야 합니다'
  });
  expect([b.generation, y.generation]).toEqual([2, 3], {
    en: 'the generation of the function must be set before setCreator is called, since the outputs read it there',
    ko: '함수의 세대는 setCreator를 호출하기 전에 정해야 합니다. 출력이 거기서 그 값을 읽으니까요'
  });
  expect([a.creator.generation, b.creator.generation, y.creator.generation]).toEqual([0, 1, 2], {
    en: 'a function is of the generation of its input',
    ko: '함수의 세대는 입력의 세대와 같습니다'
  });
});

test(
  { en: 'inputs of different generations: the highest counts', ko: '입력마다 세대가 다르면 가장 높은 것을 따른다' },
  () => {
    const x = at(2.0);
    const c = square(square(x));
    const why = {
      en: 'take the highest generation of all inputs: Math.max(...inputs.map((x) => x.generation))',
      ko: '모든 입력 가운데 가장 높은 세대를 따르세요. Math.max(...inputs.map((x) => x.generation))입니다'
    };
    expect(add(x, c).generation).toBe(3, why);
    expect(add(c, x).generation).toBe(3, why);
  }
);

test({ en: 'a = x², y = a² + a²: 32 and 64', ko: 'a = x², y = a² + a²: 32와 64' }, () => {
  const x = at(2.0);
  const a = square(x);
  const y = add(square(a), square(a));
  y.backward();
  expect(y.data).toBe(32, { en: '2 times 2 to the power of 4 is 32', ko: '2의 네제곱에 2를 곱하면 32입니다' });
  expect(x.grad).not.toBe(128, {
    en: 'the order is right, but the function between x and a had two turns: put each function on the list once',
    ko: '순서는 맞지만 x와 a 사이의 함수가 두 번 일했습니다. 함수마다 목록에 한 번만 넣으세요'
  });
  expect(x.grad).toBe(64, {
    en: 'a was handed on before both squares had sent their part: take the function of the highest generation first',
    ko: '두 제곱이 제 몫을 다 보내기 전에 a의 기울기를 써 버렸습니다. 세대가 가장 높은 함수부터 꺼내세요'
  });
});

test({ en: 'a long way and a short way: 36', ko: '먼 길과 가까운 길: 36' }, () => {
  const one = at(2.0);
  const a = square(one);
  add(square(a), a).backward();
  const other = at(2.0);
  const b = square(other);
  add(b, square(b)).backward();
  expect([one.grad, other.grad].map(Number)).toEqual([36, 36], {
    en: 'the slope of a² + a is 36 in either order of the operands: sort the list whenever a function comes in',
    ko: 'a² + a의 기울기는 어느 순서로 더하든 36입니다. 함수가 들어올 때마다 목록을 정렬하세요'
  });
});

test({ en: 'each function has one turn', ko: '함수마다 차례는 한 번' }, () => {
  let turns = 0;
  class CountedAdd extends Add {
    backward(gy) {
      turns += 1;
      return super.backward(gy);
    }
  }
  const x = at(1.0);
  let y = x;
  for (let i = 0; i < 8; i++) y = new CountedAdd().call(y, y);
  y.backward();
  expect(x.grad).toBe(256, {
    en: 'doubled eight times, the slope is 2 to the power of 8',
    ko: '여덟 번 두 배로 만들면 기울기는 2의 8제곱입니다'
  });
  expect(turns).toBe(8, {
    en: 'there are eight functions, so there are eight turns: remember in a Set which ones have come in',
    ko: '함수가 여덟 개이니 차례도 여덟 번이어야 합니다. 이미 들어온 함수를 Set에 기억해 두세요'
  });
});

test({ en: 'two calculations with one variable', ko: '변수 하나로 계산 두 번' }, () => {
  const x = at(2.0);
  square(square(x)).backward();
  x.clearGrad();
  add(square(x), x).backward();
  expect(x.grad).toBe(5, {
    en: 'every call of backward begins with a list and a Set of its own',
    ko: 'backward를 호출할 때마다 목록과 Set을 새로 만들어야 합니다'
  });
});
