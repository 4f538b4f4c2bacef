/**
 * Gradients as arrows on the map: all point straight uphill; their lengths are on a log scale, since Goldstein-Price has
 * gradients of a few and of a million. Pure.
 */
import { octant, type Point, type TestFunction } from './functions.ts';

export interface Arrow {
  /** Where it begins, on the map. */
  from: Point;
  /** Its direction and length, as a part of the spacing between two arrows. */
  by: Point;
}

/** count × count arrows, evenly spread; places without a slope have none. */
export function arrows({ gradient, half }: TestFunction, count: number): Arrow[] {
  const at = (i: number) => ((i + 0.5) / count) * 2 * half - half;
  const found = Array.from({ length: count * count }, (_, i) => {
    const from: Point = [at(i % count), at(Math.floor(i / count))];
    return { from, slope: gradient(...from) };
  }).filter(({ slope }) => octant(slope) !== null);
  const steepness = ({ slope }: (typeof found)[number]) => Math.log(Math.hypot(...slope));
  const least = Math.min(...found.map(steepness));
  const most = Math.max(...found.map(steepness));
  return found.map((one) => {
    const length = 0.35 + 0.5 * (most > least ? (steepness(one) - least) / (most - least) : 1);
    const size = Math.hypot(...one.slope);
    return { from: one.from, by: [(one.slope[0] / size) * length, (one.slope[1] / size) * length] };
  });
}
