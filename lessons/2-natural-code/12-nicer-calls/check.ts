import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable, Func, Add, add, square, exp } from './variable.ts';
import { divideWithRemainder } from './exercise.ts';

const box = (value) => new Variable(nd.array(value));

/** Keeps what its forward is given, and gives back what it was told to. */
class Spy extends Func {
  given = null;
  results;

  constructor(results) {
    super();
    this.results = results;
  }

  forward(...xs) {
    this.given = xs;
    return this.results;
  }
}

test({ en: 'call takes its inputs without brackets', ko: 'call은 입력을 대괄호 없이 받는다' }, () => {
  const spy = new Spy([nd.array(1)]);
  const [x0, x1] = [box(2), box(3)];
  spy.call(x0, x1);
  expect(spy.inputs?.length === 2 && spy.inputs[0] === x0 && spy.inputs[1] === x1).toBeTrue({
    en: 'call(x0, x1) was called: gather both with three dots, call(...inputs), and keep the list in this.inputs',
    ko: 'call(x0, x1)을 호출했습니다. 점 세 개로 둘을 모으고(call(...inputs)) 그 목록을 this.inputs에 남기세요'
  });
});

test({ en: 'forward gets the arrays one by one', ko: 'forward는 배열을 하나하나 받는다' }, () => {
  const spy = new Spy([nd.array(1)]);
  spy.call(box(2), box(3));
  expect(spy.given?.length).toBe(2, {
    en: 'forward has one parameter for each array: spread the list over them, this.forward(...xs)',
    ko: 'forward에는 배열마다 매개변수가 하나씩 있습니다. 목록을 펼쳐 넘기세요: this.forward(...xs)'
  });
  expect(spy.given).toEqual([2, 3], {
    en: 'the arrays of the inputs, in their order',
    ko: '입력의 배열이 순서대로 와야 합니다'
  });
});

test({ en: 'forward may give back one array, bare', ko: 'forward는 배열 하나를 그대로 돌려주어도 된다' }, () => {
  const f = new Spy(nd.array([4, 5]));
  expect(() => f.call(box(2))).not.toThrow(undefined, {
    en: 'forward gave back a bare array, not a list: asList makes a list of one out of it',
    ko: 'forward가 목록이 아니라 배열을 그대로 돌려주었습니다. asList를 쓰면 하나짜리 목록이 됩니다'
  });
  expect(f.outputs?.length).toBe(1, {
    en: 'one array is one output, however many numbers are in it; in the function the outputs stay a list',
    ko: '수가 몇 개 들어 있든 배열 하나는 출력 하나입니다. 함수 안에서 출력은 여전히 목록입니다'
  });
});

test(
  { en: 'one result comes back bare, several as a list', ko: '결과가 하나면 그대로, 여럿이면 목록으로 나온다' },
  () => {
    expect(new Spy(nd.array(4)).call(box(2))).toBeInstanceOf(Variable, {
      en: 'a single result comes back as it is, not in a list: return outputs[0] when there is only one',
      ko: '하나뿐인 결과는 목록에 담지 않고 그대로 돌려줍니다. 출력이 하나면 outputs[0]을 돌려주세요'
    });
    const several = new Spy([nd.array(4), nd.array(5)]).call(box(2));
    expect(Array.isArray(several) && several.length === 2).toBeTrue({
      en: 'two results come back as a list of two',
      ko: '결과가 둘이면 두 개짜리 목록이 나와야 합니다'
    });
  }
);

test({ en: 'the links are the same as before', ko: '연결은 전과 똑같다' }, () => {
  const f = new Spy([nd.array(4), nd.array(5)]);
  const outputs = f.call(box(2), box(3));
  for (const output of outputs)
    expect(output.creator === f).toBeTrue({
      en: 'every output keeps its creator',
      ko: '모든 출력에 창조자가 남아야 합니다'
    });
  const x = box(0.5);
  const y = square(exp(square(x)));
  y.backward();
  expect(x.grad).toBeCloseTo(3.297442541400256, {
    en: 'only the form of the call has changed: the walk back must give what it gave before',
    ko: '바뀐 것은 호출하는 모양뿐입니다. 역전파의 결과는 전과 같아야 합니다'
  });
});

test({ en: 'add: 2 + 3 = 5', ko: 'add: 2 + 3 = 5' }, () => {
  expect(add(box(2), box(3)).data).toBe(5, {
    en: 'add(x0, x1) gives back one variable with the sum in it',
    ko: 'add(x0, x1)은 합이 든 변수 하나를 돌려줍니다'
  });
});

test({ en: 'quotient and remainder', ko: '몫과 나머지' }, () => {
  const [quotient, remainder] = divideWithRemainder(box([17, 9]), box([5, 3]));
  expect(quotient.data).toEqual([3, 3], {
    en: 'the quotient is a whole number: 17 / 5 is 3.4, rounded down 3 (nd.floor)',
    ko: '몫은 정수입니다. 17 / 5는 3.4이고, 내리면 3입니다(nd.floor)'
  });
  expect(remainder.data).toEqual([2, 0], {
    en: 'the remainder is what is left: 17 - 3 · 5 is 2',
    ko: '나머지는 남은 것입니다. 17 - 3 · 5는 2입니다'
  });
  expect(quotient.creator !== null && quotient.creator === remainder.creator).toBeTrue({
    en: 'both come out of one function: let QuotientAndRemainder make both in one call',
    ko: '둘은 한 함수에서 나와야 합니다. QuotientAndRemainder를 한 번 호출해 둘 다 만드세요'
  });
});
