import { test, expect } from 'check';
import { Memory, call } from './exercise.ts';

/** x -> f -> y, with a name for x and one for y. */
function one() {
  const memory = new Memory();
  memory.make('x');
  call(memory, 'f', ['x'], ['y']);
  return memory;
}

test({ en: 'f stays while its result has a name', ko: '결과에 이름이 있는 동안 f가 남는다' }, () => {
  expect(one().counts.has('f')).toBeTrue({
    en: 'f was freed as soon as the call was over: y.creator is the only thing that holds a function, so that link has to count',
    ko: '호출이 끝나자마자 f가 해제되었습니다. 함수를 붙들고 있는 것은 y.creator뿐이므로 이 연결은 세어야 합니다'
  });
});

test({ en: 'x stays while backward may need it', ko: '역전파에 필요한 동안 x가 남는다' }, () => {
  const memory = one();
  memory.letGo('x');
  expect(memory.counts.has('x')).toBeTrue({
    en: 'the name x went away and x was freed, but y can still be asked for backward, which needs the inputs of f: f.inputs has to count',
    ko: '이름 x가 사라지자 x가 해제되었습니다. 하지만 y에서 역전파를 시작할 수 있고, 그때 f의 입력이 필요합니다. f.inputs는 세어야 합니다'
  });
});

test({ en: 'f still finds its output', ko: 'f가 출력을 찾아갈 수 있다' }, () => {
  expect(one().canFollow('f', 'y')).toBeTrue({
    en: 'backward reads the gradients of f.outputs: make that link a weak one, but do not leave it out',
    ko: '역전파는 f.outputs의 기울기를 읽습니다. 연결을 없애지 말고 약한 참조로 바꾸세요'
  });
});

test({ en: 'everything goes with the last name', ko: '마지막 이름과 함께 모두 해제된다' }, () => {
  const memory = one();
  memory.letGo('x');
  memory.letGo('y');
  expect(memory.freed).toEqual(['y', 'f', 'x'], {
    en: 'y and f still hold each other, so neither count reaches 0: one of these two links must not count',
    ko: 'y와 f가 아직 서로를 붙들고 있어서 카운트가 0이 되지 않습니다. 두 연결 가운데 하나는 세지 않아야 합니다'
  });
});

test({ en: 'a chain, and a function with two outputs', ko: '이어진 함수들, 출력이 둘인 함수' }, () => {
  const memory = new Memory();
  memory.make('x');
  call(memory, 'f', ['x'], ['a']);
  call(memory, 'g', ['a', 'x'], ['b', 'c']);
  memory.letGo('x');
  memory.letGo('a');
  memory.letGo('b');
  expect([...memory.counts.keys()].sort()).toEqual(['a', 'c', 'f', 'g', 'x'], {
    en: 'c has its name still, so all that leads to it must be there; only b is gone',
    ko: 'c에는 아직 이름이 있으므로 c로 이어지는 것은 모두 남아야 합니다. 사라지는 것은 b뿐입니다'
  });
  memory.letGo('c');
  expect(memory.counts.size).toBe(0, {
    en: 'the last name is gone: nothing may be left',
    ko: '마지막 이름이 사라졌으니 아무것도 남지 않아야 합니다'
  });
});
