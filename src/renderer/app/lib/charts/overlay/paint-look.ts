/** What a canvas needs of the theme: colours resolved by an element, text size, line width. Asked again when the theme changes. */
import type { DrawingLook } from './overlay-drawing.ts';

/** `probe` is any element of the chart; its own colour is used to resolve others and is put back. */
export function lookOf(probe: HTMLElement): DrawingLook {
  const style = getComputedStyle(probe);
  const known = new Map<string, string>();
  const colour = (css: string): string => {
    const found = known.get(css);
    if (found !== undefined) return found;
    const before = probe.style.color;
    probe.style.color = css;
    const made = getComputedStyle(probe).color;
    probe.style.color = before;
    known.set(css, made);
    return made;
  };
  const family = style.fontFamily;
  return {
    colour,
    family,
    text: colour('var(--text-muted)'),
    grid: colour('var(--border)'),
    axis: colour('var(--border-strong)'),
    background: colour('var(--surface)'),
    stroke: parseFloat(style.getPropertyValue('--stroke-data')) || 2,
    measure: measureWith(family)
  };
}

function measureWith(family: string): (text: string, size: number) => number {
  const context = document.createElement('canvas').getContext('2d');
  return (text, size) => {
    if (context === null) return text.length * size * 0.55;
    context.font = `${size}px ${family}`;
    return context.measureText(text).width;
  };
}
