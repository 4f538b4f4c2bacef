import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable, Square, Exp } from './variable.ts';
import { creatorChain } from './exercise.ts';

function graph(value) {
  const A = new Square();
  const B = new Exp();
  const C = new Square();
  const x = new Variable(nd.array(value));
  const a = A.call(x);
  const b = B.call(a);
  const y = C.call(b);
  y.grad = nd.array(1.0);
  return { x, a, b, y };
}

test({ en: 'the walk ends at a variable without a creator', ko: '창조자가 없는 변수에서 멈춘다' }, () => {
  const x = new Variable(nd.array(0.5));
  x.grad = nd.array(1.0);
  expect(() => x.backward()).not.toThrow(undefined, {
    en: 'x has no creator, so there is nothing to walk to: return when this.creator is null',
    ko: 'x에는 창조자가 없으므로 더 갈 곳이 없습니다. this.creator가 null이면 바로 돌아가야 합니다'
  });
});

test({ en: 'one function: the gradient reaches its input', ko: '함수 하나: 기울기가 입력에 도착한다' }, () => {
  const x = new Variable(nd.array(3.0));
  const y = new Square().call(x);
  y.grad = nd.array(1.0);
  y.backward();
  expect(x.grad).toBeCloseTo(6, {
    en: 'the answer of the creator’s backward must become the grad of its input',
    ko: '창조자의 backward가 돌려준 값이 입력의 grad가 되어야 합니다'
  });
});

test({ en: 'three functions: the walk goes on to the beginning', ko: '함수 세 개: 시작점까지 계속 나아간다' }, () => {
  const { x, b, y } = graph(0.5);
  y.backward();
  expect(b.grad).toBeCloseTo(2.568050833375483, {
    en: 'the gradient of b is 2b times the gradient of y',
    ko: 'b의 기울기는 2b에 y의 기울기를 곱한 값입니다'
  });
  expect(x.grad).not.toBeNull({
    en: 'the walk stopped after one function: the input has to go on with its own backward',
    ko: '함수 하나만 지나고 멈췄습니다. 입력도 자신의 backward를 이어서 호출해야 합니다'
  });
  expect(x.grad).toBeCloseTo(3.297442541400256, {
    en: 'each function must receive the gradient of its own output, this.grad, and not always 1',
    ko: '각 함수는 늘 1이 아니라 자기 출력의 기울기인 this.grad를 받아야 합니다'
  });
});

test({ en: 'another start value and another seed', ko: '다른 입력값과 다른 시작 기울기' }, () => {
  const { x, y } = graph(-0.3);
  y.grad = nd.array(2.0);
  y.backward();
  expect(x.grad).toBeCloseTo(2 * 4 * -0.3 * Math.exp(2 * 0.09), {
    en: 'with a seed of 2 every gradient is twice as large: hand on this.grad',
    ko: '시작 기울기가 2이면 모든 기울기가 두 배가 됩니다. this.grad를 전달하세요'
  });
});

test(
  { en: 'creatorChain names the functions, last one first', ko: 'creatorChain은 마지막 함수부터 이름을 늘어놓는다' },
  () => {
    const { x, b, y } = graph(0.5);
    expect(creatorChain(y)).toEqual(['Square', 'Exp', 'Square'], {
      en: 'start at y.creator, then go to the creator of its input, and so on',
      ko: 'y.creator에서 시작해 그 입력의 창조자로 차례로 옮겨 가세요'
    });
    expect(creatorChain(b)).toEqual(['Exp', 'Square'], {
      en: 'seen from b, the last Square is not part of the chain',
      ko: 'b에서 보면 마지막 Square는 사슬에 들어가지 않습니다'
    });
    expect(creatorChain(x)).toEqual([], {
      en: 'nobody made x, so its chain is empty',
      ko: 'x는 아무도 만들지 않았으므로 사슬이 비어 있습니다'
    });
  }
);
