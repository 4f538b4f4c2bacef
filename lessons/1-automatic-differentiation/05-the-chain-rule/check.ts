import { test, expect } from 'check';
import { forwardOrder, backwardOrder } from './exercise.ts';

const book = {
  B: { from: 'a', to: 'b' },
  C: { from: 'b', to: 'y' },
  A: { from: 'x', to: 'a' }
};

// Names that say nothing about the order: forward it is square, exp, half, cube.
const shuffled = {
  half: { from: 'q', to: 'r' },
  square: { from: 'x', to: 'p' },
  cube: { from: 'r', to: 'y' },
  exp: { from: 'p', to: 'q' }
};

test({ en: 'forward: what follows what', ko: '순전파: 무엇 다음에 무엇이' }, () => {
  expect(forwardOrder(book, 'x')).toEqual(['A', 'B', 'C'], {
    en: 'begin with the function whose from is x; its to is the from of the next one',
    ko: 'from이 x인 함수에서 시작하세요. 그 함수의 to가 다음 함수의 from입니다'
  });
  expect(forwardOrder(shuffled, 'x')).toEqual(['square', 'exp', 'half', 'cube'], {
    en: 'neither the names nor the order in which they are written says anything: follow what goes where',
    ko: '이름도, 적힌 순서도 아무것도 알려 주지 않습니다. 무엇이 어디로 가는지를 따라가세요'
  });
});

test({ en: 'backward: the last one first', ko: '역전파: 마지막 것부터' }, () => {
  expect(backwardOrder(book, 'y')[0]).toBe('C', {
    en: 'backward begins at the output, so the last function comes first: the one whose to is y',
    ko: '역전파는 출력에서 시작하므로 마지막 함수가 먼저입니다. to가 y인 함수를 찾으세요'
  });
  expect(backwardOrder(book, 'y')).toContain('A', {
    en: 'the walk has to go on to the beginning: the one that takes the very first variable is missing',
    ko: '시작점까지 계속 가야 합니다. 맨 처음 변수를 받는 함수가 빠졌습니다'
  });
  expect(backwardOrder(book, 'y')).toEqual(['C', 'B', 'A'], {
    en: 'all three, each of them once, last one first',
    ko: '세 함수를 마지막 것부터 한 번씩 늘어놓으세요'
  });
  expect(backwardOrder(shuffled, 'y')).toEqual(['cube', 'half', 'exp', 'square'], {
    en: 'from y, ask each time: which function made this variable? Its to is the variable that you are at',
    ko: 'y에서 시작해 매번 물어보세요. 이 변수를 만든 함수는? to가 지금 있는 변수인 함수입니다'
  });
});

test({ en: 'from somewhere in the middle', ko: '중간에서 시작하기' }, () => {
  expect(backwardOrder(shuffled, 'q')).toEqual(['exp', 'square'], {
    en: 'seen from q, only the functions before it count: begin at the variable that was handed in',
    ko: 'q에서 보면 그 앞의 함수만 필요합니다. 넘겨받은 변수에서 시작하세요'
  });
  expect(forwardOrder(shuffled, 'q')).toEqual(['half', 'cube'], {
    en: 'from q on, only two functions follow: begin at the variable that was handed in',
    ko: 'q 뒤에는 함수가 두 개뿐입니다. 넘겨받은 변수에서 시작하세요'
  });
});

test({ en: 'a chain of no functions', ko: '함수가 하나도 없는 사슬' }, () => {
  expect(backwardOrder(book, 'x')).toEqual([], {
    en: 'nobody made x, so there is nothing to walk back through',
    ko: 'x는 아무도 만들지 않았으니 거슬러 갈 것이 없습니다'
  });
});
