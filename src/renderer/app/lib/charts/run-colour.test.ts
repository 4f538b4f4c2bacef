import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RUN_COLOURS, runLook, runLooks } from './run-colour.ts';

describe('the look of a run', () => {
  it('belongs to the run, whatever it is shown with and in which order', () => {
    const ids = Array.from({ length: 40 }, (_, i) => `run-${i}`);
    const there = runLooks(ids);
    const back = runLooks([...ids].reverse());
    for (const id of ids) {
      expect(there.get(id)).toEqual(back.get(id));
      expect(there.get(id)?.color).toBe(runLook(id).color);
    }
  });
  it('tells runs of the same colour apart by their dash', () => {
    const looks = [...runLooks(Array.from({ length: 12 }, (_, i) => `run-${i}`)).values()];
    expect(new Set(looks.map((look) => look.color + look.dash)).size).toBe(looks.length);
  });
  it('spreads over the palette', () => {
    const used = new Set(Array.from({ length: 200 }, (_, i) => runLook(`run-${i}`).color));
    expect(used.size).toBe(RUN_COLOURS);
  });
  it('has every colour in every theme', () => {
    const css = readFileSync(new URL('./run-colours.css', import.meta.url), 'utf8');
    for (let i = 0; i < RUN_COLOURS; i++) expect(css.split(`--run-${i}:`)).toHaveLength(4);
  });
});
