/**
 * Lesson code (TypeScript with operators on objects) to a script for the sandbox, line by line at the same place.
 * The script is a function of the operator helpers, the hooks and the imported modules; it returns an async function
 * that runs the module (in strict mode, as the sandbox does) and resolves to its exports. Not here: running it (../link.ts), what the helpers do.
 */
import ts from 'typescript';
import { SOURCE_PREFIX } from '../places.ts';
import { Edits } from './edits.ts';
import { isHookedProperty, rewriteHook, rewriteNaming } from './hooks.ts';
import { extractModule, type ModuleImport } from './modules.ts';
import { rewriteOperator, type Site } from './operators.ts';
import { defuse, parse } from './parse.ts';

export interface TransformOptions {
  /** Insert the hooks of the shape tracer. */
  trace: boolean;
  /** Names that the code gives to its variables are told too: in cells, not in the learner's framework. */
  names: boolean;
}

export interface CompiledModule {
  file: string;
  /** Evaluates to `(helpers, imports) => async () => exports`. */
  code: string;
  imports: ModuleImport[];
  exports: string[];
  /** Column in the source for a 1-based line and column of the code. */
  columnOf: (line: number, column: number) => number;
}

/** What a script takes from the helpers, in the order of the properties of `Helpers` (../link.ts). */
export const HELPER_NAMES = [
  'add',
  'sub',
  'mul',
  'div',
  'pow',
  'neg',
  'iadd',
  'isub',
  'imul',
  'idiv',
  'ipow',
  'ref',
  'put',
  'set',
  'call',
  'name'
] as const;

export function transform(file: string, source: string, options: TransformOptions): CompiledModule {
  const parsed = parse(file, source);
  const edits = new Edits();
  const parts = extractModule(parsed, edits);
  rewrite(parsed.tree, parsed.text, edits, options);
  defuse(parsed, edits);
  const helpers = HELPER_NAMES.map((name) => `${name}:$$${name}`).join(',');
  const prefix = `(function({${helpers}},$$i){return async()=>{${parts.head}`;
  const suffix = `${parts.tail}}})\n//# sourceURL=${SOURCE_PREFIX}${file}`;
  const { code, columnOf } = edits.apply(parsed.text, prefix, suffix);
  return { file, code, imports: parts.imports, exports: parts.exports, columnOf };
}

/** What the transform makes of a few lines, for the lessons that show it (steps 20 to 22). */
export function transformLines(source: string): string {
  const parsed = parse('lines.ts', source);
  const edits = new Edits();
  rewrite(parsed.tree, parsed.text, edits, { trace: false, names: false });
  return edits.apply(parsed.text, '', '').code;
}

function rewrite(tree: ts.SourceFile, text: string, edits: Edits, options: TransformOptions): void {
  const site: Site = {
    tree,
    text,
    edits,
    visit,
    hooked: (property) => options.trace && isHookedProperty(property)
  };
  function visit(node: ts.Node): void {
    if (isErased(node)) return;
    if (options.names && ts.isVariableDeclaration(node) && rewriteNaming(node.name, node.initializer, site)) return;
    if (options.names && isAssignment(node) && rewriteNaming(node.left, node.right, site)) return;
    if (options.trace && rewriteHook(node, site)) return;
    if (rewriteOperator(node, site)) return;
    ts.forEachChild(node, visit);
  }
  ts.forEachChild(tree, visit);
}

const isAssignment = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;

/** Types, and declarations that are only types. The heritage clause of a class counts as type syntax but is kept. */
function isErased(node: ts.Node): boolean {
  if (ts.isExpressionWithTypeArguments(node)) return false;
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    (ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((m) => m.kind === ts.SyntaxKind.DeclareKeyword))
  );
}
