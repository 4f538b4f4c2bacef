/**
 * Syntax errors in Korean: the sentences of TypeScript's parser that learners meet, by its own keys. They come from
 * TypeScript's translations (Apache-2.0, THIRD-PARTY.md), some made plainer; what is not here is said in English.
 */
import ts from 'typescript';

/** Runs `parse` with the parser speaking Korean; its language is one setting for all, so it is put back. */
export function inKorean<T>(parse: () => T): T {
  try {
    setWords?.(KOREAN);
    return parse();
  } finally {
    setWords?.(undefined);
  }
}

// Not in the public typings; without it the sentences stay English.
const { setLocalizedDiagnosticMessages: setWords } = ts as typeof ts & {
  setLocalizedDiagnosticMessages?: (messages: Record<string, string> | undefined) => void;
};

const KOREAN: Record<string, string> = {
  Unterminated_string_literal_1002: '문자열이 닫히지 않았습니다.',
  Identifier_expected_1003: '이름가 필요합니다.',
  _0_expected_1005: "'{0}'이(가) 필요합니다.",
  Trailing_comma_not_allowed_1009: '후행 쉼표는 허용되지 않습니다.',
  Asterisk_Slash_expected_1010: "'*/'가 필요합니다.",
  An_element_access_expression_should_take_an_argument_1011: '요소 액세스 식은 인수를 사용해야 합니다.',
  Unexpected_token_1012: '여기에 올 수 없는 기호입니다.',
  A_rest_parameter_or_binding_pattern_may_not_have_a_trailing_comma_1013:
    'rest 매개 변수 또는 바인딩 패턴에 후행 쉼표가 없을 수 있습니다.',
  A_rest_parameter_must_be_last_in_a_parameter_list_1014: 'rest 매개 변수는 매개 변수 목록 마지막에 있어야 합니다.',
  Parameter_cannot_have_question_mark_and_initializer_1015: '매개 변수에 물음표와 이니셜라이저를 사용할 수 없습니다.',
  super_must_be_followed_by_an_argument_list_or_member_access_1034:
    "'super' 다음에는 인수 목록 또는 멤버 액세스가 와야 합니다.",
  Unexpected_token_A_constructor_method_accessor_or_property_was_expected_1068:
    '여기에 올 수 없는 기호입니다. 생성자, 메서드, 접근자 또는 속성이 필요합니다.',
  Expression_expected_1109: '식이 필요합니다.',
  Type_expected_1110: '형식이 필요합니다.',
  Octal_literals_are_not_allowed_Use_the_syntax_0_1121: "8진수 리터럴은 허용되지 않습니다. '{0}' 구문을 사용합니다.",
  Variable_declaration_list_cannot_be_empty_1123: '변수 선언 목록은 비워 둘 수 없습니다.',
  Digit_expected_1124: '숫자가 필요합니다.',
  Hexadecimal_digit_expected_1125: '16진수가 필요합니다.',
  Unexpected_end_of_text_1126: '코드가 중간에 끝났습니다.',
  Invalid_character_1127: '잘못된 문자입니다.',
  Declaration_or_statement_expected_1128: '선언 또는 문이 필요합니다.',
  Statement_expected_1129: '문이 필요합니다.',
  case_or_default_expected_1130: "'case' 또는 'default'가 필요합니다.",
  Variable_declaration_expected_1134: '변수 선언이 필요합니다.',
  Argument_expression_expected_1135: '인수 식이 필요합니다.',
  Property_assignment_expected_1136: '속성 할당이 필요합니다.',
  Expression_or_comma_expected_1137: '식 또는 쉼표가 필요합니다.',
  Parameter_declaration_expected_1138: '매개 변수 선언이 필요합니다.',
  Type_parameter_declaration_expected_1139: '형식 매개 변수 선언이 필요합니다.',
  String_literal_expected_1141: '문자열 리터럴이 필요합니다.',
  Line_break_not_permitted_here_1142: '여기서는 줄 바꿈이 허용되지 않습니다.',
  or_expected_1144: "'{' 또는 ';'이(가) 필요합니다.",
  Declaration_expected_1146: '선언이 필요합니다.',
  _0_declarations_must_be_initialized_1155: "'{0}' 선언을 초기화해야 합니다.",
  Unterminated_template_literal_1160: '템플릿 문자열(`)이 닫히지 않았습니다.',
  Unterminated_regular_expression_literal_1161: '정규식이 닫히지 않았습니다.',
  Binary_digit_expected_1177: '이진수가 있어야 합니다.',
  Octal_digit_expected_1178: '8진수가 있어야 합니다.',
  Property_destructuring_pattern_expected_1180: '속성 구조 파괴 패턴이 필요합니다.',
  Array_element_destructuring_pattern_expected_1181: '배열 요소 구조 파괴 패턴이 필요합니다.',
  A_destructuring_declaration_must_have_an_initializer_1182: '구조 파괴 선언에 이니셜라이저가 있어야 합니다.',
  An_extended_Unicode_escape_value_must_be_between_0x0_and_0x10FFFF_inclusive_1198:
    '확장된 유니코드 이스케이프 값은 0x0과 0x10FFFF(포함) 사이여야 합니다.',
  Unterminated_Unicode_escape_sequence_1199: '종결되지 않은 유니코드 이스케이프 시퀀스입니다.',
  Line_terminator_not_permitted_before_arrow_1200: '줄 마침 표시는 화살표 앞에 사용할 수 없습니다.',
  Decorators_are_not_valid_here_1206: '데코레이터는 여기에 사용할 수 없습니다.',
  Identifier_expected_0_is_a_reserved_word_in_strict_mode_1212:
    "이름가 필요합니다. '{0}'은(는) strict 모드의 예약어입니다.",
  Identifier_expected_0_is_a_reserved_word_in_strict_mode_Class_definitions_are_automatically_in_stric_1213:
    "이름가 필요합니다. '{0}'은(는) strict 모드의 예약어입니다. 클래스 정의는 자동으로 strict 모드가 됩니다.",
  Identifier_expected_0_is_a_reserved_word_in_strict_mode_Modules_are_automatically_in_strict_mode_1214:
    "이름가 필요합니다. '{0}'은(는) strict 모드의 예약어입니다. 모듈은 자동으로 strict 모드가 됩니다.",
  Keywords_cannot_contain_escape_characters_1260: '키워드에는 이스케이프 문자를 사용할 수 없습니다.',
  An_identifier_or_keyword_cannot_immediately_follow_a_numeric_literal_1351:
    '이름 또는 키워드는 숫자 리터럴 바로 뒤에 올 수 없습니다.',
  A_bigint_literal_cannot_use_exponential_notation_1352: 'bigint 리터럴에는 지수 표기법을 사용할 수 없습니다.',
  A_bigint_literal_must_be_an_integer_1353: 'bigint 리터럴은 정수여야 합니다.',
  Identifier_expected_0_is_a_reserved_word_that_cannot_be_used_here_1359:
    "이름가 필요합니다. '{0}'은(는) 여기에서 사용할 수 없는 예약어입니다.",
  _0_is_not_allowed_as_a_parameter_name_1390: "'{0}'은(는) 매개 변수 이름으로 사용할 수 없습니다.",
  Unexpected_keyword_or_identifier_1434: '여기에 올 수 없는 키워드 또는 이름입니다.',
  Unknown_keyword_or_identifier_Did_you_mean_0_1435: "알 수 없는 키워드 또는 이름입니다. '{0}'을(를) 의미했나요?",
  Variable_declaration_not_allowed_at_this_location_1440: '이 위치에서는 변수 선언을 사용할 수 없습니다.',
  Expected_for_property_initializer_1442: "속성 이니셜라이저에는 '='가 필요합니다.",
  catch_or_finally_expected_1472: "'catch' 또는 'finally'가 필요합니다.",
  Decimals_with_leading_zeros_are_not_allowed_1489: '앞에 0이 있는 10진수는 허용되지 않습니다.'
};
