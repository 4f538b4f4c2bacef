import { expect, test } from 'vitest';
import { NAMES, reachOf } from './stages.ts';

test('a module lets every name out that it exports, an entrance only those that it passes on', () => {
  expect(NAMES.map((name) => reachOf(name, 'script'))).toEqual(['alone', 'alone', 'alone', 'alone']);
  expect(NAMES.map((name) => reachOf(name, 'module'))).toEqual(['public', 'public', 'public', 'public']);
  expect(NAMES.map((name) => reachOf(name, 'package'))).toEqual(['public', 'public', 'private', 'private']);
  expect(NAMES.map((name) => reachOf(name, 'library'))).toEqual(NAMES.map((name) => reachOf(name, 'package')));
});
