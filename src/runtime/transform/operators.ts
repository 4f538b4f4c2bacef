/**
 * `a * b` becomes `$$mul(a, b)`, `-a` becomes `$$neg(a)`, `a += b` becomes `a = $$iadd(a, b)`: what steps 20 to 22
 * teach. What the calls do is in ../operators.ts. Comparisons, `%`, `++` and `--` stay as they are.
 */
import ts from 'typescript';
import type { BinaryName, InPlaceName } from '../operators.ts';
import type { Edits } from './edits.ts';

const { SyntaxKind } = ts;

const BINARY = new Map<ts.SyntaxKind, BinaryName>([
  [SyntaxKind.PlusToken, 'add'],
  [SyntaxKind.MinusToken, 'sub'],
  [SyntaxKind.AsteriskToken, 'mul'],
  [SyntaxKind.SlashToken, 'div'],
  [SyntaxKind.AsteriskAsteriskToken, 'pow']
]);

const IN_PLACE = new Map<ts.SyntaxKind, InPlaceName>([
  [SyntaxKind.PlusEqualsToken, 'iadd'],
  [SyntaxKind.MinusEqualsToken, 'isub'],
  [SyntaxKind.AsteriskEqualsToken, 'imul'],
  [SyntaxKind.SlashEqualsToken, 'idiv'],
  [SyntaxKind.AsteriskAsteriskEqualsToken, 'ipow']
]);

export interface Site {
  tree: ts.SourceFile;
  /** The source with its types blanked. */
  text: string;
  edits: Edits;
  visit(node: ts.Node): void;
  /** Whether an assignment to a property of this name is told to the tracer. */
  hooked(property: string): boolean;
}

/** True when the node was an operator and has been dealt with, its operands included. */
export function rewriteOperator(node: ts.Node, site: Site): boolean {
  if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.MinusToken && !isLiteral(node.operand)) {
    const start = node.getStart(site.tree);
    site.edits.replace(start, start + 1, '$$neg(');
    site.visit(node.operand);
    site.edits.close(node.end, ')');
    return true;
  }
  if (!ts.isBinaryExpression(node)) return false;
  const binary = BINARY.get(node.operatorToken.kind);
  if (binary !== undefined) {
    if (isLiteral(node.left) && isLiteral(node.right)) return true;
    site.edits.open(node.getStart(site.tree), `$$${binary}(`);
    site.visit(node.left);
    site.edits.replace(node.operatorToken.getStart(site.tree), node.operatorToken.end, ',');
    site.visit(node.right);
    site.edits.close(node.end, ')');
    return true;
  }
  const inPlace = IN_PLACE.get(node.operatorToken.kind);
  if (inPlace === undefined) return false;
  rewriteInPlace(node, inPlace, site);
  return true;
}

function rewriteInPlace(node: ts.BinaryExpression, name: InPlaceName, site: Site): void {
  const { edits, tree, text } = site;
  const { left, right, operatorToken: operator } = node;
  const whole = text.slice(left.getStart(tree), left.end);
  const isMember = ts.isPropertyAccessExpression(left) || ts.isElementAccessExpression(left);
  if (!isMember || (isPlain(left) && !(ts.isPropertyAccessExpression(left) && site.hooked(left.name.text)))) {
    edits.replace(operator.getStart(tree), operator.end, `=$$${name}(${whole},`);
    site.visit(right);
    edits.close(node.end, ')');
    return;
  }
  // The target is evaluated once, and read before the right side is: $$put($$ref(object, key), $$iadd, right).
  edits.open(node.getStart(tree), '$$put($$ref(');
  site.visit(left.expression);
  if (ts.isPropertyAccessExpression(left)) {
    edits.replace(left.expression.end, operator.end, `,"${left.name.text}"),$$${name},`);
  } else {
    edits.replace(left.expression.end, left.argumentExpression.getStart(tree), ',');
    site.visit(left.argumentExpression);
    edits.replace(left.argumentExpression.end, operator.end, `),$$${name},`);
  }
  site.visit(right);
  edits.close(node.end, ')');
}

/** A target that may be written twice, since evaluating it does nothing: `p.data`, `this.total`, `w[0]`, `this.#n`. */
function isPlain(target: ts.PropertyAccessExpression | ts.ElementAccessExpression): boolean {
  if (ts.isPropertyAccessExpression(target) && ts.isPrivateIdentifier(target.name)) return true;
  if (target.expression.kind === SyntaxKind.SuperKeyword) return true;
  const object = ts.isIdentifier(target.expression) || target.expression.kind === SyntaxKind.ThisKeyword;
  return object && (ts.isPropertyAccessExpression(target) || isLiteral(target.argumentExpression));
}

const isLiteral = (node: ts.Node): boolean => ts.isNumericLiteral(node) || ts.isStringLiteral(node);
