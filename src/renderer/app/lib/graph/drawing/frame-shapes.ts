/** The frames of forward and of each order of backward as shapes, their names on the line. Pure. In screen pixels. */
import type { Shown } from './elements.ts';
import type { Colours } from './colours.ts';
import type { Frame } from './frames.ts';
import { paint, type Shape } from './shape.ts';
import type { Sight } from './sight.ts';

export interface Frames {
  frames: readonly Frame[];
  shown: Shown;
  name: (order: number) => string;
}

export function frameShapes({ frames, shown, name }: Frames, sight: Sight, colours: Colours): Shape[] {
  const { zoom, pan, scale, measure } = sight;
  return frames.flatMap(({ order, x, y, width, height }): Shape[] => {
    if (shown !== 'both' && (order === 0) !== (shown === 'forward')) return [];
    const [left, top] = [x * zoom + pan.x, y * zoom + pan.y];
    const words = name(order);
    const size = 13 * scale;
    const room = measure(words, size);
    const line = { stroke: colours.border, width: Math.max(colours.stroke / 2, 1), dash: order === 0 ? [] : [3, 4] };
    return [
      {
        ...{ kind: 'box', x: left, y: top, width: width * zoom, height: height * zoom, radius: 10 },
        paint: paint(line)
      },
      // On the frame's line, which steps back behind the words.
      {
        ...{ kind: 'box', x: left + 12, y: top - size * 0.75, width: room + 12, height: size * 1.5, radius: 0 },
        paint: paint({ fill: colours.surface })
      },
      {
        ...{ kind: 'text', x: left + 18 + room / 2, y: top, text: words, size, weight: 600, room: room + 1 },
        paint: paint({ fill: order === 0 ? colours.forward : colours.backward })
      }
    ];
  });
}
