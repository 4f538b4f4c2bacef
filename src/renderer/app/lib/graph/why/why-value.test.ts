/** Values and formulas: what computed them, evaluated, and nothing that the record does not show. */
import { describe, expect, it } from 'vitest';
import { F, nd, random, Variable } from '../../../../../engine/index.ts';
import { pictureAt } from '../picture/reducer.ts';
import { func, STEP_SEVEN, variable } from '../picture/step-seven.fixture.ts';
import { chainOf, pathOf } from './chain.ts';
import { elementAt, indexText } from './elements-of.ts';
import { recorded } from '../../../../../engine/trace/recorded.fixture.ts';
import { TraceIndex } from './trace-index.ts';
import { whyGradient } from './why-gradient.ts';
import { chainTex, sumTex, termsTex, valueTex, variableTex } from './why-tex.ts';
import { whyValue } from './why-value.ts';
import { symbolsOf } from './why-view.ts';
import type { TraceEvent } from '@engine/trace/events.ts';

function asked(events: readonly TraceEvent[], id: number, element: number | null = null, before = events.length) {
  const why = whyValue(new TraceIndex(events), { variable: id, element, before });
  return { why, tex: why && valueTex(symbolsOf(pictureAt(events, events.length)), why, id) };
}

describe('why a value is what it is', () => {
  it('is the function of step 7, evaluated', () => {
    expect(asked(STEP_SEVEN, 4).tex).toBe('b = \\exp(a) = \\exp(0.25) = 1.284');
    expect(asked(STEP_SEVEN, 2).tex).toBe('a = x^2 = 0.5^2 = 0.25');
    expect(asked(STEP_SEVEN, 1).why).toBeNull();
  });

  it('holds between the value and the function that it is told of', () => {
    expect(asked(STEP_SEVEN, 2, null, 2).why).toMatchObject({ name: 'Square', result: 0.25, changed: false });
  });

  it("does not write a learner's function as something that it does not compute", () => {
    const events = [variable(1, 'x', 0.5, 1, false), variable(2, 'y', 0.125, 2), func(3, 'Square', [1], [2], 0)];
    expect(asked(events, 2).tex).toBe('y = \\operatorname{Square}(x) = \\operatorname{Square}(0.5) = 0.125');
  });

  it('uses the values of then, and says that it was changed since', () => {
    const events = recorded(() => {
      const x = new Variable(nd.array(2), 'x');
      const y = F.square(x);
      x.data = nd.array(5);
      y.data = nd.array(7);
    });
    expect(asked(events, 2).why).toMatchObject({ result: 4, changed: true, arguments: [{ value: { values: [2] } }] });
  });

  it('takes a matrix product apart, row by column, and an element of a sum', () => {
    random.seed(3);
    const events = recorded(() => {
      const x = new Variable(
        nd.array([
          [1, 2],
          [3, 4]
        ]),
        'x'
      );
      F.add(F.linear(x, new Variable(nd.array([[5], [6]]), 'W'), new Variable(nd.array([1]), 'b')), 10);
    });
    const made = [...pictureAt(events, events.length).nodes.values()].filter(
      (node) => node.kind === 'variable' && node.role === 'intermediate'
    );
    expect(asked(events, made[0]!.id, 1).tex).toContain('3 \\cdot 5 + 4 \\cdot 6 + 1 = 40');
    expect(asked(events, made[1]!.id, 1).tex).toContain('40 + 10 = 50');
    expect(asked(events, made[1]!.id).why?.result).toBeNull();
  });
});

describe('formulas', () => {
  it('write the chain as on paper', () => {
    const index = new TraceIndex(STEP_SEVEN);
    const why = whyGradient(index, { variable: 1, element: 0, before: STEP_SEVEN.length })!;
    const links = chainOf(index, why, why.contributions[0]!);
    expect(chainTex(symbolsOf(pictureAt(STEP_SEVEN, 17)), links, why.root)).toBe(
      '\\frac{\\partial y}{\\partial b} \\cdot \\frac{\\partial b}{\\partial a} \\cdot \\frac{\\partial a}{\\partial x} = 2.568 \\cdot 1.284 \\cdot 1 = 3.297'
    );
    expect([...pathOf(links).nodes].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('put negative numbers in brackets, and cut long sums', () => {
    const term = (upstream: number, local: number) => ({ output: 1, element: 0, before: 1, upstream, local });
    expect(termsTex([term(2, -1), term(-3, 1e-9)], -2)).toBe('2 \\cdot (-1) + (-3) \\cdot 1 \\times 10^{-9} = -2');
    expect(sumTex(Array<number>(9).fill(1), 9)).toBe('1 + 1 + 1 + 1 + 1 + 1 + \\cdots = 9');
  });

  it('take no commands from names', () => {
    const symbols = { name: () => '\\href{x}$_^', shape: () => [2, 3] };
    expect(variableTex(symbols, 1, 4)).toBe('{\\mathrm{\\backslash href\\{x\\}\\$\\_}}_{[1, 1]}');
  });

  it('name elements as code does', () => {
    expect(indexText(5, [2, 3])).toBe('1, 2');
    expect([
      elementAt('[1, 2]', [2, 3]),
      elementAt('-1 -1', [2, 3]),
      elementAt('1, 3', [2, 3]),
      elementAt('1', [2, 3])
    ]).toEqual([5, 5, null, null]);
  });
});
