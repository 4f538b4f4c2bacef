/** The exported files: well-formed, escaped, accepted by the programs that read them; the plan of an animation. */
import { spawnSync } from 'node:child_process';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '@engine/trace/events.ts';
import { layoutRequestOf, type Shown } from '../drawing/elements.ts';
import { computeLayout } from '../layout/layout.ts';
import { durationOf } from '../playback/playback.svelte.ts';
import { pictureAt } from '../picture/reducer.ts';
import { momentAt, type MomentSource } from '../drawing/stage-moment.ts';
import { func, sharedVariable, STEP_SEVEN, variable } from '../picture/step-seven.fixture.ts';
import { LIGHT } from '../drawing/colours.ts';
import { dotOf } from './dot.ts';
import { drawingOf, type Drawing } from '../drawing/drawing.ts';
import { framePlan } from './frame-plan.ts';
import { concatList, zipFrames } from './frames-zip.ts';
import { pixelsOf, scaleFor } from './raster.ts';
import { cleanName, saveWith } from './save-file.ts';
import { svgOf } from './svg.ts';

const groupName = (order: number) => `order ${order}`;
const NASTY = 'a"b\\ <&> ]]> \u0007\nc';
/** What a learner may call things. */
const nasty: TraceEvent[] = [
  { ...variable(1, '', 1, 1, false), name: NASTY } as TraceEvent,
  { ...func(2, '', [1], [3], 0), name: NASTY } as TraceEvent,
  variable(3, 'y', 2, 1)
];
/** y = tanh(x), its derivative, and the one of that. */
const second: TraceEvent[] = [
  variable(1, 'x', 1, 1, false),
  variable(2, 'y', 0.76, 1),
  func(3, 'Tanh', [1], [2], 0),
  { kind: 'backward-started', root: 2, at: null, cell: null },
  { ...variable(4, 'gx', 0.42, 1), pass: 'backward' } as TraceEvent,
  { ...func(5, 'Mul', [2], [4], 1), pass: 'backward' } as TraceEvent,
  { kind: 'backward-finished', root: 2, at: null, cell: null },
  { kind: 'backward-started', root: 4, at: null, cell: null },
  { ...variable(6, 'ggx', -0.64, 1), pass: 'backward' } as TraceEvent,
  { ...func(7, 'Mul', [4], [6], 2), pass: 'backward' } as TraceEvent
];

function sourceOf(events: readonly TraceEvent[], shown: Shown = 'both'): MomentSource {
  const final = pictureAt(events, events.length);
  return { events, pictureAt: (cursor) => pictureAt(events, cursor), final, shown, selected: null };
}
function draw(events: readonly TraceEvent[], cursor: number, progress = 1, shown: Shown = 'both'): Drawing {
  const source = sourceOf(events, shown);
  const request = layoutRequestOf(source.final);
  const moment = momentAt(source, cursor, progress, true);
  return drawingOf({ moment, nodes: request.nodes, layout: computeLayout(request), colours: LIGHT, groupName });
}
const words = (drawing: Drawing) => drawing.shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));

describe('drawing', () => {
  it('says what the stage says at the cursor', () => {
    expect(words(draw(STEP_SEVEN, 2))).toContain('0.25');
    expect(words(draw(STEP_SEVEN, 2))).not.toContain('1.284');
    expect(words(draw(STEP_SEVEN, 11))).toContain('∂ 2.568');
  });

  it('shows a gradient on its way, and the sum where it is added', () => {
    const on = draw(sharedVariable(false), 12, 0.3);
    expect(words(on)).toContain('∂ 3');
    expect(words(on)).not.toContain('∂ 6 + 3 = 9');
    expect(words(draw(sharedVariable(false), 12))).toContain('∂ 6 + 3 = 9');
    expect(words(draw(sharedVariable(true), 12))).toContain('⚠ 6 → 3');
  });

  it('stays in its frame from the first moment to the last', () => {
    const boxes = STEP_SEVEN.map((_, index) => JSON.stringify(draw(STEP_SEVEN, index).box));
    expect(new Set(boxes).size).toBe(1);
  });

  it('frames each order of backward, and leaves out what is not shown', () => {
    expect(words(draw(second, second.length))).toEqual(expect.arrayContaining(['order 0', 'order 1', 'order 2']));
    expect(words(draw(second, second.length, 1, 'forward'))).not.toContain('gx');
    expect(words(draw(STEP_SEVEN, 9)).some((text) => text.startsWith('order'))).toBe(false);
  });
});

describe('SVG', () => {
  it('is text as text, and what learners typed stays text', () => {
    const svg = svgOf(draw(nasty, 3), NASTY);
    expect(svg).toMatch(/^<\?xml[^]*<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('<title>a&quot;b\\ &lt;&amp;&gt; ]]&gt;   c</title>');
    // Every tag and every ampersand is ours.
    expect(svg.replace(/<\/?(\?xml|svg|title|rect|polyline|polygon|text|tspan)\b[^<>]*>/g, '')).not.toMatch(/[<>]/);
    expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
    expect(svgOf(draw(STEP_SEVEN, 2), 'step 7')).toContain('>0.25</text>');
  });
});

describe('DOT', () => {
  const has = spawnSync('dot', ['-V']).status === 0;
  const texts = [STEP_SEVEN, sharedVariable(true), nasty, second].flatMap((events) =>
    (['reference', 'readable'] as const).map((variant) =>
      dotOf(pictureAt(events, events.length), { variant, shown: 'both', groupName })
    )
  );

  it('writes the reference as DeZero prints it', () => {
    const events = STEP_SEVEN.slice(0, 3);
    expect(dotOf(pictureAt(events, 3), { variant: 'reference', shown: 'both', groupName })).toBe(
      [
        'digraph g {',
        'n1 [label="x: () float64", color=orange, style=filled]',
        'n2 [label="a: () float64", color=orange, style=filled]',
        'n3 [label="Square", color=lightblue, style=filled, shape=box]',
        'n1 -> n3',
        'n3 -> n2',
        '}',
        ''
      ].join('\n')
    );
  });

  it('escapes labels', () => {
    const text = dotOf(pictureAt(nasty, 3), { variant: 'readable', shown: 'both', groupName });
    expect(text).toContain('label="a\\"b\\\\ <&> ]]>  \\nc\\n1"');
  });

  it.skipIf(!has)('is accepted by Graphviz (dot is installed here)', () => {
    for (const text of texts) {
      const result = spawnSync('dot', ['-Tsvg'], { input: text });
      expect(result.stderr.toString()).not.toMatch(/error|syntax/i);
      expect([result.status, result.stdout.includes('<svg')]).toEqual([0, true]);
    }
  });

  it.runIf(!has)('is not tried with Graphviz, as dot is not installed here', () => {
    for (const text of texts) expect(text.startsWith('digraph g {') && text.endsWith('}\n')).toBe(true);
  });
});

describe('animation', () => {
  const { events, pictureAt: at } = sourceOf(STEP_SEVEN);

  it('is as long as the stage plays, and half as long at twice the speed', () => {
    const length = (speed: number) => {
      const last = framePlan(events, at, { speed, rate: 30, still: false }).at(-1);
      return last.at;
    };
    expect(length(2)).toBeCloseTo(length(1) / 2, 10);
    expect(length(1)).toBeCloseTo(0.5 + events.reduce((sum, event) => sum + durationOf(event), 0) / 1000, 10);
  });

  it('draws one frame an event where nothing may move', () => {
    const frames = framePlan(events, at, { speed: 1, rate: 30, still: true });
    expect(frames.length).toBe(events.length + 2);
    expect(frames.every(({ progress }) => progress === 1)).toBe(true);
  });

  it('has frames without gaps, in order', () => {
    const frames = framePlan(events, at, { speed: 1, rate: 30, still: false });
    for (const [index, frame] of frames.slice(1).entries())
      expect(frame.at).toBeCloseTo(frames[index]!.at + frames[index]!.duration, 10);
  });

  it('is packed as numbered pictures with their times', async () => {
    const frames = framePlan(events.slice(0, 3), at, { speed: 1, rate: 4, still: true });
    const pieces: Uint8Array[] = [];
    await zipFrames({
      frames,
      png: (frame) => Promise.resolve(new Uint8Array([frame.cursor])),
      write: (bytes) => Promise.resolve(void pieces.push(bytes)),
      onframe: () => undefined
    });
    const files = unzipSync(Buffer.concat(pieces));
    expect(Object.keys(files)).toEqual([...frames.map((_, n) => `frame-0000${n + 1}.png`), 'frames.ffconcat']);
    expect(strFromU8(files['frames.ffconcat']!)).toBe(concatList(frames));
    expect(files['frame-00002.png']).toEqual(new Uint8Array([1]));
  });
});

describe('sizes and names', () => {
  it('fit on a canvas', () => {
    const box = { x: 0, y: 0, width: 5000, height: 101 };
    expect(scaleFor(box, 1)).toBe(1);
    expect(pixelsOf(box, scaleFor(box, 4))).toEqual({ width: 8192, height: 166 });
    expect(pixelsOf({ ...box, width: 101 }, 1, true)).toEqual({ width: 102, height: 102 });
  });

  it('are taken by every file system', () => {
    expect([
      cleanName('../../etc/passwd'),
      cleanName('7단계: 역전파'),
      cleanName('//'),
      cleanName('a'.repeat(99))
    ]).toEqual(['etc-passwd', '7단계- 역전파', 'graph', 'a'.repeat(80)]);
  });

  it('saves in parts, and cancels what fails', async () => {
    const calls: string[] = [];
    const note =
      <T>(name: string, answer: T) =>
      (input: unknown) => {
        const part = (input as { part?: Uint8Array }).part;
        calls.push(part ? `${name} ${part.length}` : name);
        return Promise.resolve(answer);
      };
    const exports = {
      begin: note('begin', { token: 't' as never }),
      write: note('write', null),
      finish: note('finish', { bytes: 0 }),
      cancel: note('cancel', null)
    };
    const save = saveWith({ exports });
    expect(await save({ kind: 'png', name: 'x', make: (write) => write(new Uint8Array(2 ** 20 + 5)) })).toBe(true);
    expect(calls).toEqual(['begin', 'write 1048576', 'write 5', 'finish']);
    calls.length = 0;
    const failing = save({ kind: 'png', name: 'x', make: () => Promise.reject(new Error('no encoder')) });
    await expect(failing).rejects.toThrow('no encoder');
    expect(calls).toEqual(['begin', 'cancel']);
  });
});
