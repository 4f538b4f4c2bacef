import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable } from './variable.ts';
import { matrixBox } from './exercise.ts';

test({ en: 'the box holds what was put in', ko: '상자에는 넣은 것이 들어 있다' }, () => {
  const x = new Variable(nd.array(1.0));
  expect(x.data === undefined).not.toBe(true, {
    en: 'the box is empty: the constructor has to keep the array as this.data',
    ko: '상자가 비어 있습니다. 생성자에서 배열을 this.data에 넣어야 합니다'
  });
  expect(x.data).toBe(1, {
    en: 'the constructor keeps the array that it got, and nothing else',
    ko: '생성자는 받은 배열을 그대로 넣어야 합니다'
  });
});

test({ en: 'every box has its own content', ko: '상자마다 내용물이 따로 있다' }, () => {
  const x = new Variable(nd.array(1.0));
  const y = new Variable(nd.array([2.0, 3.0]));
  expect(y.data).toEqual([2, 3], {
    en: 'two boxes were made, and the second one must hold what it was given: use the argument of the constructor',
    ko: '두 번째 상자에는 두 번째로 넘긴 배열이 들어 있어야 합니다. 생성자의 인수를 쓰세요'
  });
  expect(x.data).toBe(1, { en: 'the first box keeps its own', ko: '첫 번째 상자는 자기 것을 지녀야 합니다' });
});

test({ en: 'matrixBox gives back a box', ko: 'matrixBox는 상자를 돌려준다' }, () => {
  expect(matrixBox() instanceof Variable).toBeTrue({
    en: 'put the array into a new Variable(…), and give back that box',
    ko: '배열을 new Variable(…)에 담아 그 상자를 돌려주세요'
  });
});

test({ en: 'in it is a matrix of 2 rows and 3 columns', ko: '안에는 2행 3열 행렬이 있다' }, () => {
  const { data } = matrixBox();
  expect(data.ndim).toBe(2, {
    en: 'a matrix has two axes: write a list of rows, each row a list of its own',
    ko: '행렬에는 축이 두 개 있습니다. 행마다 목록을 하나씩 만들어 늘어놓으세요'
  });
  expect(data).toHaveShape([2, 3], {
    en: 'two rows of three numbers, not three rows of two',
    ko: '수 세 개짜리 행이 두 개입니다. 두 개짜리 행 세 개가 아닙니다'
  });
  expect(data).toEqual(
    [
      [1, 2, 3],
      [4, 5, 6]
    ],
    {
      en: 'row by row: 1 2 3, then 4 5 6',
      ko: '행 순서대로 1 2 3, 그다음 4 5 6입니다'
    }
  );
});
