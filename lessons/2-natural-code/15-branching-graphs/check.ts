import { test, expect } from 'check';
import { generations } from './exercise.ts';

const A = { name: 'A', inputs: ['x'], outputs: ['a'] };

test({ en: 'one function: x 0, A 0, a 1', ko: '함수 하나: x 0, A 0, a 1' }, () => {
  const found = generations([A]);
  expect(found.x).toBe(0, {
    en: 'x was made by nobody, so it is of generation 0',
    ko: 'x는 아무도 만들지 않았으므로 0세대입니다'
  });
  expect(found.A).toBe(0, {
    en: 'a function is of the generation of its input: A is 0',
    ko: '함수의 세대는 입력의 세대와 같습니다. A는 0입니다'
  });
  expect(found.a).toBe(1, {
    en: 'the generation of an output is one higher than that of the function that made it',
    ko: '출력의 세대는 그것을 만든 함수의 세대보다 하나 높습니다'
  });
});

test({ en: 'a = x², y = a² + a²', ko: 'a = x², y = a² + a²' }, () => {
  const found = generations([
    A,
    { name: 'B', inputs: ['a'], outputs: ['b'] },
    { name: 'C', inputs: ['a'], outputs: ['c'] },
    { name: 'D', inputs: ['b', 'c'], outputs: ['y'] }
  ]);
  expect([found.B, found.C]).toEqual([1, 1], {
    en: 'B and C stand side by side, both go out from a: which of them was called first does not matter',
    ko: 'B와 C는 나란히 있으므로 세대가 같습니다. 둘 다 a에서 나오며, 무엇을 먼저 호출했는지는 상관없습니다'
  });
  expect(found).toEqual(
    { x: 0, A: 0, a: 1, B: 1, b: 2, C: 1, c: 2, D: 2, y: 3 },
    {
      en: 'every variable and every function once, and nothing else',
      ko: '변수와 함수가 모두 한 번씩, 그 밖의 것은 없어야 합니다'
    }
  );
});

test({ en: 'inputs of different generations', ko: '세대가 서로 다른 입력' }, () => {
  const long = [A, { name: 'B', inputs: ['a'], outputs: ['b'] }, { name: 'C', inputs: ['b'], outputs: ['c'] }];
  const why = {
    en: 'a function waits for its last input, so its generation is the highest of its inputs, wherever that one stands in the list',
    ko: '함수는 마지막 입력까지 기다려야 합니다. 그래서 함수의 세대는 입력 가운데 가장 높은 세대입니다. 목록의 어디에 있든 마찬가지입니다'
  };
  const last = generations([...long, { name: 'D', inputs: ['x', 'c'], outputs: ['y'] }]);
  expect([last.D, last.y]).toEqual([3, 4], why);
  const first = generations([...long, { name: 'D', inputs: ['c', 'x'], outputs: ['y'] }]);
  expect([first.D, first.y]).toEqual([3, 4], why);
});

test({ en: 'two beginnings, two outputs', ko: '시작이 둘, 출력이 둘' }, () => {
  const found = generations([
    { name: 'P', inputs: ['x', 'w'], outputs: ['p', 'q'] },
    { name: 'Q', inputs: ['q', 'v'], outputs: ['y'] }
  ]);
  expect(found).toEqual(
    { x: 0, w: 0, P: 0, p: 1, q: 1, v: 0, Q: 1, y: 2 },
    {
      en: 'all outputs of a function are of the same generation, and a new input in the middle of the graph begins at 0',
      ko: '한 함수의 출력은 모두 세대가 같고, 그래프 중간에 새로 들어온 입력은 0에서 시작합니다'
    }
  );
});
