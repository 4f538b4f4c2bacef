/** The explanation against what was recorded: for random graphs, products and sums of the whole tree give the gradient. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '@engine/trace/events.ts';
import { F, nd, random, Variable } from '../../../../../engine/index.ts';
import { pictureAt } from '../picture/reducer.ts';
import { sharedVariable, STEP_SEVEN, variable, func, gradient } from '../picture/step-seven.fixture.ts';
import { chainOf, productOf } from './chain.ts';
import { recorded } from '../../../../../engine/trace/recorded.fixture.ts';
import { TraceIndex } from './trace-index.ts';
import { whyGradient, type GradientQuestion } from './why-gradient.ts';

/** Everything multiplied and added up again from the seeds; contributions that cannot be taken apart count as recorded. */
function evaluate(
  index: TraceIndex,
  question: GradientQuestion,
  opaque: string[],
  known = new Map<string, number>()
): number {
  const key = JSON.stringify(question);
  const before = known.get(key);
  if (before !== undefined) return before;
  const why = whyGradient(index, question);
  if (!why) throw new Error(`no gradient: ${key}`);
  let sum = 0;
  for (const { parts, value, lost, function: name } of why.contributions) {
    if (lost) continue;
    if (parts.kind === 'seed') sum += value!;
    else if (parts.kind === 'unknown') {
      opaque.push(`${name} ${parts.why}`);
      sum += value!;
    } else
      for (const term of parts.terms) {
        const up = evaluate(
          index,
          { variable: term.output, element: term.element, before: term.before },
          opaque,
          known
        );
        sum += up * term.local;
      }
  }
  known.set(key, sum);
  return sum;
}

/** All gradients of a stream, element by element, against the explanation; returns what could not be taken apart. */
function expectExplained(events: readonly TraceEvent[], digits = 1e-9): string[] {
  const index = new TraceIndex(events);
  const opaque: string[] = [];
  let checked = 0;
  for (const node of pictureAt(events, events.length).nodes.values()) {
    if (node.kind !== 'variable' || !node.grad) continue;
    node.grad.value.values!.forEach((recordedValue, element) => {
      const got = evaluate(index, { variable: node.id, element, before: events.length }, opaque);
      expect(Math.abs(got - recordedValue)).toBeLessThanOrEqual(digits * Math.max(1, Math.abs(recordedValue)));
      checked += 1;
    });
  }
  expect(checked).toBeGreaterThan(0);
  return opaque;
}

/** Expressions over a few leaves, in which every variable may be used again. */
const expressions = fc.array(fc.tuple(fc.nat(8), fc.nat(1000), fc.nat(1000)), { minLength: 1, maxLength: 14 });

function graph(steps: readonly (readonly [number, number, number])[], leaves: Variable[]): Variable {
  const made = [...leaves];
  for (const [what, one, two] of steps) {
    const [a, b] = [made[one % made.length]!, made[two % made.length]!];
    const ops = [
      () => F.add(a, b),
      () => F.sub(a, b),
      () => F.mul(a, b),
      () => F.sin(a),
      () => F.tanh(a),
      () => F.square(F.sin(a)),
      () => F.div(a, F.add(F.square(b), 1)),
      () => F.neg(a),
      () => F.exp(F.tanh(a))
    ];
    made.push(ops[what]!());
  }
  // Every leaf is reached.
  return leaves.reduce((sum, leaf) => F.add(sum, leaf), made.at(-1));
}

describe('why a gradient is what it is', () => {
  it('is the chain of step 7', () => {
    const index = new TraceIndex(STEP_SEVEN);
    const why = whyGradient(index, { variable: 1, element: null, before: STEP_SEVEN.length })!;
    expect(why).toMatchObject({ value: 3.297442541400256, root: 6, shouldBe: null });
    const links = chainOf(index, why, why.contributions[0]!);
    expect(links.map((link) => (link.kind === 'local' ? [link.name, link.expected] : link.kind))).toEqual([
      'seed',
      ['Square', null],
      ['Exp', null],
      ['Square', null]
    ]);
    expect(links.map(({ value }) => Number(value.toPrecision(4)))).toEqual([1, 2.568, 1.284, 1]);
    expect(productOf(links)).toBeCloseTo(3.297442541400256, 14);
  });

  it('holds for gradients that backward has released, and not for cleared ones', () => {
    const x = new Variable(nd.array(0.5), 'x');
    let a = x;
    const events = recorded(() => {
      a = F.square(x);
      F.exp(a).backward();
      x.clearGrad();
    });
    const index = new TraceIndex(events);
    expect(whyGradient(index, { variable: 2, element: 0, before: events.length })?.value).toBeCloseTo(
      Math.exp(0.25),
      12
    );
    expect(whyGradient(index, { variable: 1, element: 0, before: events.length })).toBeNull();
    expect(whyGradient(index, { variable: 1, element: 0, before: events.length - 1 })?.value).toBeCloseTo(
      Math.exp(0.25)
    );
  });

  it('adds up at a shared variable', () => {
    const events = sharedVariable(false);
    const why = whyGradient(new TraceIndex(events), { variable: 1, element: 0, before: events.length })!;
    expect(why.contributions.map(({ value, lost, function: name }) => [name, value, lost])).toEqual([
      ['Mul', 6, false],
      ['Add', 3, false],
      ['Add', 3, false]
    ]);
    expect(why).toMatchObject({ value: 12, shouldBe: null });
    expectExplained(events);
  });

  it('shows what was overwritten, and what the sum should have been', () => {
    const events = sharedVariable(true);
    const why = whyGradient(new TraceIndex(events), { variable: 1, element: 0, before: events.length })!;
    expect(why.contributions.map(({ lost }) => lost)).toEqual([true, true, false]);
    expect(why).toMatchObject({ value: 3, shouldBe: 12 });
  });

  it('does not pass off a wrong gradient as a derivative', () => {
    // backward of Exp got 1 instead of the gradient of b.
    const events = [...STEP_SEVEN];
    events[12] = gradient(2, 5, 1.2840254166877414, 'first');
    const index = new TraceIndex(events);
    const why = whyGradient(index, { variable: 2, element: 0, before: 13 })!;
    const link = chainOf(index, why, why.contributions[0]!).at(-1);
    expect(link).toMatchObject({ kind: 'local', name: 'Exp' });
    expect(link.kind === 'local' && link.expected).toBeCloseTo(1.284, 3);
    expect(link.value).toBeCloseTo(0.5, 12);
  });

  it('says so where nothing comes through, and does not guess', () => {
    const events: TraceEvent[] = [
      variable(1, 'x', 3, 1, false),
      variable(2, 'y', 7, 2),
      func(3, 'Mystery', [1], [2], 0),
      { kind: 'backward-started', root: 2, at: null, cell: null },
      gradient(2, null, 0, 'seed'),
      { kind: 'function-popped', id: 3, queue: [], at: null, cell: null },
      gradient(1, 3, 0, 'first')
    ];
    const [only] = whyGradient(new TraceIndex(events), {
      variable: 1,
      element: 0,
      before: events.length
    })!.contributions;
    expect(only!.parts).toMatchObject({ kind: 'unknown', why: 'zero-upstream' });
  });

  it('holds for random graphs of numbers, through every shared part', () => {
    fc.assert(
      fc.property(
        expressions,
        fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), { minLength: 1, maxLength: 3 }),
        (steps, numbers) => {
          const events = recorded(() => {
            const leaves = numbers.map((value, k) => new Variable(nd.array(value), `x${k}`));
            graph(steps, leaves).backward({ retainGrad: true });
          });
          const opaque = expectExplained(events);
          for (const one of opaque) expect(one).toMatch(/zero-upstream$/);
        }
      ),
      { seed: 59, numRuns: 120 }
    );
  });

  it('holds for random graphs of arrays that are broadcast against each other', () => {
    fc.assert(
      fc.property(expressions, fc.nat(1000), (steps, seed) => {
        random.seed(seed);
        const events = recorded(() => {
          const leaves = [[2, 3], [3], [2, 1], []].map(
            (shape) => new Variable(shape.length === 0 ? nd.array(0.7) : random.randn(...shape))
          );
          F.sum(graph(steps, leaves)).backward({ retainGrad: true });
        });
        for (const one of expectExplained(events)) expect(one).toMatch(/zero-upstream$/);
      }),
      { seed: 61, numRuns: 60 }
    );
  });

  it('takes matrix products, layers and losses apart', () => {
    random.seed(1);
    const events = recorded(() => {
      const x = new Variable(random.randn(4, 3), 'x');
      const w = new Variable(random.randn(3, 2), 'W');
      const b = new Variable(random.randn(2), 'b');
      const h = F.sigmoid(F.linear(x, w, b));
      const y = F.matmul(h, new Variable(random.randn(2, 1), 'V'));
      F.meanSquaredError(F.reshape(F.transpose(y), [4]), new Variable(random.randn(4), 't')).backward({
        retainGrad: true
      });
    });
    expect(expectExplained(events)).toEqual([]);
  });

  it('says that a function mixes elements where its rule is unknown', () => {
    random.seed(2);
    const events = recorded(() => {
      const x = new Variable(random.randn(2, 3), 'x');
      F.sum(F.square(F.softmax(x))).backward({ retainGrad: true });
    });
    expect(expectExplained(events)).toContain('Softmax mixes-elements');
  });
});
