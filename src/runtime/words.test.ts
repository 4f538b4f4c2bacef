import { expect, it } from 'vitest';
import { runCell } from './testing/run.ts';

it.each([
  ['const a = (1;', /이\(가\) 필요합니다/],
  ["const a = 'x;", /문자열이 닫히지 않았습니다/],
  ['const a = 1; const a = 2;', /두 번 선언/],
  ["import { nope } from 'dezero';", /nope\(이\)라는 내보내기가 없습니다/],
  ["import { x } from './gone.ts';", /파일이 없습니다/],
  ["import fs from 'node:fs';", /모듈이 없습니다/],
  ['enum A { B }', /대신 이렇게 쓰세요/],
  ['return 1;', /함수 밖/],
  ['console.log(a);', /정의되어 있지 않습니다/],
  [
    "import { nd } from 'dezero'; nd.ones([2, 3]).matmul(nd.ones([2, 3]));",
    /^matmul: 형상이 맞지 않습니다 \(받은 형상: \(2, 3\), \(2, 3\)\)\.\nmatmul: inner sizes/
  ],
  [
    "import { nd } from 'dezero'; try { nd.zeros(2).at(5); } catch (e) { e.shapes = 5; e.message = 'mine'; throw e; }",
    /^mine$/
  ]
])('says in Korean what is wrong with %s', async (source, sentence) => {
  const { error } = await runCell(source, { language: 'ko' });
  expect(error?.message).toMatch(sentence);
  // The parser's language is one setting for all.
  const english = await runCell('const a = (1;');
  expect(english.error?.message).toBe("')' expected.");
});
