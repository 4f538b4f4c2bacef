import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable } from './variable.ts';

const at = (value) => new Variable(nd.array(value));

test({ en: 'a + b adds two Variables', ko: 'a + b는 두 변수를 더한다' }, () => {
  const y = at(3.0) + at(2.0);
  expect(y instanceof Variable).toBe(true, {
    en: 'a + b has to give back a Variable: is there a return in add?',
    ko: 'a + b는 변수를 돌려주어야 합니다. add에 return이 있나요?'
  });
  expect(y.data).toBeCloseTo(5, { en: '3 + 2 is 5', ko: '3 + 2는 5입니다' });
});

test({ en: '+ is recorded in the graph', ko: '+가 계산 그래프에 기록된다' }, () => {
  const a = at(3.0);
  const b = at(2.0);
  const y = a + b;
  expect(y.creator).not.toBeNull({
    en: 'the sum has no creator, so the graph ends here: let the function add do the work, it makes the links',
    ko: '합에 창조자가 없어서 그래프가 여기서 끊깁니다. 연결까지 만들어 주는 함수 add에게 일을 맡기세요'
  });
  y.backward();
  expect(a.grad).toBeCloseTo(1, { en: 'the gradient of a in a + b is 1', ko: 'a + b에서 a의 기울기는 1입니다' });
});

test({ en: 'a * b + c with its gradients', ko: 'a * b + c와 그 기울기' }, () => {
  const a = at(3.0);
  const b = at(2.0);
  const c = at(1.0);
  const y = a * b + c;
  expect(y.data).toBeCloseTo(7, { en: '3 * 2 + 1 is 7', ko: '3 * 2 + 1은 7입니다' });
  y.backward();
  const other = {
    en: 'in a product, each input gets the gradient times the value of the other input: a gets b, and b gets a',
    ko: '곱에서 각 입력의 기울기에는 다른 입력의 값이 곱해집니다. a에는 b를, b에는 a를 곱하세요'
  };
  expect(a.grad).toBeCloseTo(2, other);
  expect(b.grad).toBeCloseTo(3, other);
  expect(c.grad).toBeCloseTo(1, {
    en: 'c is only added: its gradient is 1',
    ko: 'c는 더해질 뿐이므로 기울기가 1입니다'
  });
});

test({ en: 'a product inside a product', ko: '곱 안의 곱' }, () => {
  const a = at(3.0);
  const b = at(2.0);
  const c = at(5.0);
  const y = a * b * c;
  y.backward();
  expect(a.grad).toBeCloseTo(10, {
    en: 'a * b goes on into another product, so its gradient gy is 5 and not 1: multiply by gy',
    ko: 'a * b는 또 다른 곱으로 들어가므로 그 기울기 gy는 1이 아니라 5입니다. gy를 곱하세요'
  });
  expect(b.grad).toBeCloseTo(15, { en: 'b gets 3 times 5', ko: 'b의 기울기는 3 곱하기 5입니다' });
});
