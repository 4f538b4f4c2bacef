/** The course of the loss among a run's metrics, for the hints: the metric of that name, else the first that speaks of one. */
import type { LossCourse } from './hints.ts';

export function lossOf(metrics: readonly (LossCourse & { name: string })[]): LossCourse | null {
  return metrics.find(({ name }) => name === 'loss') ?? metrics.find(({ name }) => /loss/i.test(name)) ?? null;
}
