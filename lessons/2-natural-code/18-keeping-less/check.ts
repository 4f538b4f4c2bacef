import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable, add, config, noGrad, square, usingConfig } from './variable.ts';

const at = (value) => new Variable(nd.array(value));

/** The setting is put back by hand, so that one test that fails does not pull the others down. */
const alone = (body) => () => {
  try {
    body();
  } finally {
    config.enableBackprop = true;
  }
};

test(
  { en: 'the setting holds inside, and is put back', ko: '안에서는 설정이 바뀌고, 끝나면 돌아온다' },
  alone(() => {
    const inside = usingConfig('enableBackprop', false, () => config.enableBackprop);
    expect(inside).toBeFalse({
      en: 'inside of body the setting must have the new value, and what body returns must come out of usingConfig',
      ko: 'body 안에서는 설정이 새 값이어야 하고, body가 돌려준 것을 usingConfig도 돌려주어야 합니다'
    });
    expect(config.enableBackprop).toBeTrue({
      en: 'after body the setting must have its old value again',
      ko: 'body가 끝나면 설정은 예전 값으로 돌아와야 합니다'
    });
  })
);

test(
  { en: 'it is put back after an error, too', ko: '오류가 나도 돌아온다' },
  alone(() => {
    const fails = () =>
      usingConfig('enableBackprop', false, () => {
        throw new Error('went wrong');
      });
    expect(fails).toThrow('went wrong', {
      en: 'the error of body must reach the caller: do not catch it',
      ko: 'body의 오류는 호출한 쪽에 전해져야 합니다. 잡아 두지 마세요'
    });
    expect(config.enableBackprop).toBeTrue({
      en: 'body threw an error and the setting stayed as it was inside: put it back in a finally block',
      ko: 'body에서 오류가 나자 설정이 바뀐 채로 남았습니다. finally 블록에서 되돌리세요'
    });
  })
);

test(
  { en: 'one inside another', ko: '겹쳐 써도 된다' },
  alone(() => {
    noGrad(() => {
      noGrad(() => undefined);
      expect(config.enableBackprop).toBeFalse({
        en: 'before the inner call recording was off, so after it it must be off: put back what was there before, not true',
        ko: '안쪽 호출 전에 기록이 꺼져 있었으니 뒤에도 꺼져 있어야 합니다. true가 아니라 바로 전의 값으로 되돌리세요'
      });
    });
  })
);

test(
  { en: 'no links while recording is off', ko: '기록을 끄면 연결이 없다' },
  alone(() => {
    const x = at(2.0);
    const off = usingConfig('enableBackprop', false, () => square(x));
    expect(off.data).toBe(4, {
      en: 'only the links are left out; the value is computed all the same',
      ko: '연결만 남기지 않을 뿐 값은 똑같이 계산해야 합니다'
    });
    expect(off.creator).toBeNull({
      en: 'recording was off, but the result has a creator: setCreator belongs into the if as well',
      ko: '기록을 껐는데 결과에 창조자가 있습니다. setCreator도 if 안에 있어야 합니다'
    });
    expect(square(x).creator).not.toBeNull({
      en: 'recording is on again, so the result needs its creator',
      ko: '기록이 다시 켜졌으니 결과에는 창조자가 있어야 합니다'
    });
  })
);

test(
  { en: 'used gradients are dropped', ko: '다 쓴 기울기는 버린다' },
  alone(() => {
    const [x0, x1] = [at(1.0), at(1.0)];
    const t = add(x0, x1);
    const y = add(x0, t);
    y.backward();
    expect(t.grad).toBeNull({
      en: 'the gradient of t has been handed on and is not needed any more: set y.grad of all f.outputs to null',
      ko: 't의 기울기는 이미 건네주었으니 더 필요하지 않습니다. f.outputs마다 grad를 null로 만드세요'
    });
    expect(y.grad).toBeNull({
      en: 'y, too, is an output of a function: its gradient has been used',
      ko: 'y도 어떤 함수의 출력입니다. 그 기울기도 다 썼습니다'
    });
    expect([Number(x0.grad), Number(x1.grad)]).toEqual([2, 1], {
      en: 'nobody made x0 and x1: their gradients are what backward is for, and stay',
      ko: 'x0과 x1은 아무도 만들지 않았습니다. 이 기울기를 구하려고 역전파를 한 것이니 남겨야 합니다'
    });
  })
);

test(
  { en: 'retainGrad keeps them', ko: 'retainGrad를 쓰면 남는다' },
  alone(() => {
    const x = at(2.0);
    const a = square(x);
    const y = add(square(a), square(a));
    y.backward({ retainGrad: true });
    expect(a.grad).toBeCloseTo(16, {
      en: 'retainGrad: true asks to keep the gradients in between: drop them only when it is false',
      ko: 'retainGrad: true는 중간 기울기를 남기라는 뜻입니다. false일 때만 버리세요'
    });
    expect(x.grad).toBeCloseTo(64, {
      en: 'the gradient of the whole stays 64, whether the others are kept or not',
      ko: '중간 기울기를 남기든 버리든 전체의 기울기는 64입니다'
    });
  })
);
