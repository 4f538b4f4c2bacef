/**
 * The page docs/engine-reference.md from the doc comments of the engine and the registry of ops.
 * Not here: reading the comments (public-api.ts), finding the kernels (support.ts).
 */
import type { PublicThing } from './public-api.ts';
import type { Support } from './support.ts';

/** Sections in the order of the page: the prefix of a name, and what it stands for. */
const SECTIONS: readonly [prefix: string, title: string][] = [
  ['', 'Variables, functions, settings'],
  ['nd.', 'Arrays: `nd`'],
  ['F.', 'Functions: `F`'],
  ['L.', 'Layers: `L`'],
  ['M.', 'Models: `M`'],
  ['optimizers.', 'Optimizers and hooks: `optimizers`'],
  ['D.', 'Data: `D`'],
  ['transforms.', 'Transforms: `transforms`'],
  ['io.', 'Files: `io`']
];

export function referencePage(api: readonly PublicThing[], support: readonly Support[]): string {
  const things = api.filter(({ kind }) => kind !== 'type');
  const names = firstNames(things);
  return [
    '# Engine reference',
    'Generated from the doc comments in `src/engine`; `npx vitest run tests/docs -u` writes it anew. Each entry has a runnable ' +
      'example above its definition. What all have in common (dtypes, broadcasting, errors) is in `engine.md`.',
    ...SECTIONS.flatMap(([prefix, title]) => [
      `## ${title}`,
      things
        .filter(({ path }) => path.slice(0, path.indexOf('.') + 1) === prefix)
        .sort(byName)
        .map((thing) => entry(thing, names.get(`${thing.file}:${thing.line}`) ?? thing.path))
        .join('\n')
    ]),
    '## Ops and kernels',
    'Every op of the registry: the kernels that its forward pass asks a backend for (the backward pass is made of ops), and ' +
      'which of them webgpu hands to the CPU, with a note in the app. plain has all kernels; wasm has its own `matmul` and ' +
      "plain's others. Gradients of first and second order of every op are compared with differences in `ops.test.ts`.",
    table(support)
  ].join('\n\n');
}

/** For each place in the source the name that lesson code is told: the shortest way to it, under its own name. */
function firstNames(things: readonly PublicThing[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const rank = ({ path, declared }: PublicThing): number => {
    const parts = path.split('.');
    return 2 * parts.length + (parts.at(-1) === declared ? 0 : 1);
  };
  for (const { path, file, line } of things.toSorted((a, b) => rank(a) - rank(b)))
    if (!names.has(`${file}:${line}`)) names.set(`${file}:${line}`, path);
  return names;
}

const byName = (a: PublicThing, b: PublicThing): number => a.path.localeCompare(b.path, 'en');

/** One line; a second name of the same thing only points at the first. */
function entry({ path, kind, parameters, doc, members }: PublicThing, first: string): string {
  if (first !== path) return `- \`${path}\`: the same as \`${first}\`.`;
  const call = `${kind === 'class' ? 'new ' : ''}${path}${parameters}`;
  const methods = members.map(({ name }) => `\`${name}\``).join(', ');
  return `- \`${call}\`: ${escaped(doc.replaceAll('\n', ' '))}${methods === '' ? '' : ` Members: ${methods}.`}`;
}

function table(support: readonly Support[]): string {
  const cell = (names: readonly string[]): string => (names.length === 0 ? '–' : names.join(', '));
  return [
    '| op | kernels | of these on the CPU with webgpu |',
    '| --- | --- | --- |',
    ...support.map(({ op, kernels, onCpu }) => `| \`${op}\` | ${cell(kernels)} | ${cell(onCpu)} |`)
  ].join('\n');
}

/** Characters that Markdown would read as its own, outside of `code`. */
function escaped(text: string): string {
  return text
    .split('`')
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[\\*_<>[\]]/g, '\\$&')))
    .join('`');
}
