/**
 * The clocks that time samples. `wall` is the rule. `processor` counts what this process has computed on all its threads:
 * on a machine that others use at the same time it is the steadier one, and it says nothing about threads.
 */
export const CLOCK_NAMES = ['wall', 'processor'] as const;
export type ClockName = (typeof CLOCK_NAMES)[number];

/** Milliseconds since whenever. */
export const CLOCKS: Readonly<Record<ClockName, () => number>> = {
  wall: () => performance.now(),
  processor: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
};
