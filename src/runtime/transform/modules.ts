/**
 * Imports and exports. The sandbox evaluates scripts, so a module becomes a function: imports are constants that the
 * linker hands in (`$$i`), exports the object that it returns. Bindings are therefore fixed once a module has run.
 * Not here: which file a name means, and in what order modules run (../link.ts).
 */
import ts from 'typescript';
import type { SourcePlace } from '../../engine/trace/events.ts';
import type { Edits } from './edits.ts';
import type { Parsed } from './parse.ts';

export interface ModuleImport {
  specifier: string;
  /** Names that the other module must export. */
  names: { name: string; at: SourcePlace }[];
  at: SourcePlace;
}

export interface ModuleParts {
  imports: ModuleImport[];
  /** Names that this module exports; those of `export * from` are not among them. */
  exports: string[];
  /** Declares the imported names; no line break. */
  head: string;
  /** Returns the exported values. */
  tail: string;
}

export function extractModule(parsed: Parsed, edits: Edits): ModuleParts {
  const { tree, text } = parsed;
  const imports: ModuleImport[] = [];
  const heads: string[] = [];
  const exported = new Map<string, string>();
  const stars: number[] = [];
  const place = (node: ts.Node): SourcePlace => placeOf(tree, node);
  const request = (specifier: ts.Expression, at: ts.Node): ModuleImport => {
    const found: ModuleImport = {
      specifier: ts.isStringLiteral(specifier) ? specifier.text : '',
      names: [],
      at: place(at)
    };
    imports.push(found);
    return found;
  };

  for (const statement of tree.statements) {
    const start = statement.getStart(tree);
    if (ts.isImportDeclaration(statement)) {
      const clause = statement.importClause;
      if (clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) continue;
      const wanted = request(statement.moduleSpecifier, statement);
      const from = `$$i[${imports.length - 1}]`;
      const parts: string[] = [];
      if (clause?.name) {
        wanted.names.push({ name: 'default', at: place(clause.name) });
        parts.push(`default:${clause.name.text}`);
      }
      const bindings = clause?.namedBindings;
      if (bindings && ts.isNamespaceImport(bindings)) heads.push(`const ${bindings.name.text}=${from};`);
      if (bindings && ts.isNamedImports(bindings))
        for (const element of bindings.elements) {
          if (element.isTypeOnly) continue;
          const name = (element.propertyName ?? element.name).text;
          wanted.names.push({ name, at: place(element) });
          parts.push(name === element.name.text ? name : `${JSON.stringify(name)}:${element.name.text}`);
        }
      if (parts.length > 0) heads.push(`const {${parts.join(',')}}=${from};`);
      edits.blank(text, start, statement.end);
    } else if (ts.isExportDeclaration(statement)) {
      if (statement.isTypeOnly) continue;
      const wanted = statement.moduleSpecifier ? request(statement.moduleSpecifier, statement) : null;
      const index = imports.length - 1;
      const clause = statement.exportClause;
      if (!clause) stars.push(index);
      else if (ts.isNamespaceExport(clause)) exported.set(clause.name.text, `$$i[${index}]`);
      else
        for (const element of clause.elements) {
          if (element.isTypeOnly) continue;
          const name = (element.propertyName ?? element.name).text;
          wanted?.names.push({ name, at: place(element) });
          exported.set(element.name.text, wanted ? `$$i[${index}][${JSON.stringify(name)}]` : name);
        }
      edits.blank(text, start, statement.end);
    } else if (ts.isExportAssignment(statement)) {
      edits.replace(start, statement.expression.getStart(tree), 'const $$default=');
      exported.set('default', '$$default');
    } else if (ts.canHaveModifiers(statement)) {
      const modifiers = ts.getModifiers(statement) ?? [];
      const word = modifiers.find((m) => m.kind === ts.SyntaxKind.ExportKeyword);
      if (!word || isTypeOnly(statement, modifiers)) continue;
      const byDefault = modifiers.find((m) => m.kind === ts.SyntaxKind.DefaultKeyword);
      const names = declaredNames(statement);
      const anonymous = byDefault !== undefined && names.length === 0;
      edits.blank(text, word.getStart(tree), (byDefault ?? word).end, anonymous ? 'const $$default=' : '');
      if (byDefault) exported.set('default', names[0] ?? '$$default');
      else for (const name of names) exported.set(name, name);
    }
  }
  const own = [...exported].map(([name, value]) => `${JSON.stringify(name)}:${value}`);
  const all = [...stars.map((index) => `...$$i[${index}]`), ...own];
  return { imports, exports: [...exported.keys()], head: heads.join(''), tail: `\n;return {${all.join(',')}};` };
}

function placeOf(tree: ts.SourceFile, node: ts.Node): SourcePlace {
  const { line, character } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
  return { file: tree.fileName, line: line + 1, column: character + 1 };
}

const isTypeOnly = (statement: ts.Statement, modifiers: readonly ts.Modifier[]): boolean =>
  ts.isInterfaceDeclaration(statement) ||
  ts.isTypeAliasDeclaration(statement) ||
  modifiers.some((m) => m.kind === ts.SyntaxKind.DeclareKeyword);

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
    return statement.name ? [statement.name.text] : [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap((declaration) => boundNames(declaration.name));
  return [];
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}
