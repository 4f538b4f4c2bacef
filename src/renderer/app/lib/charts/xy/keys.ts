/** What keys mean in a plot area: from stop to stop, and zoom. Pure. */
import type { Range } from '../curve-maths.ts';

/** The index to which a key moves the cursor, or null when the key does not move it. `index` is -1 without a cursor. */
export function moveStop(key: string, index: number, count: number): number | null {
  if (count === 0) return null;
  const page = Math.max(1, Math.round(count / 10));
  const last = count - 1;
  const clamp = (to: number) => Math.min(Math.max(to, 0), last);
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return clamp(index + 1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return index < 0 ? last : clamp(index - 1);
    case 'PageUp':
      return clamp(index + page);
    case 'PageDown':
      return clamp(index - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** The range of x after zooming by a factor around the cursor (or the middle); null when everything is shown again. */
export function zoomed(
  zoom: Range | null,
  stops: readonly number[],
  cursor: number | null,
  factor: number
): Range | null {
  const first = stops[0];
  const last = stops.at(-1);
  if (first === undefined || last === undefined || first === last) return null;
  const [low, high] = zoom ?? [first, last];
  const centre = cursor !== null && cursor >= low && cursor <= high ? cursor : (low + high) / 2;
  const next: Range = [
    Math.max(first, centre - (centre - low) * factor),
    Math.min(last, centre + (high - centre) * factor)
  ];
  return next[0] <= first && next[1] >= last ? null : next;
}
