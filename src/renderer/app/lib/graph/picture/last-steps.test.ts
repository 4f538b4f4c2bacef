/** The last steps of a loop replay by themselves: at every cursor they show what the whole recording shows. */
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { F, nd, Variable } from '../../../../../engine/index.ts';
import { Recorder, setRecorder } from '../../../../../engine/trace/recorder.ts';
import { inFull } from '../../../../../engine/trace/snapshot.ts';
import type { TraceEvent } from '../../../../../engine/trace/events.ts';
import { TraceRing, type RingLimits } from '../../../../../runtime/trace-ring.ts';
import { currentGradient, type Picture } from './picture.ts';
import { pictureAt, Replay } from './reducer.ts';

afterEach(() => void setRecorder(null));

interface Loop {
  steps: number;
  /** Whether gradients are cleared, whether the first forgets to, whether the graph goes on from step to step. */
  clears: boolean;
  recurrent: boolean;
  createGraph: boolean;
  /** A second leaf that only every so many steps use. */
  seldom: number;
  limits: RingLimits;
}

/** Runs a loop; gives the whole recording and what the ring kept of it. */
function run({ steps, clears, recurrent, createGraph, seldom, limits }: Loop): {
  full: TraceEvent[];
  window: TraceEvent[];
} {
  const full: TraceEvent[] = [];
  let ring: TraceRing | null = null;
  const recorder = new Recorder((event, spot, again) => {
    if (!again) full.push(structuredClone(inFull(event)));
    ring?.push(event, spot, again);
  });
  setRecorder(recorder);
  const x = new Variable(nd.array([0.3, -0.2]), 'x');
  const rare = new Variable(nd.array([2, 3]), 'rare');
  let h = F.sin(x);
  ring = new TraceRing(() => recorder.beginWindow(), limits);
  for (let k = 0; k < steps; k++) {
    ring.begin(true);
    recorder.emit({ kind: 'step-started', step: k });
    if (clears) x.clearGrad();
    let y = F.mul(F.square(x), recurrent ? h : F.sin(x));
    if (k % seldom === 0) y = F.mul(y, rare);
    h = F.tanh(F.add(h, x));
    if (k % 5 === 4) h.unchainBackward();
    F.sum(y).backward({ createGraph });
    x.data = x.data.sub(x.grad!.data.mul(0.01));
    if (k === 1) rare.name = 'seldom';
  }
  setRecorder(null);
  return { full, window: ring.window().map(inFull) };
}

/** What a picture shows of each thing. */
function shown(picture: Picture, only: Picture): unknown[] {
  return [...only.nodes.keys()]
    .sort((a, b) => a - b)
    .map((id) => {
      const node = picture.nodes.get(id);
      if (node?.kind !== 'variable') return node && { id, name: node.name, in: node.inputs, out: node.outputs };
      const { name, role, value } = node;
      return { id, name, role, value: value?.values, grad: currentGradient(node)?.values };
    });
}

function check(loop: Loop): void {
  const { full, window } = run(loop);
  const before = window.findIndex(({ kind }) => kind === 'step-started');
  const happened = window.length - before;
  expect(window.slice(before).map(({ kind }) => kind)).toEqual(full.slice(-happened).map(({ kind }) => kind));
  const replay = new Replay();
  replay.setEvents(window);
  const same = (k: number): void => {
    const alone = replay.at(before + k);
    expect(shown(alone, alone), `event ${k}`).toEqual(shown(pictureAt(full, full.length - happened + k), alone));
  };
  for (let k = 0; k <= happened; k += 7) same(k);
  same(happened);
  for (let k = happened; k >= 0; k -= 5) same(k);
}

test('agrees with the whole recording, forwards and backwards', () => {
  fc.assert(
    fc.property(
      fc.record({
        steps: fc.integer({ min: 1, max: 14 }),
        clears: fc.boolean(),
        recurrent: fc.boolean(),
        createGraph: fc.boolean(),
        seldom: fc.integer({ min: 1, max: 9 }),
        limits: fc.record({
          steps: fc.integer({ min: 1, max: 9 }),
          events: fc.integer({ min: 1, max: 400 }),
          numbers: fc.integer({ min: 1, max: 2000 })
        })
      }),
      check
    ),
    { seed: 11, numRuns: 80 }
  );
});

test('a step that is longer than the ring is kept from where the ring begins', () => {
  const { full, window } = run({
    ...{ steps: 400, clears: false, recurrent: true, createGraph: false, seldom: 3 },
    limits: { steps: 1e6, events: 600, numbers: 1e6 }
  });
  expect(window.length).toBeLessThan(800);
  expect(window.at(-1)).toEqual({ ...full.at(-1), at: null, cell: null });
});

test('is as large after a thousand steps as after fifty', () => {
  const loop = {
    clears: true,
    recurrent: false,
    createGraph: false,
    seldom: 4,
    limits: { steps: 1e6, events: 500, numbers: 1e6 }
  };
  const [few, many] = [run({ ...loop, steps: 50 }), run({ ...loop, steps: 1000 })].map(({ window }) => window);
  expect(many!.length).toBeLessThan(few!.length + 50);
  expect(many!.findIndex(({ kind }) => kind === 'step-started')).toBeLessThan(10);
});
