/**
 * Why a gradient is what it is: what each consumer contributed, as upstream gradient times local derivative, down to the
 * seed. Pure: (events, variable, element) -> explanation, one level at a time; a term's upstream gradient is explained
 * by asking again, so shared parts of a graph cost nothing.
 *
 *   dy/dx = sum over consumers f of  dy/df * df/dx                (step 14 adds them up)
 *
 * No number is made up. A local derivative is read off the record (contribution / upstream), or it is a function's own
 * rule whose sum gives the recorded contribution. Else the explanation says what is known.
 */
import type { GradientArrived, SourcePlace, ValueSnapshot } from '@engine/trace/events.ts';
import { elementOf, sizeOf } from './elements-of.ts';
import { candidates, expectedDerivative, isElementwise, type Asked, type Factor } from './local-rules.ts';
import type { TraceIndex } from './trace-index.ts';

export interface GradientQuestion {
  variable: number;
  /** Flat index; null asks for the whole array. */
  element: number | null;
  /** The moment: events before this one have happened. */
  before: number;
}

/** upstream * local, where `upstream` is one element of the gradient of `output` at the moment `before`. */
export interface Term {
  output: number;
  element: number;
  before: number;
  upstream: number;
  local: number;
}

export type Unknown =
  /** The upstream gradient is zero, so whatever the local derivative is, nothing comes through. */
  | 'zero-upstream'
  /** NaN or infinite: what was multiplied cannot be told. */
  | 'not-finite'
  /** The array is too large to have been recorded, or the gradient it came from was not seen. */
  | 'not-recorded'
  /** A function that mixes elements and whose rule is not known here. */
  | 'mixes-elements'
  /** The question is about the whole array. */
  | 'whole-array';

export type Parts =
  | { kind: 'seed' }
  | { kind: 'terms'; terms: Term[]; expected: number | null }
  | { kind: 'unknown'; why: Unknown; upstream: { output: number; before: number; gradient: ValueSnapshot | null }[] };

export interface Contribution {
  /** Index of its event in the stream. */
  event: number;
  from: number | null;
  function: string | null;
  snapshot: ValueSnapshot;
  /** The element that was asked for. */
  value: number | null;
  /** It was overwritten by a later one. */
  lost: boolean;
  parts: Parts;
  at: SourcePlace | null;
  cell: SourcePlace | null;
}

export interface GradientWhy {
  question: GradientQuestion;
  gradient: ValueSnapshot;
  value: number | null;
  /** Where backward started. */
  root: number | null;
  contributions: Contribution[];
  /** Where one was overwritten: the sum of all, which it should have been. */
  shouldBe: number | null;
}

/** Null where the variable has no gradient at that moment. */
export function whyGradient(index: TraceIndex, question: GradientQuestion): GradientWhy | null {
  const arrivals = index.arrivalsBefore(question.before, question.variable);
  const last = arrivals.at(-1);
  if (!last) return null;
  const gradient = last.event.after;
  const element = sizeOf(gradient) === 1 ? 0 : question.element;
  const overwritten = arrivals.findLastIndex(({ event }) => event.mode === 'overwritten');
  const contributions = arrivals.map(({ index: at, event }, order) =>
    contributionOf(index, at, event, element, order < overwritten)
  );
  const values = contributions.map(({ value }) => value);
  return {
    question: { ...question, element },
    gradient,
    value: element === null ? null : elementOf(gradient, element),
    root: index.rootBefore(last.index),
    contributions,
    shouldBe:
      overwritten > 0 && !values.includes(null) ? values.reduce<number>((sum, one) => sum + (one ?? 0), 0) : null
  };
}

function contributionOf(
  index: TraceIndex,
  at: number,
  event: GradientArrived,
  element: number | null,
  lost: boolean
): Contribution {
  const func = event.from === null ? null : index.functionBefore(at, event.from);
  return {
    event: at,
    from: event.from,
    function: func?.name ?? null,
    snapshot: event.contribution,
    value: element === null ? null : elementOf(event.contribution, element),
    lost,
    parts: event.from === null ? { kind: 'seed' } : partsOf(index, at, event, element),
    at: func?.at ?? event.at,
    cell: func?.cell ?? event.cell
  };
}

function partsOf(index: TraceIndex, at: number, event: GradientArrived, element: number | null): Parts {
  const from = event.from ?? -1;
  const func = index.functionBefore(at, from);
  const before = index.popBefore(at, from) ?? at;
  const upstream = (func?.outputs ?? []).map((output) => ({
    ...{ output, before },
    gradient: index.gradientBefore(before, output)
  }));
  const unknown = (why: Unknown): Parts => ({ kind: 'unknown', why, upstream });
  if (element === null) return unknown('whole-array');
  const [first] = upstream;
  const value = elementOf(event.contribution, element);
  if (!func || !first?.gradient || value === null) return unknown('not-recorded');
  if (upstream.length > 1) return unknown('mixes-elements');
  const slot = slotOf(index, at, before, event, func.inputs);
  const asked = askedOf(index, before, func, { slot, element });
  const term = (one: Factor): Term => ({
    ...{ output: first.output, element: one.element, before },
    upstream: elementOf(first.gradient, one.element) ?? NaN,
    local: one.factor
  });

  const straight = straightElement(func.name, first.gradient, event.contribution, element);
  if (straight !== null) {
    const up = elementOf(first.gradient, straight) ?? NaN;
    const expected = asked && sizeOf(event.contribution) === 1 ? expectedDerivative(func.name, asked) : null;
    if (up === 0) return unknown(value === 0 ? 'zero-upstream' : 'not-recorded');
    if (!Number.isFinite(up) || !Number.isFinite(value)) return unknown('not-finite');
    return { kind: 'terms', terms: [term({ element: straight, factor: value / up })], expected };
  }
  const rules = asked ? candidates(func.name, asked).map((rule) => rule.map(term)) : [];
  const fitting = rules.find((terms) => sumsTo(terms, value, event.contribution.dtype));
  if (fitting) return { kind: 'terms', terms: fitting, expected: null };
  if (!first.gradient.values || (asked === null && rules.length === 0)) return unknown('not-recorded');
  return unknown(Number.isFinite(value) ? 'mixes-elements' : 'not-finite');
}

/** Where exactly one element of the upstream gradient counts: its index. Backward is linear in a single number. */
function straightElement(
  name: string,
  upstream: ValueSnapshot,
  contribution: ValueSnapshot,
  element: number
): number | null {
  if (sizeOf(upstream) === 1) return 0;
  return isElementwise(name) && String(upstream.shape) === String(contribution.shape) ? element : null;
}

/** A variable that a function uses twice gets two contributions, in the order of the inputs. */
function slotOf(
  index: TraceIndex,
  at: number,
  popped: number,
  event: GradientArrived,
  inputs: readonly number[]
): number {
  let nth = 0;
  for (let k = popped + 1; k < at; k++) {
    const other = index.events[k];
    if (other?.kind === 'gradient' && other.target === event.target && other.from === event.from) nth += 1;
  }
  const slots = inputs.flatMap((input, slot) => (input === event.target ? [slot] : []));
  return slots[nth] ?? slots[0] ?? 0;
}

function askedOf(
  index: TraceIndex,
  before: number,
  func: { inputs: readonly number[]; outputs: readonly number[] },
  { slot, element }: { slot: number; element: number }
): Asked | null {
  const inputs = func.inputs.map((input) => index.valueBefore(before, input));
  const output = index.valueBefore(before, func.outputs[0] ?? -1);
  if (output === null || inputs.includes(null)) return null;
  return { inputs: inputs.filter((one) => one !== null), output, slot, element };
}

/** float32 arrays were added up in another order than here. */
const TOLERANCE: Readonly<Record<string, number>> = { float32: 1e-5 };

function sumsTo(terms: readonly Term[], value: number, dtype: string): boolean {
  let [sum, size] = [0, Math.abs(value)];
  for (const { upstream, local } of terms) {
    sum += upstream * local;
    size += Math.abs(upstream * local);
  }
  return Math.abs(sum - value) <= (TOLERANCE[dtype] ?? 1e-12) * size;
}
