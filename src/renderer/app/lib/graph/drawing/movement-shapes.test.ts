import { expect, it } from 'vitest';
import { layoutRequestOf } from './elements.ts';
import { computeLayout } from '../layout/layout.ts';
import { pictureAt } from '../picture/reducer.ts';
import { momentAt } from './stage-moment.ts';
import { sharedVariable } from '../picture/step-seven.fixture.ts';
import { LIGHT } from './colours.ts';
import { geometryOf } from './geometry.ts';
import { movementExtent, movementShapes } from './movement-shapes.ts';
import { extentOfShape } from './shape.ts';
import { PLAIN_SIGHT } from './sight.ts';

it('covers all that an event moves, from its beginning to its end', () => {
  const events = sharedVariable(false);
  const final = pictureAt(events, events.length);
  const source = {
    ...{ events, final, pictureAt: (cursor: number) => pictureAt(events, cursor) },
    ...{ shown: 'both' as const, selected: null }
  };
  const request = layoutRequestOf(final);
  const sight = { ...PLAIN_SIGHT, zoom: 0.6, pan: { x: 40, y: 10 }, width: 800, height: 400 };
  let moved = 0;
  for (let cursor = 1; cursor <= events.length; cursor++) {
    const geometry = geometryOf(momentAt(source, cursor, 0, true).final, request.nodes, computeLayout(request));
    const area = movementExtent(momentAt(source, cursor, 0, true), geometry, sight, LIGHT);
    for (let progress = 0; progress <= 1; progress += 0.05)
      for (const shape of movementShapes(momentAt(source, cursor, progress, true), geometry, sight, LIGHT)) {
        const { x1, y1, x2, y2 } = extentOfShape(shape);
        // The canvas is a few pixels larger than the area.
        expect(x1).toBeGreaterThanOrEqual(area!.x1 - 4);
        expect(y1).toBeGreaterThanOrEqual(area!.y1 - 4);
        expect(x2).toBeLessThanOrEqual(area!.x2 + 4);
        expect(y2).toBeLessThanOrEqual(area!.y2 + 4);
        moved++;
      }
  }
  expect(moved).toBeGreaterThan(100);
});
