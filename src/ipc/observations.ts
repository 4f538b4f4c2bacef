/**
 * What is observed of a run besides its metrics: histograms per layer, update-to-weight ratios, samples, confusion
 * counts, decision regions. Schemas of what the runtime sends (src/runtime/observation.ts has the types); numbers may be NaN or infinite.
 */
import * as v from 'valibot';
import type { Observation as RuntimeObservation } from '../runtime/observation.ts';

const number = v.union([v.number(), v.nan()]);
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const at = { name, step: v.number(), time: v.number() };
const counts = (most: number) => v.pipe(v.array(v.number()), v.maxLength(most));

export const Observation = v.variant('kind', [
  /** `counts` over equal bins from `low` to `high`; what is not finite is counted apart and never dropped. */
  v.object({
    kind: v.literal('histogram'),
    ...at,
    of: v.picklist(['param', 'grad']),
    low: v.number(),
    high: v.number(),
    counts: counts(256),
    mean: number,
    std: number,
    notFinite: v.number()
  }),
  /** Norm of one step's change of a parameter over the norm of the parameter. */
  v.object({ kind: v.literal('ratio'), ...at, value: number }),
  v.object({
    kind: v.literal('samples'),
    ...at,
    items: v.pipe(
      v.array(
        v.object({
          shape: v.pipe(v.array(v.number()), v.maxLength(4)),
          data: v.pipe(v.array(number), v.maxLength(16_384)),
          label: v.nullable(v.string()),
          predicted: v.nullable(v.string())
        })
      ),
      v.maxLength(64)
    )
  }),
  /** `counts[actual * classes.length + predicted]`. */
  v.object({
    kind: v.literal('confusion'),
    ...at,
    classes: v.pipe(v.array(v.string()), v.maxLength(100)),
    counts: counts(10_000)
  }),
  v.object({
    kind: v.literal('regions'),
    ...at,
    x: v.tuple([v.number(), v.number()]),
    y: v.tuple([v.number(), v.number()]),
    cells: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
    classes: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(1000)),
    best: counts(10_000),
    certainty: counts(10_000),
    points: v.object({ x: counts(1000), y: counts(1000), label: counts(1000) })
  })
]);
export type Observation = v.InferOutput<typeof Observation>;

export const ObservationKind = v.picklist(['histogram', 'ratio', 'samples', 'confusion', 'regions']);
export type ObservationKind = v.InferOutput<typeof ObservationKind>;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
export const OBSERVATION_SCHEMA_MATCHES: Same<Observation, RuntimeObservation> = true;
