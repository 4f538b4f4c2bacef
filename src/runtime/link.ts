/**
 * Puts the files of a lesson together: finds what each imports, sees that it exports it, and runs them in order, each
 * once. `./name.ts` always means the lesson's root, also from a cell. Not here: what 'dezero' and 'check' contain.
 */
import type { SourcePlace } from '../engine/trace/events.ts';
import { LessonError } from './errors.ts';
import type { Sandbox } from './sandbox.ts';
import { inBoth } from './words.ts';
import { transform, type CompiledModule, type TransformOptions } from './transform/transform.ts';

export type Exports = Readonly<Record<string, unknown>>;
/** The values behind `$$add`, `$$set`, ... of a script. */
export type Helpers = Readonly<Record<string, unknown>>;

/** The entry imports 'dezero' from the learner's own package: what that exports stands before what is built in. */
export interface OwnFramework {
  entry: string;
  /** The package's file, 'index.ts' since step 23. */
  file: string;
}

/** Reads the entry and all that it imports. Throws a LessonError for the first thing that is wrong. */
export function compileProgram(
  entry: string,
  files: Readonly<Record<string, string>>,
  builtIn: Readonly<Record<string, Exports>>,
  options: (file: string) => TransformOptions,
  modules: Map<string, CompiledModule>,
  own: OwnFramework | null = null
): void {
  const open: string[] = [];
  const load = (file: string): CompiledModule => {
    const done = modules.get(file);
    if (done) return done;
    open.push(file);
    const compiled = transform(file, files[file] ?? '', options(file));
    for (const wanted of compiled.imports) {
      const given = builtIn[wanted.specifier];
      if (given) {
        const names = [...(isOwn(own, file, wanted.specifier) ? ownNames : []), ...Object.keys(given)];
        for (const { name, at } of wanted.names)
          if (!names.includes(name)) throw missing(name, wanted.specifier, names, at);
        continue;
      }
      const target = resolve(wanted.specifier, files, Object.keys(builtIn), wanted.at);
      const from = open.indexOf(target);
      if (from >= 0) throw cycle([...open.slice(from), target], wanted.at);
      const other = load(target);
      const names = exportsOf(other, modules, files);
      for (const { name, at } of wanted.names)
        if (names !== null && !names.includes(name)) throw missing(name, wanted.specifier, names, at);
    }
    open.pop();
    modules.set(file, compiled);
    return compiled;
  };
  for (const file of [entry, own?.file])
    if (file !== undefined && files[file] === undefined) throw new LessonError('Error', inBoth('noFile', file), null);
  const ownNames = own ? (exportsOf(load(own.file), modules, files) ?? []) : [];
  load(entry);
}

/** Runs the modules; resolves when the entry has ended. */
export async function runProgram(
  modules: ReadonlyMap<string, CompiledModule>,
  sandbox: Sandbox,
  builtIn: Readonly<Record<string, Exports>>,
  helpers: Helpers,
  own: OwnFramework | null = null
): Promise<void> {
  const results = new Map<string, Exports>();
  for (const [file, module] of modules) {
    const imports = module.imports.map(({ specifier }) =>
      own && isOwn(own, file, specifier)
        ? Object.freeze({ ...builtIn[specifier], ...results.get(own.file) })
        : (builtIn[specifier] ?? results.get(fileOf(specifier)) ?? Object.freeze({}))
    );
    const script = evaluate(sandbox, file, module.code) as (
      helpers: Helpers,
      imports: Exports[]
    ) => () => Promise<Exports>;
    results.set(file, Object.freeze(await script(helpers, imports)()));
  }
}

const isOwn = (own: OwnFramework | null, file: string, specifier: string): boolean =>
  own?.entry === file && specifier === 'dezero';

function evaluate(sandbox: Sandbox, file: string, code: string): unknown {
  try {
    return sandbox.evaluate(code);
  } catch (error) {
    if (error instanceof LessonError) {
      const { en, ko } = error.texts;
      throw new LessonError(error.name, { en: `${file}: ${en}`, ko: `${file}: ${ko}` }, error.at);
    }
    throw error;
  }
}

/** './variable.ts', './variable' and '../variable.ts' (from a cell) are the file variable.ts of the lesson. */
const fileOf = (specifier: string): string => {
  const name = specifier.replace(/^(\.{1,2}\/)+/, '');
  return name.endsWith('.ts') ? name : `${name.replace(/\.js$/, '')}.ts`;
};

function resolve(
  specifier: string,
  files: Readonly<Record<string, string>>,
  builtIn: readonly string[],
  at: SourcePlace
): string {
  const known = Object.keys(files).filter((file) => !file.startsWith('cells/') && file !== 'check.ts');
  const there = [...builtIn.map((name) => `'${name}'`), ...known.map((file) => `'./${file}'`)].join(', ');
  if (!specifier.startsWith('.')) throw new LessonError('ImportError', inBoth('noModule', specifier, there), at);
  const file = fileOf(specifier);
  if (files[file] === undefined) throw new LessonError('ImportError', inBoth('noLessonFile', specifier, there), at);
  return file;
}

/** null: not known before it runs (it passes on all names of a built-in module). */
function exportsOf(
  module: CompiledModule,
  modules: ReadonlyMap<string, CompiledModule>,
  files: Readonly<Record<string, string>>
): string[] | null {
  if (!module.code.includes('...$$i[')) return module.exports;
  const names = [...module.exports];
  for (const { specifier, names: wanted } of module.imports) {
    if (wanted.length > 0) continue;
    const file = fileOf(specifier);
    const other = modules.get(file);
    if (files[file] === undefined || !specifier.startsWith('.') || !other) return null;
    names.push(...(exportsOf(other, modules, files) ?? []));
  }
  return names;
}

function missing(name: string, specifier: string, names: readonly string[], at: SourcePlace): LessonError {
  return new LessonError('ImportError', inBoth('noExport', specifier, name, [...names].sort().join(', ')), at);
}

function cycle(files: readonly string[], at: SourcePlace): LessonError {
  return new LessonError('ImportError', inBoth('importCycle', files.join(' → ')), at);
}
