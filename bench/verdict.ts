/**
 * Holds results against the targets: the figure of each row, from the worst of its cases, and what it comes to. A row
 * whose case or peer is missing is "not measured", with the reason; that is neither a pass nor a failure.
 */
import type { Measured } from './measure.ts';
import type { Target } from './targets.ts';

export interface Verdict {
  row: string;
  figure: number | null;
  /** The case that the figure is from: the worst. */
  worst: string | null;
  must: number;
  aim: number;
  unit: Target['unit'];
  atMost: boolean;
  verdict: 'met aim' | 'met must' | 'missed' | 'not measured';
  /** Why it was not measured. */
  reason: string | null;
}

export function verdictOf(target: Target, results: readonly Measured[]): Verdict {
  const { row, must, aim, unit, atMost } = target;
  const all = { row, must, aim, unit, atMost };
  const found = target.cases.map((name) => figureOf(target, name, results));
  const missing = found.find((one) => typeof one === 'string');
  if (missing !== undefined) return { ...all, figure: null, worst: null, verdict: 'not measured', reason: missing };
  const figures = found.map(Number);
  const figure = atMost ? Math.max(...figures) : Math.min(...figures);
  const keeps = (limit: number): boolean => (atMost ? figure <= limit : figure >= limit);
  return {
    ...all,
    figure,
    worst: target.cases[figures.indexOf(figure)] ?? null,
    verdict: keeps(aim) ? 'met aim' : keeps(must) ? 'met must' : 'missed',
    reason: null
  };
}

/** A figure, to three digits. */
export function written(value: number, unit: Target['unit']): string {
  return unit === '%' ? `${(value * 100).toFixed(0)} %` : `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)}x`;
}

/** A must or an aim. */
export function limit({ unit, atMost }: Pick<Target, 'unit' | 'atMost'>, value: number): string {
  return `${atMost ? 'at most ' : ''}${unit === '%' ? written(value, unit) : `${value}x`}`;
}

/** The figure of one case, or why there is none. */
function figureOf(target: Target, name: string, results: readonly Measured[]): number | string {
  const speeds = [target.of, target.against].map((contender) => {
    const one = results.find((result) => result.case === name && result.contender === contender);
    if (!one) {
      const ran = results.some((result) => result.case === name);
      return ran ? `no ${contender} in '${name}'` : `the case '${name}' did not run`;
    }
    return one.milliseconds === null ? `${contender}: ${one.absent}` : (one.gflops ?? 1 / one.milliseconds);
  });
  const [of, against] = speeds;
  if (typeof of !== 'number') return of ?? '';
  if (typeof against !== 'number') return against ?? '';
  const speed = of / (against * target.part);
  return target.atMost ? 1 / speed : speed;
}
