// @vitest-environment happy-dom
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTranslator } from '@i18n/index.ts';
import MetricChart from './MetricChart.svelte';
import PlotChart from './PlotChart.svelte';
import { CHARTS } from './registry.ts';

vi.mock('../state/context.ts', () => ({
  getApp: () => ({ t: createTranslator('en'), language: 'en', theme: 'light' })
}));

let component: Record<string, unknown> | null = null;
const show = (made: Record<string, unknown>) => {
  component = made;
  flushSync();
};
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

const key = (element: Element, name: string) => {
  element.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
  flushSync();
};
const loss = (y: number[]) => ({ id: 'run', name: 'loss', color: 'var(--run-1)', x: y.map((_, i) => i * 10), y });
const metric = (props: object) =>
  show(
    mount(MetricChart, {
      target: document.body,
      props: { title: 'Loss', xLabel: 'step', yLabel: 'loss', series: [], ...props }
    })
  );

describe('MetricChart', () => {
  it('says so while there is nothing', () => {
    metric({});
    expect(document.body.textContent).toContain('No values yet');
  });

  it('draws a line for each series and marks a NaN instead of dropping it', () => {
    metric({ series: [loss([3, 2, NaN, 1])] });
    expect(document.querySelectorAll('path.line')).toHaveLength(1);
    expect(document.querySelectorAll('path.gap')).toHaveLength(1);
    expect(document.querySelector('[role=status]')?.textContent).toContain('NaN at step 20');
  });

  it('is read by keyboard', () => {
    metric({ series: [loss([3, 2.5, 1.23456])] });
    const plot = document.querySelector('[role=slider]')!;
    key(plot, 'End');
    expect(plot.getAttribute('aria-valuetext')).toBe('step 20, loss 1.235');
    key(plot, 'ArrowLeft');
    expect(plot.getAttribute('aria-valuetext')).toBe('step 10, loss 2.500');
    key(plot, 'Escape');
    expect(plot.getAttribute('aria-valuetext')).toContain('arrow keys');
  });

  it('keeps the raw curve under the smoothed one', () => {
    metric({ series: [loss([3, 1, 3, 1])], smoothing: 0.5 });
    expect(document.querySelectorAll('path.faint')).toHaveLength(1);
    expect(document.querySelectorAll('path.line')).toHaveLength(2);
  });

  it('draws many points on a canvas', () => {
    metric({ series: [loss(Array.from({ length: 2001 }, (_, i) => i))] });
    expect(document.querySelectorAll('canvas')).toHaveLength(1);
    expect(document.querySelectorAll('path.line')).toHaveLength(0);
  });

  it('has the raw numbers as a table', () => {
    metric({ series: [loss([3, NaN, 1])], smoothing: 0.5 });
    document.querySelector<HTMLButtonElement>('button[aria-pressed]')!.click();
    flushSync();
    const rows = [...document.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent)
    );
    expect(rows).toEqual([
      ['0', '3'],
      ['10', 'NaN'],
      ['20', '1']
    ]);
  });
});

describe('PlotChart', () => {
  it('draws dots and lines with a legend', () => {
    const plot = {
      id: 'fit',
      title: 'Fit',
      xLabel: 'x',
      yLabel: 'y',
      series: [
        { name: 'data', kind: 'scatter' as const, x: [0, 1], y: [1, 2] },
        { name: 'model', kind: 'line' as const, x: [0, 1], y: [1, 2] }
      ]
    };
    show(mount(PlotChart, { target: document.body, props: { plot } }));
    expect(document.querySelectorAll('path.scatter, path.line')).toHaveLength(2);
    expect([...document.querySelectorAll('.legend .name')].map((name) => name.textContent)).toEqual(['data', 'model']);
  });
});

describe('the registry', () => {
  it('lists charts whose texts exist in both languages', () => {
    for (const { meta } of CHARTS)
      for (const text of [meta.label, meta.empty])
        expect(createTranslator('ko')(text)).not.toBe(createTranslator('en')(text));
  });
});
