/**
 * Only when a run is traced: assignments to the properties by which a framework links its objects, the calls that
 * make and walk the graph, and the names that a cell gives to its variables are told to the shape tracer.
 * `x.grad = g` becomes `$$set(x,"grad",g)`, `f.backward(g)` becomes `$$call(f,"backward",g)`.
 */
import ts from 'typescript';
import type { Site } from './operators.ts';

const PROPERTIES = new Set(['data', 'grad', 'creator', 'input', 'inputs', 'output', 'outputs', 'generation', 'name']);

const METHODS = new Set(['forward', 'backward', 'call', 'pop', 'shift']);

export const isHookedProperty = (name: string): boolean => PROPERTIES.has(name);

/** True when the node was hooked and has been dealt with, its parts included. */
export function rewriteHook(node: ts.Node, site: Site): boolean {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return rewriteAssignment(node, site);
  if (ts.isCallExpression(node)) return rewriteCall(node, site);
  return false;
}

/** `const y = f(x)` in a cell gives `y` as a name to what it makes, and `const [a, b] = f(x)` gives two. */
export function rewriteNaming(name: ts.Node, value: ts.Expression | undefined, site: Site): boolean {
  const names = namesOf(name);
  if (!value || names === null || !makesSomething(value)) return false;
  site.edits.open(value.getStart(site.tree), `$$name(${JSON.stringify(names)},`);
  site.visit(value);
  site.edits.close(value.end, ')');
  return true;
}

/** One name, or those of a list that is taken apart ('' where an element gets none); null for other patterns. */
function namesOf(name: ts.Node): string | string[] | null {
  if (ts.isIdentifier(name)) return name.text;
  if (!ts.isArrayBindingPattern(name)) return null;
  return name.elements.map((one) =>
    ts.isBindingElement(one) && ts.isIdentifier(one.name) && !one.dotDotDotToken ? one.name.text : ''
  );
}

function rewriteAssignment(node: ts.BinaryExpression, site: Site): boolean {
  const target = node.left;
  if (!ts.isPropertyAccessExpression(target) || !ts.isIdentifier(target.name)) return false;
  if (target.expression.kind === ts.SyntaxKind.SuperKeyword || !PROPERTIES.has(target.name.text)) return false;
  site.edits.open(node.getStart(site.tree), '$$set(');
  site.visit(target.expression);
  site.edits.replace(target.expression.end, node.operatorToken.end, `,"${target.name.text}",`);
  site.visit(node.right);
  site.edits.close(node.end, ')');
  return true;
}

function rewriteCall(node: ts.CallExpression, site: Site): boolean {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || ts.isOptionalChain(node) || ts.isOptionalChain(callee)) return false;
  if (callee.expression.kind === ts.SyntaxKind.SuperKeyword || !METHODS.has(callee.name.text)) return false;
  site.edits.open(node.getStart(site.tree), '$$call(');
  site.visit(callee.expression);
  const comma = node.arguments.length > 0 ? ',' : '';
  site.edits.replace(callee.expression.end, node.arguments.pos, `,"${callee.name.text}"${comma}`);
  for (const argument of node.arguments) site.visit(argument);
  return true;
}

const makesSomething = (value: ts.Expression): boolean =>
  ts.isCallExpression(value) ||
  ts.isNewExpression(value) ||
  ts.isAwaitExpression(value) ||
  (ts.isPrefixUnaryExpression(value) && value.operator === ts.SyntaxKind.MinusToken) ||
  (ts.isBinaryExpression(value) && value.operatorToken.kind !== ts.SyntaxKind.EqualsToken);
