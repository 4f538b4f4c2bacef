/**
 * What the engine offers, read from its source: every export that can be reached from src/engine/index.ts, with its doc
 * comment and examples. The test of the examples and the generated reference both start here, so nothing is listed by
 * hand. Not here: whether a comment is there or right (examples.test.ts), the page (reference.ts).
 */
import path from 'node:path';
import ts from 'typescript';

export interface Member {
  /** 'sum', 'T', '[Symbol.iterator]'. */
  name: string;
  doc: string;
  examples: string[];
}

export interface PublicThing {
  /** As lesson code writes it: 'nd.exp', 'L.Linear', 'Variable'. */
  path: string;
  /** As the file that declares it calls it. */
  declared: string;
  kind: 'function' | 'class' | 'value' | 'type';
  /** Parameters as text: '(x, axis?, keepdims?)'; '' where there are none to name. */
  parameters: string;
  doc: string;
  /** The code of each @example, dedented. */
  examples: string[];
  /** Public methods and accessors that the class declares itself; those of its base are the base's matter. */
  members: Member[];
  /** Relative to src/engine. */
  file: string;
  line: number;
}

const ROOT = path.resolve(import.meta.dirname, '../../src/engine');

export function readPublicApi(): PublicThing[] {
  const entry = path.join(ROOT, 'index.ts');
  const program = ts.createProgram([entry], {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: []
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${entry} exports nothing`);
  return new Reader(checker).exportsOf(module, '');
}

class Reader {
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  exportsOf(module: ts.Symbol, prefix: string): PublicThing[] {
    return this.#checker.getExportsOfModule(module).flatMap((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(exported) : exported;
      if (symbol.flags & ts.SymbolFlags.ValueModule) return this.exportsOf(symbol, `${prefix}${exported.name}.`);
      return [this.#thing(symbol, `${prefix}${exported.name}`)];
    });
  }

  #thing(symbol: ts.Symbol, name: string): PublicThing {
    const declaration = symbol.declarations?.[0];
    if (!declaration) throw new Error(`${name} has no declaration`);
    const file = declaration.getSourceFile();
    const type = this.#checker.getTypeOfSymbolAtLocation(symbol, declaration);
    // An instance that is exported (random) is its class's doorway: its members are public with it.
    const owner = symbol.flags & ts.SymbolFlags.Class ? symbol : ownClass(type);
    const signature = type.getCallSignatures()[0];
    return {
      path: name,
      declared: symbol.name,
      kind: kindOf(symbol, type),
      parameters: signature ? this.#parameters(signature.parameters) : this.#constructorParameters(symbol),
      ...this.#comment(symbol, owner),
      members: owner ? this.#members(owner) : [],
      file: path.relative(ROOT, file.fileName),
      line: file.getLineAndCharacterOfPosition(declaration.getStart()).line + 1
    };
  }

  #comment(symbol: ts.Symbol, owner: ts.Symbol | null = null): { doc: string; examples: string[] } {
    const doc = ts.displayPartsToString(symbol.getDocumentationComment(this.#checker)).trim();
    const examples = [symbol, ...(owner && owner !== symbol ? [owner] : [])].flatMap((one) =>
      one.getJsDocTags(this.#checker).flatMap((tag) => {
        return tag.name === 'example' ? [ts.displayPartsToString(tag.text).trim()] : [];
      })
    );
    return { doc, examples };
  }

  #members(owner: ts.Symbol): Member[] {
    const all = [...(owner.members?.values() ?? []), ...(owner.exports?.values() ?? [])];
    return all.flatMap((member) => {
      const declaration = member.declarations?.[0];
      if (!declaration || !isCallableMember(declaration) || isHidden(declaration)) return [];
      return [{ name: declaration.name.getText(), ...this.#comment(member) }];
    });
  }

  #constructorParameters(symbol: ts.Symbol): string {
    if (!(symbol.flags & ts.SymbolFlags.Class)) return '';
    const declaration = symbol.valueDeclaration;
    if (!declaration) return '';
    const construct = this.#checker.getTypeOfSymbolAtLocation(symbol, declaration).getConstructSignatures()[0];
    return construct ? this.#parameters(construct.parameters) : '';
  }

  #parameters(parameters: readonly ts.Symbol[]): string {
    const texts = parameters.map((parameter) => {
      const declaration = parameter.valueDeclaration;
      if (!declaration || !ts.isParameter(declaration)) return parameter.name;
      // Options are named one by one, as the caller writes them.
      const name = ts.isObjectBindingPattern(declaration.name)
        ? `{ ${declaration.name.elements.map((one) => (one.propertyName ?? one.name).getText()).join(', ')} }`
        : parameter.name.replace(/^_/, '');
      const optional = declaration.initializer !== undefined || declaration.questionToken !== undefined;
      return `${declaration.dotDotDotToken ? '...' : ''}${name}${optional ? '?' : ''}`;
    });
    return `(${texts.join(', ')})`;
  }
}

function kindOf(symbol: ts.Symbol, type: ts.Type): PublicThing['kind'] {
  if (symbol.flags & ts.SymbolFlags.Class) return 'class';
  if (!(symbol.flags & ts.SymbolFlags.Value)) return 'type';
  return type.getCallSignatures().length > 0 ? 'function' : 'value';
}

/** The class of ours that a value is an instance of. */
function ownClass(type: ts.Type): ts.Symbol | null {
  const symbol = type.getSymbol();
  const file = symbol?.declarations?.[0]?.getSourceFile().fileName;
  return symbol && symbol.flags & ts.SymbolFlags.Class && file?.startsWith(ROOT) ? symbol : null;
}

function isCallableMember(node: ts.Declaration): node is ts.MethodDeclaration | ts.AccessorDeclaration {
  return ts.isMethodDeclaration(node) || ts.isAccessor(node);
}

/** Not for callers, or told by the base class already; what every object has (toString) no base class tells. */
function isHidden(member: ts.MethodDeclaration | ts.AccessorDeclaration): boolean {
  const hiding = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword];
  if (member.name.getText() !== 'toString') hiding.push(ts.SyntaxKind.OverrideKeyword);
  return ts.isPrivateIdentifier(member.name) || (member.modifiers ?? []).some(({ kind }) => hiding.includes(kind));
}
