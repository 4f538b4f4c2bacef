/** A class pack for tests: step 7's folder under another id, without a step number, and what a test changes of it. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';

const STEP = path.resolve(import.meta.dirname, '../../../../lessons/1-automatic-differentiation/07-backward-by-itself');

export const MANIFEST = {
  format: 'dezero-pack',
  version: 1,
  title: { en: 'Class 7b', ko: '7반' },
  author: 'Ms Kim',
  about: { en: 'Two lessons for Friday.', ko: '금요일 수업용 단계 두 개.' },
  settings: { theme: 'projector', checkpointSeconds: 30 },
  presets: [{ lesson: 'a-neural-network', name: { en: 'Too fast', ko: '너무 빠르게' }, config: { lr: 5, steps: 300 } }]
};

/** Files of a lesson that works, as a teacher would write it. */
export function lessonFiles(id = 'friday'): Record<string, string> {
  const files: Record<string, string> = {};
  const walk = (inner: string): void => {
    for (const name of readdirSync(path.join(STEP, inner))) {
      const file = inner === '' ? name : `${inner}/${name}`;
      if (statSync(path.join(STEP, file)).isDirectory()) walk(file);
      else files[file] = readFileSync(path.join(STEP, file), 'utf8');
    }
  };
  walk('');
  for (const language of ['en', 'ko'])
    files[`index.${language}.md`] = (files[`index.${language}.md`] ?? '')
      .replace(/^id: .*$/m, `id: ${id}`)
      .replace(/^book: .*$/m, 'book: null')
      .replace(/^title: .*$/m, `title: ${language === 'en' ? 'Friday' : '금요일'}`);
  return files;
}

export interface PackOf {
  manifest?: object;
  lesson?: Record<string, string>;
  more?: Record<string, Uint8Array>;
}

export function classPack({ manifest = {}, lesson = lessonFiles(), more = {} }: PackOf = {}): Uint8Array {
  const parts: Record<string, Uint8Array> = { 'pack.json': strToU8(JSON.stringify({ ...MANIFEST, ...manifest })) };
  for (const [name, text] of Object.entries(lesson)) parts[`lessons/01-friday/${name}`] = strToU8(text);
  // A fixed time: the same content is the same file, and so the same pack.
  return zipSync({ ...parts, ...more }, { mtime: '2026-01-01' });
}
