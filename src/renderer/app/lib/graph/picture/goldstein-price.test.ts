/** Step 20's Goldstein-Price function on the stage: the picture's gradients against a calculation without any graph. */
import { expect, test } from 'vitest';
import { F, nd, Variable } from '../../../../../engine/index.ts';
import type { TraceEvent } from '@engine/trace/events.ts';
import { currentGradient } from './picture.ts';
import { pictureAt, Replay } from './reducer.ts';
import { recorded } from '../../../../../engine/trace/recorded.fixture.ts';
import { TraceIndex } from '../why/trace-index.ts';
import { whyGradient } from '../why/why-gradient.ts';

type Values = Map<number, number[]>;

function goldsteinPrice(x: Variable, y: Variable): Variable {
  const poly = (...terms: Variable[]): Variable => terms.reduce((sum, term) => F.add(sum, term));
  const times = (a: number, v: Variable): Variable => F.mul(a, v);
  const xx = F.pow(x, 2);
  const yy = F.pow(y, 2);
  const xy = F.mul(x, y);
  const one = new Variable(nd.array(1));
  const left = F.pow(poly(x, y, one), 2);
  const right = F.pow(F.sub(times(2, x), times(3, y)), 2);
  const a = poly(new Variable(nd.array(19)), times(-14, x), times(3, xx), times(-14, y), times(6, xy), times(3, yy));
  const b = poly(new Variable(nd.array(18)), times(-32, x), times(12, xx), times(48, y), times(-36, xy), times(27, yy));
  return F.mul(F.add(1, F.mul(left, a)), F.add(30, F.mul(right, b)));
}

/** The whole run as the engine itself sees it: the live gradients of all variables after each event. */
function run(): { events: TraceEvent[]; live: Values[]; x: Variable; y: Variable } {
  const x = new Variable(nd.array(1), 'x');
  const y = new Variable(nd.array(1), 'y');
  const live: Values[] = [];
  const events = recorded((recorder) => {
    const all: Variable[] = [];
    recorder.onCreated = (variable) => all.push(variable);
    recorder.onAfter = () => {
      const now: Values = new Map();
      for (const one of all) if (one.grad !== null) now.set(recorder.idOf(one), [one.grad.data.item()]);
      live.push(now);
    };
    goldsteinPrice(x, y).backward();
  });
  return { events, live, x, y };
}

test('the gradients of the picture equal the engine at every event, from the left, from the right and by jumps', () => {
  const { events, live, x, y } = run();
  expect(events.length).toBeGreaterThan(150);
  expect([x.grad!.data.item(), y.grad!.data.item()]).toEqual([-5376, 8064]);
  const shown = (replay: Replay, cursor: number): Values => {
    const found: Values = new Map();
    for (const node of replay.at(cursor).nodes.values()) {
      if (node.kind !== 'variable') continue;
      const grad = currentGradient(node);
      if (grad) found.set(node.id, [...grad.values!]);
    }
    return found;
  };
  const cursors = events.map((_, k) => k + 1);
  const jumps = cursors.map((k) => ((k * 67) % cursors.length) + 1);
  for (const order of [cursors, cursors.toReversed(), jumps]) {
    const replay = new Replay();
    replay.setEvents(events);
    for (const cursor of order) expect(shown(replay, cursor), `event ${cursor}`).toEqual(live[cursor - 1]);
  }
});

test('x is used many times, and what its consumers sent adds up to -5376', () => {
  const { events } = run();
  const x = [...pictureAt(events, events.length).nodes.values()].find(
    (node) => node.kind === 'variable' && node.name === 'x'
  )!;
  const why = whyGradient(new TraceIndex(events), { variable: x.id, element: 0, before: events.length })!;
  expect(why.contributions.length).toBeGreaterThan(5);
  expect(why.contributions.reduce((sum, { value }) => sum + value!, 0)).toBeCloseTo(-5376, 8);
  expect(why.contributions.every(({ parts }) => parts.kind !== 'unknown' || parts.why === 'zero-upstream')).toBe(true);
});
