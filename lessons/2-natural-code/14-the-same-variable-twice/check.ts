import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable, add, square } from './variable.ts';
import { twoSlopes } from './exercise.ts';

const at = (value) => new Variable(nd.array(value));

test({ en: 'used once: as before', ko: '한 번 쓸 때는 예전과 같다' }, () => {
  const x = at(3.0);
  const y = at(4.0);
  expect(() => add(square(x), y).backward()).not.toThrow(undefined, {
    en: 'before the first gradient arrives, x.grad is null, and nothing can be added to null: ask for that first',
    ko: '첫 기울기가 도착하기 전 x.grad는 null이고, null에는 더할 수 없습니다. 그 경우를 먼저 확인하세요'
  });
  expect([x.grad, y.grad].map(Number)).toEqual([6, 1], {
    en: 'where no gradient is yet, the one that arrives is kept as it is',
    ko: '아직 기울기가 없다면 도착한 것을 그대로 넣으면 됩니다'
  });
});

test({ en: 'x + x: 2', ko: 'x + x: 2' }, () => {
  const x = at(3.0);
  add(x, x).backward();
  expect(x.grad).toBe(2, {
    en: 'the second gradient replaced the first one: x went into the sum twice, so both have to be added',
    ko: '두 번째 기울기가 첫 번째를 덮어썼습니다. x가 두 번 들어갔으니 둘을 더해야 합니다'
  });
});

test({ en: 'x + x + x: 3', ko: 'x + x + x: 3' }, () => {
  const x = at(3.0);
  add(add(x, x), x).backward();
  expect(x.grad).toBe(3, {
    en: 'three uses give three gradients: add each one to what has arrived so far',
    ko: '세 번 쓰면 기울기도 셋입니다. 지금까지 도착한 것에 하나씩 더하세요'
  });
});

test({ en: 'two uses in different functions', ko: '서로 다른 함수에서 두 번' }, () => {
  const x = at(3.0);
  add(square(x), x).backward();
  expect(x.grad).toBe(7, {
    en: 'one way brings 2x = 6, the other one 1: together 7',
    ko: '한쪽 길에서 2x = 6, 다른 길에서 1이 옵니다. 합하면 7입니다'
  });
});

test({ en: 'nobody else’s gradient changes', ko: '다른 변수의 기울기는 바뀌지 않는다' }, () => {
  const x = at([1.0, 2.0]);
  const y = add(x, x);
  y.backward();
  expect(x.grad).toEqual([2, 2], { en: 'element by element: 1 + 1', ko: '원소마다 1 + 1입니다' });
  expect(y.grad).toEqual([1, 1], {
    en: 'y.grad has changed as well: += writes into the array, and y holds the same one. Write x.grad + gxs[i], which makes a new array',
    ko: 'y.grad까지 바뀌었습니다. +=는 배열 안에 쓰는데 y도 같은 배열을 쥐고 있습니다. 새 배열을 만드는 x.grad + gxs[i]를 쓰세요'
  });
});

test({ en: 'clearGrad makes ready for the next calculation', ko: 'clearGrad로 다음 계산을 준비한다' }, () => {
  const x = at(3.0);
  add(x, x).backward();
  x.clearGrad();
  expect(x.grad).toBeNull({
    en: 'clearGrad sets this.grad back to null, as it was in the beginning',
    ko: 'clearGrad는 this.grad를 처음처럼 null로 되돌려야 합니다'
  });
  add(add(x, x), x).backward();
  expect(x.grad).toBe(3, {
    en: 'after clearing, only the second calculation counts',
    ko: '지운 다음에는 두 번째 계산만 남아야 합니다'
  });
});

test({ en: 'twoSlopes: 3, then 2x + 1', ko: 'twoSlopes: 먼저 3, 그다음 2x + 1' }, () => {
  const x = at(3.0);
  const slopes = twoSlopes(x);
  expect(slopes.length).toBe(2, { en: 'give back a list of two', ko: '두 개짜리 목록을 돌려주세요' });
  expect(slopes[0]).toBe(3, {
    en: 'in x + x + x, the same x is used three times: its slope is 3',
    ko: 'x + x + x에서는 같은 x를 세 번 씁니다. 기울기는 3입니다'
  });
  expect(slopes[1]).not.toBe(10, {
    en: 'the 3 of the first calculation is still in there: clear x before the second one',
    ko: '첫 번째 계산의 3이 아직 남아 있습니다. 두 번째 계산 전에 x를 지우세요'
  });
  expect(slopes[1]).toBe(7, {
    en: 'the slope of x squared plus x is 2x + 1: 7 at x = 3',
    ko: 'x의 제곱 더하기 x의 기울기는 2x + 1이므로 x = 3에서 7입니다'
  });
  expect(twoSlopes(x).map(Number)).toEqual([3, 7], {
    en: 'called again with the same x, it must give the same: clear x before the first calculation, too',
    ko: '같은 x로 다시 호출해도 결과가 같아야 합니다. 첫 번째 계산 전에도 x를 지우세요'
  });
});
