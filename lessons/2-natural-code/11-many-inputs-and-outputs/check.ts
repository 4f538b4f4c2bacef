import { nd, NDArray } from 'dezero';
import { test, expect } from 'check';
import { Variable, Func, Add, square, exp } from './variable.ts';
import { SumAndDifference } from './exercise.ts';

const box = (value) => new Variable(nd.array(value));

/** Keeps what its forward is given, and has three results. */
class Spy extends Func {
  given = null;

  forward(xs) {
    this.given = xs;
    return [nd.array(1), nd.array(2), 7];
  }
}

test({ en: 'call hands forward a list of arrays', ko: 'call은 forward에 배열의 목록을 넘긴다' }, () => {
  const spy = new Spy();
  spy.call([box(2), box(3)]);
  expect(Array.isArray(spy.given) && spy.given.length === 2).toBeTrue({
    en: 'forward gets one list with as many things in it as inputs were given',
    ko: 'forward는 받은 입력과 같은 개수가 든 목록 하나를 받아야 합니다'
  });
  expect(spy.given[0] instanceof NDArray && spy.given[1] instanceof NDArray).toBeTrue({
    en: 'forward sees no boxes: take the array out of every input, inputs.map((x) => x.data)',
    ko: 'forward는 상자를 보지 않습니다. 입력마다 배열을 꺼내 넘기세요: inputs.map((x) => x.data)'
  });
});

test({ en: 'call gives back a list of variables', ko: 'call은 변수의 목록을 돌려준다' }, () => {
  const outputs = new Spy().call([box(2), box(3)]);
  expect(Array.isArray(outputs) && outputs.length === 3).toBeTrue({
    en: 'forward made three results, so a list of three has to come back',
    ko: 'forward가 결과를 세 개 만들었으니 세 개짜리 목록이 나와야 합니다'
  });
  for (const output of outputs)
    expect(output).toBeInstanceOf(Variable, {
      en: 'every result goes into a box of its own: ys.map((y) => new Variable(…))',
      ko: '결과마다 자기 상자에 담아야 합니다: ys.map((y) => new Variable(…))'
    });
  expect(outputs[2].data instanceof NDArray).toBeTrue({
    en: 'forward may give back a plain number: send each result through asArray, as before',
    ko: 'forward가 그냥 수를 돌려줄 수도 있습니다. 전처럼 결과마다 asArray를 거치게 하세요'
  });
});

test({ en: 'the links are there, for every output', ko: '모든 출력에 연결이 남는다' }, () => {
  const f = new Spy();
  const [x0, x1] = [box(2), box(3)];
  const outputs = f.call([x0, x1]);
  for (const output of outputs)
    expect(output.creator === f).toBeTrue({
      en: 'all outputs were made by this function, not only the first one: call setCreator on each of them',
      ko: '첫 번째 출력만이 아니라 모든 출력을 이 함수가 만들었습니다. 하나하나 setCreator를 호출하세요'
    });
  expect(f.inputs?.[0] === x0 && f.inputs?.[1] === x1).toBeTrue({
    en: 'the function keeps the list of its inputs in this.inputs',
    ko: '함수는 입력의 목록을 this.inputs에 남겨 두어야 합니다'
  });
  expect(f.outputs?.[0] === outputs[0] && f.outputs?.length === 3).toBeTrue({
    en: 'the function keeps the list of its outputs in this.outputs',
    ko: '함수는 출력의 목록을 this.outputs에 남겨 두어야 합니다'
  });
});

test({ en: 'Add: 2 + 3 = 5', ko: 'Add: 2 + 3 = 5' }, () => {
  expect(Array.isArray(new Add().forward([nd.array(2), nd.array(3)]))).toBeTrue({
    en: 'forward gives back a list, even when there is a single result: put brackets around the sum',
    ko: '결과가 하나뿐이어도 forward는 목록을 돌려줍니다. 합을 대괄호로 감싸세요'
  });
  const [y] = new Add().call([box(2), box(3)]);
  expect(y.data).toBe(5, { en: 'Add adds its two arrays', ko: 'Add는 배열 두 개를 더합니다' });
});

test({ en: 'functions of one variable work as before', ko: '변수 하나짜리 함수는 전과 똑같이 움직인다' }, () => {
  const x = box(0.5);
  const y = square(exp(square(x)));
  y.backward();
  expect(x.grad).toBeCloseTo(3.297442541400256, {
    en: 'a list of one input and one output: the walk back uses inputs, outputs and creator as before',
    ko: '입력도 출력도 하나짜리 목록일 뿐입니다. 돌아가는 길은 전처럼 inputs, outputs, creator를 따라갑니다'
  });
});

test({ en: 'SumAndDifference has two outputs', ko: 'SumAndDifference는 출력이 두 개' }, () => {
  const [x0, x1] = [box([5, 1]), box([3, 4])];
  const outputs = new SumAndDifference().call([x0, x1]);
  expect(outputs.length).toBe(2, {
    en: 'forward gives back a list of two arrays',
    ko: 'forward는 배열 두 개의 목록을 돌려줍니다'
  });
  expect(outputs[0].data).toEqual([8, 5], {
    en: 'first comes the sum: 5 + 3 and 1 + 4',
    ko: '첫 번째는 합입니다: 5 + 3과 1 + 4'
  });
  expect(outputs[1].data).toEqual([2, -3], {
    en: 'then the difference x0 - x1: 5 - 3 and 1 - 4',
    ko: '두 번째는 차 x0 - x1입니다: 5 - 3과 1 - 4'
  });
});
