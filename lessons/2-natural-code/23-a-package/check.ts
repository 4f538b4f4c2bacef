import { nd } from 'dezero';
import { test, expect } from 'check';
import * as mine from './index.ts';
import * as inside from './variable.ts';

const BUILDING_BLOCKS = ['Variable', 'Func', 'config', 'usingConfig', 'noGrad', 'asArray', 'asVariable'];
const FUNCTIONS = ['square', 'exp', 'add', 'mul', 'neg', 'sub', 'div', 'pow'];
const CLASSES = ['Square', 'Exp', 'Add', 'Mul', 'Neg', 'Sub', 'Div', 'Pow'];

test({ en: 'something leaves the package', ko: '패키지에서 무언가가 나온다' }, () => {
  expect(Object.keys(mine).length).toBeGreaterThan(0, {
    en: 'nothing leaves index.ts yet: import only brings names in, export { … } from passes them on',
    ko: 'index.ts에서 나오는 것이 아직 없습니다. import는 이름을 안으로 들여올 뿐이고, export { … } from이 밖으로 내보냅니다'
  });
});

for (const name of BUILDING_BLOCKS)
  test({ en: `${name} is public`, ko: `${name}은(는) 공개되어 있다` }, () => {
    expect(name in mine).toBeTrue({
      en: `${name} is missing in the list: who builds on your package needs it`,
      ko: `목록에 ${name}이(가) 없습니다. 패키지를 쓰는 사람에게 필요한 이름입니다`
    });
    expect(mine[name] === inside[name]).toBeTrue({
      en: `${name} in index.ts is another one than in variable.ts: pass the name on, do not write it a second time`,
      ko: `index.ts의 ${name}이(가) variable.ts의 것과 다릅니다. 다시 만들지 말고 그대로 내보내세요`
    });
  });

for (const name of FUNCTIONS)
  test({ en: `${name} is public`, ko: `${name}은(는) 공개되어 있다` }, () => {
    expect(name in mine).toBeTrue({
      en: `the function ${name} is missing in the list`,
      ko: `목록에 함수 ${name}이(가) 없습니다`
    });
  });

test({ en: 'helpers stay inside', ko: '내부 도구는 안에 남는다' }, () => {
  expect('asList' in mine).toBeFalse({
    en: 'asList is a helper of variable.ts: name what goes out one by one instead of export *',
    ko: 'asList는 variable.ts의 내부 도구입니다. export * 대신 내보낼 이름을 하나씩 적으세요'
  });
  for (const name of CLASSES)
    expect(name in mine).toBeFalse({
      en: `the class ${name} stays inside: users call the function ${name.toLowerCase()}`,
      ko: `클래스 ${name}은(는) 안에 남습니다. 쓰는 사람은 함수 ${name.toLowerCase()}를 호출합니다`
    });
});

test({ en: 'it works from outside', ko: '밖에서 써도 움직인다' }, () => {
  const x = new mine.Variable(nd.array(2.0));
  const y = mine.exp(mine.square(x) - 4) * 3;
  y.backward();
  expect(y).toBeCloseTo(3, { en: 'e⁰ · 3 is 3', ko: 'e⁰ · 3은 3입니다' });
  expect(x.grad).toBeCloseTo(12, {
    en: 'the derivative of 3·exp(x² − 4) at 2 is 3 · 2x = 12',
    ko: '2에서 3·exp(x² − 4)의 미분은 3 · 2x = 12입니다'
  });
});
