/**
 * What an error of the engine is about, in the learner's language. The engine's own sentence is English and says exactly
 * what met and what would have worked; where the learner reads another language it follows this one.
 * Not here: the sentences of the runtime (words.ts).
 */
import type { EngineError, EngineErrorCode } from '../engine/core/errors.ts';
import { shapeText } from '../engine/ndarray/shape.ts';
import type { Language } from './words.ts';

const KOREAN: Readonly<Record<EngineErrorCode, string>> = {
  shape: '형상이 맞지 않습니다',
  dtype: '이 연산에 쓸 수 없는 dtype이거나 그 dtype에 담을 수 없는 값입니다',
  value: '인수의 값이 올바르지 않습니다',
  index: '인덱스가 배열의 범위를 벗어났거나 쓸 수 없는 종류입니다',
  'unsupported-op': '구현되어 있지 않거나 지원하지 않는 연산입니다',
  'device-lost': '계산 도중에 그래픽 카드와 연결이 끊겼습니다',
  io: '파일을 읽거나 쓸 수 없습니다',
  state: '지금 상태에서는 할 수 없는 일입니다'
};

export function engineSentence({ code, op, shapes, message }: EngineError, language: Language): string {
  if (language === 'en') return message;
  const met = shapes.length === 0 ? '' : ` (받은 형상: ${shapes.map(shapeText).join(', ')})`;
  return `${op === '' ? '' : `${op}: `}${KOREAN[code]}${met}.\n${message}`;
}
