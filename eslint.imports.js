/**
 * The import table of the house style as lint rules: which part of src may import which. 'types' means `import type`.
 * One entry per source folder; a part that is not listed may not be imported.
 */
const TABLE = {
  engine: {},
  runtime: { engine: 'all' },
  ipc: { engine: 'types', runtime: 'types' },
  store: { ipc: 'all' },
  main: { engine: 'types', runtime: 'types', ipc: 'all', i18n: 'all', 'store/crc32c': 'all' },
  'engine-process': { engine: 'all', runtime: 'all', ipc: 'all' },
  preload: { ipc: 'all' },
  'renderer/app': { engine: 'types', runtime: 'types', ipc: 'all', i18n: 'all' },
  'renderer/gpu': { ipc: 'all', 'engine/backends/webgpu': 'all' },
  i18n: {}
};
const PARTS = Object.keys(TABLE);

const escape = (text) => text.replaceAll('/', '\\/');
/** Matches a relative or aliased import that leads into `part`. */
const into = (part) => `(^@${escape(part)}(\\/|$)|^(\\.\\.\\/)+(src\\/)?${escape(part)}(\\/|$))`;

/** Packages that only some parts may import; everything else is open to all but the engine. */
const NODE = '^node:';
const ELECTRON = '^electron$';

function patterns(part) {
  const allowed = TABLE[part];
  const rules = [];
  for (const other of [...PARTS, 'engine/backends/webgpu']) {
    if (other === part || other.startsWith(`${part}/`)) continue;
    const how = allowed[other];
    if (how === 'all') continue;
    const open = Object.keys(allowed).filter((name) => name.startsWith(`${other}/`) && allowed[name] === 'all');
    const except = open.map((name) => `(?!.*${escape(name)})`).join('');
    rules.push({
      regex: except + into(other),
      allowTypeImports: how === 'types',
      message:
        how === 'types'
          ? `${part} may import types of ${other} only (house style, import table).`
          : `${part} may not import ${other} (house style, import table).`
    });
  }
  if (part === 'engine')
    rules.push({ regex: '^[^.]', message: 'The engine imports nothing but itself (house style, import table).' });
  if (['runtime', 'ipc', 'renderer/app', 'renderer/gpu', 'i18n'].includes(part))
    rules.push({ regex: `${NODE}|${ELECTRON}`, message: `${part} runs without Node and Electron.` });
  if (['store', 'engine-process'].includes(part))
    rules.push({ regex: ELECTRON, allowTypeImports: true, message: `${part} may import types of electron only.` });
  return rules;
}

export const importRules = PARTS.map((part) => ({
  files: [`src/${part}/**/*.{ts,svelte}`],
  ignores: ['**/*.test.ts'],
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: patterns(part) }] }
}));
