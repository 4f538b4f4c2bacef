import { describe, expect, it } from 'vitest';
import { isEditable, leafNumber, numbersIn, withChange } from './leaf-edit.ts';
import type { VariableNode } from '../picture/picture.ts';
import { pictureAt } from '../picture/reducer.ts';
import { scalar, sharedVariable, STEP_SEVEN, variable } from '../picture/step-seven.fixture.ts';

describe('changing a leaf by hand', () => {
  it('counts leaves as the runtime does', () => {
    const events = [...STEP_SEVEN, variable(9, 'c', 2, 20, false)];
    expect([1, 2, 9].map((id) => leafNumber(events, id))).toEqual([0, null, 1]);
  });

  it('is for leaves that are known and short', () => {
    const nodes = [...pictureAt(sharedVariable(false), 16).nodes.values()].filter((node) => node.kind === 'variable');
    expect(nodes.map(isEditable)).toEqual([true, false, false]);
    const large: VariableNode = {
      ...nodes[0]!,
      value: { ...scalar(0), shape: [100], values: Array<number>(100).fill(0) }
    };
    expect(isEditable(large)).toBe(false);
    expect(isEditable({ ...large, value: { ...scalar(0), shape: [5000], values: null } })).toBe(false);
  });

  it('reads numbers however they are written', () => {
    expect(numbersIn('[[1, 2], [-3, 4e2]]', 4)).toEqual({ ok: true, values: [1, 2, -3, 400] });
    expect(numbersIn(' 0,8 ', 1)).toEqual({ ok: true, values: [0.8] });
    expect(numbersIn('1 2 3', 4)).toEqual({ ok: false, why: 'count', got: 3 });
    expect(numbersIn('1 x', 2)).toMatchObject({ ok: false, why: 'number' });
    expect(numbersIn('NaN', 1)).toMatchObject({ ok: false, why: 'number' });
    expect(numbersIn('', 1)).toMatchObject({ ok: false, why: 'count' });
  });

  it('forgets a change that is back at what the code gave', () => {
    const change = (leaf: number, value: number) => ({ leaf, shape: [], values: [value] });
    const changed = withChange([change(1, 7)], change(0, 0.8), [0.5]);
    expect(changed).toEqual([change(1, 7), change(0, 0.8)]);
    expect(withChange(changed, change(0, 0.5), [0.5])).toEqual([change(1, 7)]);
  });
});
