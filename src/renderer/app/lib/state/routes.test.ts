import { expect, test } from 'vitest';
import type { CheckpointId, LessonId, RunId, ViewId } from '@ipc/ids.ts';
import { parseRoute, printRoute, type Route } from './routes.ts';

test.each<Route>([
  { screen: 'home' },
  { screen: 'lesson', lesson: 'step-07' as LessonId },
  { screen: 'lesson', lesson: 'step-43' as LessonId, resume: { run: 'r1' as RunId, checkpoint: 'c1' as CheckpointId } },
  { screen: 'runs' },
  { screen: 'run', run: 'r_1' as RunId },
  { screen: 'compare', runs: ['a', 'b'] as RunId[] },
  { screen: 'compare', runs: ['a', 'b'] as RunId[], view: 'v-1' as ViewId },
  { screen: 'settings' }
])('$screen survives its address', (route) => {
  expect(parseRoute(printRoute(route))).toEqual(route);
});

test('what is no place leads home', () => {
  expect(parseRoute('#/nowhere')).toEqual({ screen: 'home' });
  expect(parseRoute('#/lesson/../x')).toEqual({ screen: 'home' });
  expect(parseRoute('')).toEqual({ screen: 'home' });
  expect(parseRoute('#/lesson/step-43?resume=c1')).toEqual({ screen: 'lesson', lesson: 'step-43' });
});
