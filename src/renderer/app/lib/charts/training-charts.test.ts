// @vitest-environment happy-dom
// The charts of what is observed of a training: read by keyboard, as tables, and without data.
import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTranslator } from '@i18n/index.ts';
import { gradOf, ratioOf } from '../training/sample-observations.ts';
import ConfusionChart from './ConfusionChart.svelte';
import HistogramsChart from './HistogramsChart.svelte';
import RatioChart from './RatioChart.svelte';
import RegionsChart from './RegionsChart.svelte';
import SamplesChart from './SamplesChart.svelte';

vi.mock('../state/context.ts', () => ({
  getApp: () => ({ t: createTranslator('en'), language: 'en', theme: 'light' })
}));

let component: Record<string, unknown> | null = null;
function show<P extends Record<string, unknown>>(chart: Component<P>, props: P): void {
  component = mount(chart, { target: document.body, props });
  flushSync();
}
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(480);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(260);
});
afterEach(async () => {
  if (component) await unmount(component);
  component = null;
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

const text = () => document.body.textContent;
const tableRows = () => {
  document.querySelector<HTMLButtonElement>('button[aria-pressed]')!.click();
  flushSync();
  return [...document.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent));
};

describe('HistogramsChart', () => {
  const histograms = [gradOf('W', 10, 1), { ...gradOf('W', 20, 2), notFinite: 3 }];
  const props = { title: 'W', color: 'red' };

  it('is read by keyboard, and rests at the last observation', () => {
    show(HistogramsChart, { ...props, histograms });
    const strip = document.querySelector('[role=slider]')!;
    expect(strip.getAttribute('aria-valuetext')).toContain('step 20: mean 0, std 2, from −6 to 6, NaN or ∞: 3');
    strip.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    flushSync();
    expect(strip.getAttribute('aria-valuetext')).toContain('step 10: mean 0, std 1');
    strip.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    flushSync();
    expect(strip.getAttribute('aria-valuetext')).toContain('step 20');
  });

  it('has its figures as a table, the last first', () => {
    show(HistogramsChart, { ...props, histograms });
    expect(tableRows()).toEqual([
      ['20', '0', '2', '−6', '6', '3'],
      ['10', '0', '1', '−3', '3', '0']
    ]);
  });

  it('says so while there is nothing', () => {
    show(HistogramsChart, { ...props, histograms: [] });
    expect(text()).toContain('Nothing has been observed yet.');
  });
});

describe('RatioChart', () => {
  it('has a curve for each layer and the band of usual values behind them', () => {
    const ratios = new Map(['W1', 'W2'].map((name) => [name, [ratioOf(name, 0, 0.1), ratioOf(name, 1, 0.001)]]));
    show(RatioChart, { title: 'Ratios', ratios });
    expect(document.querySelectorAll('path.line')).toHaveLength(2);
    const band = document.querySelector('.plot rect')!;
    expect(Number(band.getAttribute('height'))).toBeGreaterThan(20);
    expect(text()).toContain('usual');
  });

  it('marks a step that changed nothing instead of dropping it', () => {
    show(RatioChart, { title: 'Ratios', ratios: new Map([['W1', [ratioOf('W1', 0, 1e-3), ratioOf('W1', 5, 0)]]]) });
    expect(document.querySelectorAll('path.gap')).toHaveLength(1);
  });
});

describe('ConfusionChart', () => {
  const confusion = { kind: 'confusion' as const, name: 'test', step: 1, time: 0 };
  it('says how much was right, and lists the mistakes', () => {
    show(ConfusionChart, { title: 'Test', confusion: { ...confusion, classes: ['cat', 'dog'], counts: [5, 1, 3, 1] } });
    expect(document.querySelector('[role=img]')?.getAttribute('aria-label')).toBe('Test: 6 of 10 right (60%)');
    expect(tableRows()).toEqual([
      ['cat', 'cat ✓', '5', '83.3%'],
      ['dog', 'cat', '3', '75%'],
      ['cat', 'dog', '1', '16.7%'],
      ['dog', 'dog ✓', '1', '25%']
    ]);
  });
  it('is empty without counts', () => {
    show(ConfusionChart, { title: 'Test', confusion: { ...confusion, classes: ['cat'], counts: [0] } });
    expect(text()).toContain('Nothing has been counted yet.');
  });
});

describe('RegionsChart', () => {
  /** Two cells a side; class 1 above from step 10 on, before everything is class 0. */
  const regionsAt = (step: number) => ({
    ...{ kind: 'regions' as const, name: 'data', step, time: 0, x: [0, 2] as [number, number] },
    ...{ y: [0, 2] as [number, number], cells: 2, classes: 2, certainty: [50, 90, 99, 100] },
    best: step < 10 ? [0, 0, 0, 0] : [0, 0, 1, 1],
    points: { x: [0.5, 1.5, 0.5, 1.9], y: [0.2, 0.4, 1.5, 1.9], label: [0, 0, 1, 1] }
  });
  const name = () => document.querySelector('[role=img]')?.getAttribute('aria-label');

  it('shows the last moment, and another one by the slider', () => {
    show(RegionsChart, { title: 'Regions', regions: [regionsAt(0), regionsAt(10)] });
    expect(name()).toBe('Regions, step 10: 4 of 4 right (100%)');
    const slider = document.querySelector<HTMLInputElement>('input[type=range]')!;
    slider.value = '0';
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    flushSync();
    expect(name()).toBe('Regions, step 0: 2 of 4 right (50%)');
  });
  it('has its figures as a table, the last first', () => {
    show(RegionsChart, { title: 'Regions', regions: [regionsAt(0), regionsAt(10)] });
    expect(tableRows()).toEqual([
      ['10', '100%', '100%', '100%'],
      ['0', '50%', '100%', '0%']
    ]);
  });
  it('says so where there is nothing', () => {
    show(RegionsChart, { title: 'Regions', regions: [] });
    expect(text()).toContain('No regions have been seen yet.');
  });
});

describe('SamplesChart', () => {
  it('shows pictures or numbers, and marks what was predicted wrongly', () => {
    const items = [
      { shape: [2, 2], data: [0, 1, 2, 3], label: '7', predicted: '1' },
      { shape: [], data: [0.5], label: '2', predicted: '2' }
    ];
    show(SamplesChart, { title: 'Samples', samples: { kind: 'samples', name: 'test', step: 0, time: 0, items } });
    expect(document.querySelector('[role=img]')?.getAttribute('aria-label')).toBe('true 7, predicted 1');
    expect([...document.querySelectorAll('.wrong')].map((tile) => tile.textContent?.trim())).toEqual(['7 → 1 ✗']);
    expect(document.querySelector('code')?.textContent).toBe('0.5000');
    expect(tableRows()[0]).toEqual(['1', '7', '1', '(2, 2)', '0, 1, 2, 3']);
  });
});
