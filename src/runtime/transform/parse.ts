/**
 * Reads a file of lesson code: TypeScript's parser finds the syntax errors (in its own good words), types are blanked
 * in place, so that every position stays, and the words that the sandbox refuses get a sentence or are made harmless.
 * Not here: types are not checked, only removed.
 */
import { blankSourceFile } from 'ts-blank-space';
import ts from 'typescript';
import { LessonError } from '../errors.ts';
import { inBoth, type Language } from '../words.ts';
import type { Edits } from './edits.ts';
import { inKorean } from './parser-words.ts';

export interface Parsed {
  file: string;
  tree: ts.SourceFile;
  /** JavaScript of the same length as the source: types are spaces. */
  text: string;
}

export function parse(file: string, source: string): Parsed {
  const read = (): ts.SourceFile => ts.createSourceFile(file, source, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
  const tree = read();
  const [first] = diagnosticsOf(tree);
  if (first) {
    const [korean = first] = diagnosticsOf(inKorean(read));
    throw syntaxError(tree, first.start, { en: sentenceOf(first), ko: sentenceOf(korean) });
  }
  let notErasable: ts.Node | null = null;
  const text = blankSourceFile(tree, (node) => (notErasable ??= node));
  if (notErasable) throw syntaxError(tree, (notErasable as ts.Node).getStart(tree), whyNotErasable(notErasable));
  refuse(tree);
  return { file, tree, text };
}

const sentenceOf = ({ messageText }: ts.Diagnostic): string => ts.flattenDiagnosticMessageText(messageText, ' ');

export function syntaxError(
  tree: ts.SourceFile,
  offset: number,
  texts: string | Readonly<Record<Language, string>>
): LessonError {
  const { line, character } = tree.getLineAndCharacterOfPosition(offset);
  return new LessonError('SyntaxError', texts, { file: tree.fileName, line: line + 1, column: character + 1 });
}

/** The sandbox refuses these texts wherever they stand. In comments, strings and between operators they are harmless. */
export function defuse({ tree, text }: Parsed, edits: Edits): void {
  for (const [pattern, what] of REFUSED)
    for (const match of text.matchAll(pattern)) {
      const at = match.index;
      const token = tokenAt(tree, at);
      if (token === null) edits.blank(text, at, at + match[0].length);
      else if (isText(token)) edits.replace(at + match[0].length - 1, at + match[0].length, escaped(match[0]));
      else if (what === 'html') edits.open(at + (match[0] === '-->' ? 2 : 1), ' ');
      else if (what === 'import') throw syntaxError(tree, at, inBoth('noImportCall'));
      else throw syntaxError(tree, at, inBoth('noEval'));
    }
}

const REFUSED: readonly (readonly [RegExp, 'html' | 'import' | 'eval'])[] = [
  [/<!--|-->/g, 'html'],
  [/(?<![\w$.#])import\s*(?:\(|\/[/*])/g, 'import'],
  [/(?<![\w$#])eval\s*(?:\(|\/[/*])/g, 'eval']
];

function diagnosticsOf(tree: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  // Not in the public typings, but what every tool that only parses uses.
  const { parseDiagnostics } = tree as ts.SourceFile & { parseDiagnostics?: readonly ts.DiagnosticWithLocation[] };
  return parseDiagnostics ?? [];
}

/** Mistakes that a parser of types lets pass and that JavaScript would refuse without saying where. */
function refuse(tree: ts.SourceFile): void {
  for (const statement of tree.statements) {
    const found = findReturn(statement);
    if (found) throw syntaxError(tree, found.getStart(tree), inBoth('returnOutside'));
  }
  refuseTwice(tree, tree);
}

/** `let`, `const` and classes have their name to themselves in their block. */
function refuseTwice(tree: ts.SourceFile, node: ts.Node): void {
  if (ts.isSourceFile(node) || ts.isBlock(node)) {
    const seen = new Set<string>();
    for (const name of node.statements.flatMap(lexicalNames)) {
      if (seen.has(name.text)) throw syntaxError(tree, name.getStart(tree), inBoth('declaredTwice', name.text));
      seen.add(name.text);
    }
  }
  ts.forEachChild(node, (child) => refuseTwice(tree, child));
}

function lexicalNames(statement: ts.Statement): ts.Identifier[] {
  if (ts.isClassDeclaration(statement)) return statement.name ? [statement.name] : [];
  if (ts.isVariableStatement(statement) && (statement.declarationList.flags & ts.NodeFlags.BlockScoped) !== 0)
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name] : []));
  if (!ts.isImportDeclaration(statement) || statement.importClause?.phaseModifier) return [];
  const { name, namedBindings } = statement.importClause ?? {};
  const named =
    namedBindings === undefined
      ? []
      : ts.isNamespaceImport(namedBindings)
        ? [namedBindings.name]
        : namedBindings.elements.filter((element) => !element.isTypeOnly).map((element) => element.name);
  return name ? [name, ...named] : named;
}

function findReturn(node: ts.Node): ts.Node | null {
  if (ts.isReturnStatement(node)) return node;
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return null;
  return ts.forEachChild(node, findReturn) ?? null;
}

function whyNotErasable(node: ts.Node): Record<Language, string> {
  const instead = (what: string, how: string): Record<Language, string> => inBoth('notErasable', what, how);
  if (ts.isEnumDeclaration(node)) return instead('`enum`', "`'up' | 'down'`");
  if (ts.isModuleDeclaration(node)) return instead('`namespace`', "`import { x } from './file.ts'`");
  if (ts.isParameter(node) || (node.parent && ts.isParameter(node.parent)))
    return instead('`constructor(private x)`', '`x; constructor(x) { this.x = x; }`');
  if (ts.isImportEqualsDeclaration(node)) return instead('`import x = ...`', "`import { x } from './file.ts'`");
  if (ts.isExportAssignment(node)) return instead('`export = ...`', '`export { x }`');
  if (ts.isTypeAssertionExpression(node)) return instead('`<T>x`', '`x as T`');
  return instead(`\`${node.getText().slice(0, 40)}\``, 'JavaScript');
}

/** The innermost token that contains an offset; null in a comment or between tokens. */
function tokenAt(tree: ts.SourceFile, offset: number): ts.Node | null {
  let node: ts.Node = tree;
  for (;;) {
    const inner: ts.Node | undefined = node.getChildren(tree).find((c) => c.getStart(tree) <= offset && offset < c.end);
    if (!inner) return node.getChildCount(tree) === 0 && node !== tree ? node : null;
    node = inner;
  }
}

const isText = (node: ts.Node): boolean =>
  ts.isStringLiteral(node) ||
  node.kind === ts.SyntaxKind.NoSubstitutionTemplateLiteral ||
  node.kind === ts.SyntaxKind.TemplateHead ||
  node.kind === ts.SyntaxKind.TemplateMiddle ||
  node.kind === ts.SyntaxKind.TemplateTail ||
  node.kind === ts.SyntaxKind.RegularExpressionLiteral;

/** The last character of a refused text, written so that the text no longer contains it. */
const escaped = (text: string): string =>
  `\\x${text
    .charCodeAt(text.length - 1)
    .toString(16)
    .padStart(2, '0')}`;
