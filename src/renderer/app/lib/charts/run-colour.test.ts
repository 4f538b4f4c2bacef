import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RUN_COLORS } from '@ipc/runs.ts';
import { sampleRun } from '../../screens/runs/sample-runs.ts';
import { runLook, runLooks } from './run-colour.ts';

const runs = (count: number) => Array.from({ length: count }, (_, i) => sampleRun(`run-${i}`));

describe('the look of a run', () => {
  it('belongs to the run, whatever it is shown with and in which order', () => {
    const all = runs(40);
    const there = runLooks(all);
    const back = runLooks([...all].reverse());
    for (const run of all) {
      expect(there.get(run.id)).toEqual(back.get(run.id));
      expect(there.get(run.id)?.color).toBe(runLook(run).color);
    }
  });
  it('tells runs of the same colour apart by their dash', () => {
    const looks = [...runLooks(runs(12)).values()];
    expect(new Set(looks.map((look) => look.color + look.dash)).size).toBe(looks.length);
  });
  it('spreads over the palette', () => {
    expect(new Set(runs(200).map((run) => runLook(run).color)).size).toBe(RUN_COLORS);
  });
  it('has the colour that was chosen, and keeps its marker', () => {
    const run = sampleRun('run-1');
    for (const color of [0, RUN_COLORS - 1])
      expect(runLook({ ...run, color })).toEqual({ ...runLook(run), color: `var(--run-${color})` });
    const chosen = runLooks([sampleRun('a', { color: 3 }), sampleRun('b', { color: 3 })]);
    expect(chosen.get('a')?.dash).not.toBe(chosen.get('b')?.dash);
  });
});

// What eyes without one kind of cone see: Machado, Oliveira, Fernandes (2009), severity 1, on linear RGB.
const EYES = {
  all: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  'no long cones': [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  'no middle cones': [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  'no short cones': [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039]
};

const linear = (hex: string): number[] =>
  [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });

const times = (matrix: readonly number[], v: readonly number[]): number[] =>
  [0, 3, 6].map((row) => matrix[row]! * v[0]! + matrix[row + 1]! * v[1]! + matrix[row + 2]! * v[2]!);

/** Oklab (Ottosson 2020), times 100: 2 is a difference that is just seen side by side. */
function lab(rgb: readonly number[]): number[] {
  const lms = times(
    [0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566].concat([
      0.0883024619, 0.2817188376, 0.6299787005
    ]),
    rgb.map((c) => Math.min(1, Math.max(0, c)))
  ).map((one) => 100 * Math.cbrt(one));
  return times(
    [0.2104542553, 0.793617785, -0.0040720468, 1.9779984951, -2.428592205, 0.4505937099].concat([
      0.0259040371, 0.7827717662, -0.808675766
    ]),
    lms
  );
}

const luminance = (rgb: readonly number[]): number => 0.2126 * rgb[0]! + 0.7152 * rgb[1]! + 0.0722 * rgb[2]!;
const contrast = (a: string, b: string): number => {
  const [dark, light] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
};

describe('the palette', () => {
  const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
  const block = (css: string, selector: string) => css.slice(css.indexOf(selector)).split('}')[0]!;
  const value = (css: string, name: string) => new RegExp(`${name}: (#[0-9a-f]{6});`).exec(css)![1]!;

  for (const [selector, least] of [
    [':root', 3],
    ["[data-theme='dark']", 3],
    ["[data-theme='projector']", 4.5]
  ] as const) {
    const surface = value(block(read('../../theme/tokens.css'), selector), '--surface');
    const css = block(read('./run-colours.css'), selector);
    const colours = Array.from({ length: RUN_COLORS }, (_, i) => value(css, `--run-${i}`));

    it(`is seen on the surface of ${selector}`, () => {
      for (const colour of colours) expect(contrast(colour, surface), colour).toBeGreaterThanOrEqual(least);
    });
    for (const [eyes, matrix] of Object.entries(EYES))
      it(`of ${selector} is told apart by eyes with ${eyes}`, () => {
        const seen = colours.map((colour) => lab(times(matrix, linear(colour))));
        for (const [i, a] of seen.entries())
          for (const [j, b] of seen.slice(0, i).entries())
            expect(Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!), `${i} and ${j}`).toBeGreaterThan(9);
      });
  }
});
