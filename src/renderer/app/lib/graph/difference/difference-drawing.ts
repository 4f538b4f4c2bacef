/**
 * The union of two graphs as a drawing, each node and edge that differs with its tint and its sign: + and a solid line,
 * − and a dashed one, ≠ and a double one, so that colour alone never says it. Pure.
 */
import { NO_ACTIVITY } from '../picture/activity.ts';
import type { Moment } from '../drawing/elements.ts';
import { drawingOf, type Drawing } from '../drawing/drawing.ts';
import { paint, type Shape } from '../drawing/shape.ts';
import { foldMoment } from '../fold/fold-activity.ts';
import { unfolded } from '../fold/folding.ts';
import type { LayoutNode, LayoutResult } from '../layout/layout.ts';
import type { Colours } from '../drawing/colours.ts';
import type { Sign, Union } from './union.ts';

export interface DifferenceParts {
  union: Union;
  nodes: readonly LayoutNode[];
  layout: LayoutResult;
  colours: Colours;
  selected: number | null;
  groupName: (order: number) => string;
}

const BADGE = 15;

export function differenceDrawing({ union, nodes, layout, colours, selected, groupName }: DifferenceParts): Drawing {
  const { picture, signs, edgeSigns } = union;
  const moment: Moment = {
    ...foldMoment(unfolded(picture), { picture, activity: NO_ACTIVITY, selected }),
    ...{ picture, progress: 1, moving: false, dim: false },
    arriving: new Set(),
    shown: 'both'
  };
  const toned = (edge: string) => {
    const sign = edgeSigns.get(edge);
    return sign
      ? { stroke: toneOf(sign, colours).line, dash: sign === '−' ? [6, 5] : [], width: colours.stroke + 1.5 }
      : {};
  };
  const drawing = drawingOf({ moment, nodes, layout, colours, groupName, edgePaint: toned });
  const shapes = drawing.shapes.flatMap((shape): Shape[] => {
    const sign = shape.kind === 'box' && shape.node !== undefined ? signs.get(shape.node) : undefined;
    if (!sign || shape.kind !== 'box') return [shape];
    const { line, fill } = toneOf(sign, colours);
    const dash = sign === '−' ? [8, 6] : [];
    const box: Shape = { ...shape, paint: { ...shape.paint, stroke: line, fill, dash, width: colours.stroke + 2 } };
    const badge = { x: shape.x, y: shape.y };
    return [
      box,
      ...(sign === '≠' ? [inner(shape, line)] : []),
      {
        ...{ kind: 'box', x: badge.x - BADGE, y: badge.y - BADGE, width: 2 * BADGE, height: 2 * BADGE, radius: BADGE },
        paint: paint({ fill: line, stroke: colours.surface, width: 2 })
      },
      {
        ...{ kind: 'text', ...badge, text: sign, size: 24, weight: 700, room: 2 * BADGE },
        paint: paint({ fill: colours.surface })
      }
    ];
  });
  return { ...drawing, shapes };
}

function inner(shape: Extract<Shape, { kind: 'box' }>, stroke: string): Shape {
  const { x, y, width, height, radius } = shape;
  const place = { x: x + 6, y: y + 6, width: width - 12, height: height - 12, radius: Math.max(radius - 6, 0) };
  return { kind: 'box', ...place, paint: paint({ stroke, width: 1.5 }) };
}

export function toneOf(sign: Sign, colours: Colours): { line: string; fill: string } {
  switch (sign) {
    case '+':
      return { line: colours.update, fill: colours.updateSoft };
    case '−':
      return { line: colours.danger, fill: colours.dangerSoft };
    case '≠':
      return { line: colours.accent, fill: colours.accentSoft };
    default:
      return sign satisfies never;
  }
}
