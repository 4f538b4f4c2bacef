/**
 * A drawing as an SVG file: vector, self-contained, text as text. Coordinates are the stage's model pixels.
 * Not here: what is drawn (`../drawing/drawing.ts`).
 */
import type { Drawing } from '../drawing/drawing.ts';
import type { Paint, Shape } from '../drawing/shape.ts';

export function svgOf({ box, background, font, shapes }: Drawing, title: string): string {
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(number);
  const size = `x="${x}" y="${y}" width="${width}" height="${height}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}"`,
    `  font-family="${escaped(font)}" text-anchor="middle" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect ${size} fill="${escaped(background)}"/>`,
    ...shapes.map(element),
    '</svg>',
    ''
  ].join('\n');
}

function element(shape: Shape): string {
  switch (shape.kind) {
    case 'box': {
      const { x, y, width, height, radius } = shape;
      const place = `x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"`;
      return `<rect ${place}${radius > 0 ? ` rx="${number(radius)}"` : ''}${painted(shape.paint)}/>`;
    }
    case 'line': {
      const points = shape.points.map(({ x, y }) => `${number(x)},${number(y)}`).join(' ');
      return `<${shape.closed ? 'polygon' : 'polyline'} points="${points}"${painted(shape.paint)}/>`;
    }
    case 'text': {
      const { x, y, text, tail, size, weight, room } = shape;
      const long = text.length * size * 0.58 + (tail ? (tail.text.length + 1) * tail.size * 0.58 : 0) > room;
      const squeezed = long ? ` textLength="${number(room)}" lengthAdjust="spacingAndGlyphs"` : '';
      // Not `dominant-baseline`, which many programs ignore: the middle of digits lies a third of the size above the line.
      const place = `x="${number(x)}" y="${number(y + size * 0.35)}" font-size="${size}" font-weight="${weight}"`;
      const more = tail
        ? ` <tspan font-size="${tail.size}" font-weight="400" fill="${escaped(tail.fill)}">${escaped(tail.text)}</tspan>`
        : '';
      return `<text ${place}${squeezed}${painted(shape.paint)}>${escaped(text)}${more}</text>`;
    }
    default:
      return shape satisfies never;
  }
}

function painted({ fill, stroke, width, dash, opacity }: Paint): string {
  return [
    ` fill="${escaped(fill ?? 'none')}"`,
    stroke === null ? '' : ` stroke="${escaped(stroke)}" stroke-width="${number(width)}"`,
    dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : '',
    opacity < 1 ? ` opacity="${number(opacity)}"` : ''
  ].join('');
}

const number = (value: number): string => String(Math.round(value * 100) / 100);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML has no way to write control characters, so they become spaces. */
function escaped(text: string): string {
  const clean = text.replace(/\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, ' ');
  return clean.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
