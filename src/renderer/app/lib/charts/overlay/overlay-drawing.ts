/**
 * The overlay chart as shapes for a file (SVG, PNG): what is on the screen with title, axes and a legend beside it, so that
 * the picture explains itself. Pure. Not here: the formats (lib/graph/export).
 */
import type { Drawing } from '../../graph/drawing/drawing.ts';
import { paint, type Shape } from '../../graph/drawing/shape.ts';
import type { Frame, FramedCurve } from './frame.ts';
import { areasOf, crossesOf, markerShape, markersOf, stretchesOf, type Pixel } from './outlines.ts';
import { MARKERS_EACH, MOST_DASHED, MOST_MARKED, type PaintLook } from './paint-frame.ts';

export interface DrawingWords {
  title: string;
  xLabel: string;
  yLabel: string;
  /** 'and 12 more', for what the legend has no room for. */
  more: (count: number) => string;
}

export interface DrawingLook extends PaintLook {
  background: string;
  /** Width of a text in pixels at a size. */
  measure: (text: string, size: number) => number;
}

/** The legend takes this many pixels to the right of the chart. */
export const LEGEND = 260;
const PAD = 16;

export function drawingOfFrame(frame: Frame, words: DrawingWords, look: DrawingLook): Drawing {
  const head = frame.font * 2.2;
  const box = { x: -PAD, y: -head - PAD, width: frame.width + LEGEND + 2 * PAD, height: frame.height + head + 2 * PAD };
  return {
    box,
    background: look.background,
    font: look.family,
    shapes: [
      ...grid(frame, look),
      ...frame.curves.flatMap(({ curve }) => areas(curve, frame, look)),
      ...frame.curves.flatMap((one) => curveShapes(one, frame, look)),
      ...margins(frame, box, look),
      ...labels(frame, words, look),
      ...legend(frame, words, look)
    ]
  };
}

function grid(frame: Frame, look: PaintLook): Shape[] {
  return frame.yTicks.map(({ at }) =>
    line(
      [
        { x: frame.left, y: at },
        { x: frame.right, y: at }
      ],
      look.grid,
      1
    )
  );
}

const areas = (curve: FramedCurve['curve'], frame: Frame, look: PaintLook): Shape[] =>
  areasOf(curve, frame).map((points) => ({
    kind: 'line',
    points,
    closed: true,
    paint: paint({ fill: look.colour(curve.color), opacity: 0.18 })
  }));

function curveShapes(one: FramedCurve, frame: Frame, look: PaintLook): Shape[] {
  const { curve } = one;
  const colour = look.colour(curve.color);
  const dash = curve.dash !== '' && frame.curves.length <= MOST_DASHED ? curve.dash.split(' ').map(Number) : [];
  const raw = one.raw === null ? [] : stretchesOf(one.raw, frame);
  const shift = (frame.curves.indexOf(one) % 5) / 5;
  const marks = frame.curves.length > MOST_MARKED ? [] : markersOf(one.line, frame, MARKERS_EACH, shift);
  return [
    ...raw.map((points) => line(points, colour, look.stroke, { opacity: 0.25 })),
    ...stretchesOf(one.line, frame).map((points) => line(points, colour, look.stroke, { dash })),
    ...marks.flatMap((place) => markerShapes(one, place, colour)),
    ...crossesOf(one, frame).map((points) => line(points, colour, 2))
  ];
}

function markerShapes({ curve }: FramedCurve, place: Pixel, colour: string): Shape[] {
  const { lines, closed } = markerShape(curve.marker, place, 5);
  return lines.map((points) =>
    closed ? { kind: 'line', points, closed: true, paint: paint({ fill: colour }) } : line(points, colour, 2)
  );
}

/** What lies outside of the plot area is covered, as shapes know no clipping. */
function margins(frame: Frame, box: Drawing['box'], look: DrawingLook): Shape[] {
  const cover = (x: number, y: number, width: number, height: number): Shape => ({
    kind: 'box',
    x,
    y,
    width,
    height,
    radius: 0,
    paint: paint({ fill: look.background })
  });
  const [farRight, farBottom] = [box.x + box.width, box.y + box.height];
  return [
    cover(box.x, box.y, frame.left - box.x, box.height),
    cover(frame.right, box.y, farRight - frame.right, box.height),
    cover(box.x, box.y, box.width, frame.top - 2 - box.y),
    cover(box.x, frame.bottom + 1, box.width, farBottom - frame.bottom - 1)
  ];
}

function labels(frame: Frame, words: DrawingWords, look: DrawingLook): Shape[] {
  const { left, right, bottom, font, width, height } = frame;
  const text = textMaker(look);
  return [
    ...frame.yTicks.map(({ at, label }) => text(label, { right: left - font * 0.6, y: at }, font)),
    ...frame.xTicks.flatMap(({ at, label }) => [
      line(
        [
          { x: at, y: bottom },
          { x: at, y: bottom + 5 }
        ],
        look.axis,
        1
      ),
      text(label, { centre: at, y: bottom + font * 1.2 }, font)
    ]),
    line(
      [
        { x: left, y: bottom },
        { x: right, y: bottom }
      ],
      look.axis,
      1
    ),
    text(words.xLabel, { centre: (left + right) / 2, y: height - font * 0.6 }, font),
    text(words.yLabel, { left: 0, y: font * 0.6 }, font),
    text(words.title, { left: 0, y: -font * 1.2 }, font * 1.25, width)
  ];
}

function legend(frame: Frame, words: DrawingWords, look: DrawingLook): Shape[] {
  const { font } = frame;
  const row = font * 1.6;
  const room = Math.max(1, Math.floor((frame.height - frame.top) / row) - 1);
  const named = frame.curves.length <= room + 1 ? frame.curves : frame.curves.slice(0, room);
  const left = frame.width + 8;
  const text = textMaker(look);
  const shapes = named.flatMap(({ curve }, i): Shape[] => {
    const y = frame.top + i * row;
    const colour = look.colour(curve.color);
    const dash = curve.dash === '' ? [] : curve.dash.split(' ').map(Number);
    const { lines, closed } = markerShape(curve.marker, { x: left + 15, y }, 5);
    return [
      line(
        [
          { x: left, y },
          { x: left + 30, y }
        ],
        colour,
        look.stroke,
        { dash }
      ),
      ...lines.map((points): Shape => ({
        kind: 'line',
        points,
        closed,
        paint: closed ? paint({ fill: colour }) : paint({ stroke: colour, width: 2 })
      })),
      text(curve.name, { left: left + 38, y }, font, LEGEND - 46)
    ];
  });
  const rest = frame.curves.length - named.length;
  if (rest > 0) shapes.push(text(words.more(rest), { left: left + 38, y: frame.top + named.length * row }, font));
  return shapes;
}

type Place = ({ left: number } | { right: number } | { centre: number }) & { y: number };

/** Shapes place a text by its middle. */
function textMaker(look: DrawingLook) {
  return (text: string, place: Place, size: number, room = Infinity): Shape => {
    const width = Math.min(look.measure(text, size), room);
    const x = 'centre' in place ? place.centre : 'left' in place ? place.left + width / 2 : place.right - width / 2;
    // Where it fits, it gets so much room that no format squeezes it.
    const free = width < room ? Math.max(width * 1.2, text.length * size * 0.6) : room;
    return { kind: 'text', x, y: place.y, text, size, weight: 400, room: free, paint: paint({ fill: look.text }) };
  };
}

const line = (
  points: readonly Pixel[],
  stroke: string,
  width: number,
  more: { dash?: readonly number[]; opacity?: number } = {}
): Shape => ({
  kind: 'line',
  points,
  closed: false,
  paint: paint({ stroke, width, ...more })
});
