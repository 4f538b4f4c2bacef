// Every figure that a lesson names exists, and every figure is used by a lesson.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIGURES } from './registry.ts';

const root = join(import.meta.dirname, '../../../../../lessons');

function named(): string[] {
  const scenes = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('scene.json'));
  return scenes.flatMap((file) => {
    const { sections } = JSON.parse(readFileSync(join(root, file), 'utf8')) as {
      sections: { figure?: { name: string } }[];
    };
    return sections.flatMap(({ figure }) => (figure ? [figure.name] : []));
  });
}

test('lessons and registry name the same figures', () => {
  expect([...new Set(named())].sort()).toEqual(Object.keys(FIGURES).sort());
});
