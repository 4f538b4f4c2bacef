import { nd, NDArray } from 'dezero';
import { test, expect } from 'check';
import { Variable, Func, Square } from './variable.ts';
import { Cube } from './exercise.ts';

test({ en: 'call gives back a Variable', ko: 'call은 Variable을 돌려준다' }, () => {
  const y = new Square().call(new Variable(nd.array(10)));
  expect(y instanceof Variable).toBeTrue({
    en: 'the result has to go into a new box: return a new Variable, not the bare array',
    ko: '결과는 새 상자에 담아야 합니다. 배열 그대로가 아니라 새 Variable을 돌려주세요'
  });
  expect(y.data instanceof NDArray).toBeTrue({
    en: 'in the box there has to be an array: hand input.data to forward, not the box itself',
    ko: '상자에는 배열이 들어 있어야 합니다. 상자가 아니라 input.data를 forward에 넘기세요'
  });
});

test({ en: '10 squared is 100', ko: '10의 제곱은 100' }, () => {
  expect(new Square().call(new Variable(nd.array(10))).data).toBe(100, {
    en: 'call lets this.forward compute with the array of the input',
    ko: 'call은 입력의 배열을 this.forward에 넘겨 계산합니다'
  });
});

test({ en: 'the box that went in stays as it was', ko: '들어간 상자는 그대로 남는다' }, () => {
  const x = new Variable(nd.array(3));
  const y = new Square().call(x);
  expect(x.data).toBe(3, {
    en: 'the result belongs into a new box; the input must keep its own array',
    ko: '결과는 새 상자에 담고, 입력은 자기 배열을 그대로 지녀야 합니다'
  });
  expect(y !== x).toBeTrue({ en: 'y is another box than x', ko: 'y는 x와 다른 상자입니다' });
});

test({ en: 'call works for every function', ko: 'call은 어떤 함수에나 통한다' }, () => {
  class Double extends Func {
    forward(x) {
      return 2 * x;
    }
  }
  expect(new Double().call(new Variable(nd.array([1, 2]))).data).toEqual([2, 4], {
    en: 'call must not square by itself: it asks this.forward, which every function brings along',
    ko: 'call이 직접 제곱하면 안 됩니다. 함수마다 가지고 있는 this.forward에 맡기세요'
  });
});

test({ en: 'Cube: 2 becomes 8, and -3 becomes -27', ko: 'Cube: 2는 8이, -3은 -27이 된다' }, () => {
  expect(new Cube().call(new Variable(nd.array(2))).data).toBe(8, {
    en: 'the forward of Cube multiplies x by itself twice: x ** 3',
    ko: 'Cube의 forward는 x를 세 번 곱합니다: x ** 3'
  });
  expect(new Cube().call(new Variable(nd.array(-3))).data).toBe(-27, {
    en: 'three minus signs make one: the cube of a negative number is negative',
    ko: '음수를 세 번 곱하면 음수입니다'
  });
});
