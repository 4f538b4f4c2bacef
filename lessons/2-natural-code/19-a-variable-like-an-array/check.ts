import { nd } from 'dezero';
import { test, expect } from 'check';
import { Variable } from './variable.ts';

const matrix = () =>
  new Variable(
    nd.array([
      [1.0, 2.0, 3.0],
      [4.0, 5.0, 6.0]
    ])
  );

test({ en: 'ndim, size, dtype, length', ko: 'ndim, size, dtype, length' }, () => {
  const x = matrix();
  expect(x.ndim).toBe(2, {
    en: 'ndim is the number of axes: a matrix has two',
    ko: 'ndim은 축의 수입니다. 행렬은 축이 둘입니다'
  });
  expect(x.size).toBe(6, {
    en: 'size is how many numbers there are: 2 rows of 3',
    ko: 'size는 수가 모두 몇 개인지입니다. 3개씩 2줄입니다'
  });
  expect(x.dtype).toBe('float64', {
    en: 'dtype is the kind of number in the array; ask this.data for it',
    ko: 'dtype은 배열에 든 수의 종류입니다. this.data에 물어보세요'
  });
  expect(x.length).toBe(2, {
    en: 'length is that of the first axis, the number of rows: it is not the size',
    ko: 'length는 첫 번째 축의 길이, 곧 줄의 수입니다. size와 다릅니다'
  });
});

test({ en: 'they follow the data', ko: '데이터가 바뀌면 함께 바뀐다' }, () => {
  const x = matrix();
  x.data = nd.zeros([4]);
  expect([x.ndim, x.size, x.length]).toEqual([1, 4, 4], {
    en: 'another array is in the box now: ask this.data each time, in a get, instead of noting the answer once',
    ko: '이제 상자에는 다른 배열이 들어 있습니다. 한 번 적어 두지 말고 get 안에서 그때그때 this.data에 물어보세요'
  });
});

test({ en: 'the text of one line', ko: '한 줄짜리 글' }, () => {
  expect(String(new Variable(nd.array(2.0)))).toBe('variable(2.0)', {
    en: 'the text begins with variable(, then comes the text of the array, then )',
    ko: 'variable( 다음에 배열의 글이 오고 )로 끝나야 합니다'
  });
  expect(String(new Variable(nd.array([1.0, 2.5])))).toBe('variable([1.  2.5])', {
    en: 'String(this.data) is the text of the array: take it as it is',
    ko: '배열의 글은 String(this.data)입니다. 그대로 쓰세요'
  });
  expect(String(new Variable(null))).toBe('variable(null)', {
    en: 'an empty box has a text as well',
    ko: '빈 상자도 글이 있어야 합니다'
  });
});

test({ en: 'the text of several lines', ko: '여러 줄짜리 글' }, () => {
  const second = String(matrix()).split('\n')[1];
  expect(second).toBe('          [4. 5. 6.]])', {
    en: 'the second row must stand below the first: variable( is 9 characters wide, so put 9 spaces behind each line break',
    ko: '둘째 줄은 첫 줄 바로 아래에 와야 합니다. variable(은 9글자이므로 줄바꿈 뒤마다 빈칸 9개를 넣으세요'
  });
  const third = String(new Variable(nd.zeros([3, 2]))).split('\n')[2];
  expect(third).toBe('          [0. 0.]])', {
    en: 'the third row has not moved: replace changes the first line break only, replaceAll every one',
    ko: '셋째 줄이 그대로입니다. replace는 첫 번째 줄바꿈만 바꾸고 replaceAll은 모두 바꿉니다'
  });
});
