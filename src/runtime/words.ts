/**
 * The sentences of the runtime in both languages. The page's own texts are in src/i18n; these arise where code runs,
 * in the app and headless. Not here: sentences of the engine, which name operations and shapes.
 */
export type Language = 'en' | 'ko';

const WORDS = {
  notDefined: {
    en: (name: string) => `${name} is not defined. Is it spelt the same where it is declared, or is an import missing?`,
    ko: (name: string) =>
      `${name}이(가) 정의되어 있지 않습니다. 선언한 이름과 철자가 같은지, import가 빠지지 않았는지 확인하세요.`
  },
  stackOverflow: {
    en: () =>
      'Functions called one another until there was no room left (maximum call stack size). Does the recursion ever end?',
    ko: () => '함수가 서로를 계속 호출하다가 호출 스택이 가득 찼습니다. 재귀가 끝나는 조건이 있는지 확인하세요.'
  },
  tooLarge: {
    en: (why: string) => `This would need more memory than there is (${why}).`,
    ko: (why: string) => `사용할 수 있는 것보다 많은 메모리가 필요합니다(${why}).`
  },
  constant: {
    en: () => 'A name that was declared with `const` cannot get another value; declare it with `let`.',
    ko: () => '`const`로 선언한 이름에는 다른 값을 넣을 수 없습니다. `let`으로 선언하세요.'
  },
  ofNothing: {
    en: (property: string, what: string) => `Cannot reach .${property}: what stands before it is ${what}.`,
    ko: (property: string, what: string) => `.${property}에 접근할 수 없습니다. 그 앞의 값이 ${what}입니다.`
  },
  expectedToBe: {
    en: (expected: string, got: string) => `Expected ${expected}, got ${got}.`,
    ko: (expected: string, got: string) => `${expected}이어야 하는데 ${got}입니다.`
  },
  expectedNot: {
    en: (got: string) => `Expected something other than ${got}.`,
    ko: (got: string) => `${got}이(가) 아니어야 합니다.`
  },
  expectedClose: {
    en: (expected: string, got: string) => `Expected about ${expected}, got ${got}.`,
    ko: (expected: string, got: string) => `${expected}에 가까워야 하는데 ${got}입니다.`
  },
  expectedShape: {
    en: (expected: string, got: string) => `Expected the shape ${expected}, got ${got}.`,
    ko: (expected: string, got: string) => `형상이 ${expected}이어야 하는데 ${got}입니다.`
  },
  expectedNumbers: {
    en: (got: string) => `Expected numbers (a number, an NDArray or a Variable), got ${got}.`,
    ko: (got: string) => `수(숫자, NDArray 또는 Variable)여야 하는데 ${got}입니다.`
  },
  expectedNoThrow: {
    en: (got: string) => `It threw an error: ${got}`,
    ko: (got: string) => `오류가 났습니다: ${got}`
  },
  expectedThrow: {
    en: () => 'Expected an error, but none was thrown.',
    ko: () => '오류가 나야 하는데 나지 않았습니다.'
  },
  expectedMessage: {
    en: (wanted: string, got: string) => `Expected an error that says ${wanted}, got: ${got}`,
    ko: (wanted: string, got: string) => `${wanted}이(가) 들어 있는 오류여야 하는데 다음 오류가 났습니다: ${got}`
  },
  expectedGrad: {
    en: () => 'Its gradient is still null: backward has not reached this variable.',
    ko: () => '기울기가 아직 null입니다. 역전파가 이 변수까지 오지 않았습니다.'
  },
  threw: {
    en: (name: string, message: string, place: string) => `${name}${place}: ${message}`,
    ko: (name: string, message: string, place: string) => `${name}${place}: ${message}`
  },
  line: {
    en: (file: string, line: string) => ` (${file}, line ${line})`,
    ko: (file: string, line: string) => `(${file}, ${line}번째 줄)`
  },
  returnOutside: {
    en: () => '`return` stands outside of a function: there is nothing to return from.',
    ko: () => '`return`이 함수 밖에 있습니다. 돌아갈 함수가 없습니다.'
  },
  declaredTwice: {
    en: (name: string) => `${name} is declared twice here. Give one of them another name.`,
    ko: (name: string) => `${name}이(가) 여기에서 두 번 선언되었습니다. 하나의 이름을 바꾸세요.`
  },
  noImportCall: {
    en: () =>
      "`import(...)` cannot be used in a lesson: write `import { name } from './file.ts'` at the top of the file.",
    ko: () => "레슨에서는 `import(...)`를 쓸 수 없습니다. 파일 맨 위에 `import { name } from './file.ts'`라고 쓰세요."
  },
  noEval: {
    en: () => '`eval(...)` cannot be used in a lesson: it would run text as code. Write the code itself.',
    ko: () => '레슨에서는 `eval(...)`을 쓸 수 없습니다. 글자를 코드로 실행하기 때문입니다. 코드를 직접 쓰세요.'
  },
  notErasable: {
    en: (what: string, instead: string) =>
      `${what} is TypeScript that becomes code of its own, which lessons leave out. Instead: ${instead}`,
    ko: (what: string, instead: string) =>
      `${what}은(는) 별도의 코드를 만드는 TypeScript 문법이라 레슨에서는 쓰지 않습니다. 대신 이렇게 쓰세요: ${instead}`
  },
  noFile: {
    en: (file: string) => `There is no file ${file}.`,
    ko: (file: string) => `${file} 파일이 없습니다.`
  },
  noModule: {
    en: (name: string, there: string) => `There is no module '${name}'. A lesson can import ${there}.`,
    ko: (name: string, there: string) => `'${name}' 모듈이 없습니다. 레슨에서 가져올 수 있는 것: ${there}.`
  },
  noLessonFile: {
    en: (name: string, there: string) => `There is no file '${name}' in this lesson. It can import ${there}.`,
    ko: (name: string, there: string) => `이 레슨에는 '${name}' 파일이 없습니다. 가져올 수 있는 것: ${there}.`
  },
  noExport: {
    en: (module: string, name: string, names: string) =>
      `'${module}' has ${name === 'default' ? 'no default export' : `no export named ${name}`}. ${names === '' ? 'It exports nothing.' : `It exports: ${names}.`}`,
    ko: (module: string, name: string, names: string) =>
      `'${module}'에는 ${name === 'default' ? '기본 내보내기(default)가' : `${name}(이)라는 내보내기가`} 없습니다. ${names === '' ? '내보내는 것이 없습니다.' : `내보내는 것: ${names}.`}`
  },
  importCycle: {
    en: (files: string) =>
      `These files import one another in a circle: ${files}. Move what both need into a file of its own.`,
    ko: (files: string) => `파일들이 서로를 돌아가며 가져옵니다: ${files}. 양쪽에 필요한 것을 새 파일로 옮기세요.`
  },
  tooMuchOutput: {
    en: (limit: string) => `More than ${limit} lines were printed; the rest is left out.`,
    ko: (limit: string) => `${limit}줄 넘게 출력되어 나머지는 생략합니다.`
  }
} as const satisfies Record<string, Record<Language, (...parts: string[]) => string>>;

export function say(language: Language, key: keyof typeof WORDS, ...parts: string[]): string {
  const sentence: (...parts: string[]) => string = WORDS[key][language];
  return sentence(...parts);
}

/** A sentence in both languages, for where the learner's is not known. */
export const inBoth = (key: keyof typeof WORDS, ...parts: string[]): Record<Language, string> => ({
  en: say('en', key, ...parts),
  ko: say('ko', key, ...parts)
});

/** A check's author may have written anything: what is no text stays unsaid. */
export function inLanguage(text: unknown, language: Language): string {
  const said: unknown =
    typeof text === 'object' && text !== null ? (text as Partial<Record<Language, unknown>>)[language] : text;
  return typeof said === 'string' || typeof said === 'number' ? String(said) : '';
}
