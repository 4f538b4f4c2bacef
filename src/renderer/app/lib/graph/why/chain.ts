/**
 * The chain of local derivatives from where backward started down to a contribution, as far as there is one way only:
 * at a variable that several functions use the chain ends with that variable's gradient, which is a sum of its own.
 * Pure. Not here: formulas and words (why-tex.ts, WhyGradient.svelte).
 */
import type { SourcePlace } from '@engine/trace/events.ts';
import type { TraceIndex } from './trace-index.ts';
import { whyGradient, type Contribution, type GradientQuestion, type GradientWhy } from './why-gradient.ts';

export type Link =
  /** The gradient with which backward began. */
  | { kind: 'seed'; variable: number; value: number; event: number }
  /** A gradient that is a sum, or that cannot be taken apart: explained by asking for it. */
  | { kind: 'gradient'; question: GradientQuestion; value: number }
  | {
      kind: 'local';
      function: number;
      name: string;
      output: number;
      /** Flat indices of the elements. */
      outputElement: number;
      input: number;
      inputElement: number;
      value: number;
      /** What the function's rule says, where that is another number. */
      expected: number | null;
      event: number;
      at: SourcePlace | null;
      cell: SourcePlace | null;
    };

/** Longest chain that is taken apart at once: a recurrent network has thousands of links. */
export const LONGEST = 40;

/** From the seed to the contribution; [] where the contribution is a sum of several terms or unknown. */
export function chainOf(index: TraceIndex, why: GradientWhy, contribution: Contribution): Link[] {
  const links: Link[] = [];
  let [now, part]: [GradientWhy, Contribution] = [why, contribution];
  for (;;) {
    const { parts, from } = part;
    if (parts.kind === 'seed') {
      links.unshift({ kind: 'seed', variable: now.question.variable, value: now.value ?? NaN, event: part.event });
      return links;
    }
    const [term] = parts.kind === 'terms' ? parts.terms : [];
    if (parts.kind !== 'terms' || !term || parts.terms.length > 1 || from === null) {
      if (links.length > 0) links.unshift({ kind: 'gradient', question: now.question, value: now.value ?? NaN });
      return links;
    }
    const { at, cell, event } = part;
    links.unshift({
      ...{
        kind: 'local',
        function: from,
        name: part.function ?? '',
        output: term.output,
        value: term.local,
        event,
        at,
        cell
      },
      ...{ outputElement: term.element, input: now.question.variable, inputElement: now.question.element ?? 0 },
      expected: differs(term.local, parts.expected) ? parts.expected : null
    });
    const question = { variable: term.output, element: term.element, before: term.before };
    const up = whyGradient(index, question);
    const [only] = up?.contributions ?? [];
    if (!up || !only || up.contributions.length > 1 || links.length >= LONGEST) {
      links.unshift({ kind: 'gradient', question, value: term.upstream });
      return links;
    }
    [now, part] = [up, only];
  }
}

export const productOf = (links: readonly Link[]): number => links.reduce((product, { value }) => product * value, 1);

/** Everything that the chain runs over, for the stage to light up. */
export function pathOf(links: readonly Link[]): { nodes: Set<number>; steps: [number, number][] } {
  const nodes = new Set<number>();
  const steps: [number, number][] = [];
  for (const link of links) {
    if (link.kind === 'seed') nodes.add(link.variable);
    else if (link.kind === 'gradient') nodes.add(link.question.variable);
    else {
      for (const id of [link.input, link.function, link.output]) nodes.add(id);
      steps.push([link.input, link.function], [link.function, link.output]);
    }
  }
  return { nodes, steps };
}

function differs(local: number, expected: number | null): boolean {
  return expected !== null && Math.abs(local - expected) > 1e-5 * Math.max(Math.abs(local), Math.abs(expected), 1e-12);
}
