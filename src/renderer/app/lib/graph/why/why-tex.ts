/**
 * The explanations as formulas in TeX, in the notation of the lessons: dy/dx = dy/db · db/da · da/dx = 2.568 · 1.284 · 1.
 * Numbers to four significant digits. Pure. Not here: what is explained (why-gradient.ts, why-value.ts).
 */
import { short } from '../words/format.ts';
import { productOf, type Link } from './chain.ts';
import { indexText } from './elements-of.ts';
import { operand } from './operations.ts';
import type { Term } from './why-gradient.ts';
import type { ValueWhy } from './why-value.ts';

/** How a variable is called in formulas, and the shape that tells how an element is written. */
export interface Symbols {
  name(variable: number): string;
  shape(variable: number): readonly number[];
}

/** More products or terms than this are not written out. */
export const MOST_TERMS = 6;
const MOST_FACTORS = 6;

export function numberTex(value: number): string {
  if (Number.isNaN(value)) return '\\mathrm{NaN}';
  if (!Number.isFinite(value)) return value > 0 ? '\\infty' : '-\\infty';
  const [digits = '', exponent] = short(value).split('e');
  return exponent === undefined ? digits : `${digits} \\times 10^{${exponent}}`;
}

/** x, W_{0, 1}; a name of several letters upright; a nameless variable by its number. */
export function variableTex(symbols: Symbols, variable: number, element: number | null): string {
  const text = symbols.name(variable).slice(0, 24);
  const nameless = /^#(\d+)$/.exec(text);
  const name = nameless
    ? `v_{${nameless[1] ?? ''}}`
    : [...text].length === 1
      ? escape(text)
      : `\\mathrm{${escape(text)}}`;
  const place = element === null ? '' : indexText(element, symbols.shape(variable));
  return place === '' ? name : `{${name}}_{[${place}]}`;
}

export function derivativeTex(
  symbols: Symbols,
  of: { variable: number; element: number | null } | null,
  by: { variable: number; element: number | null }
): string {
  const top = of === null ? '' : variableTex(symbols, of.variable, of.element);
  return `\\frac{\\partial ${top}}{\\partial ${variableTex(symbols, by.variable, by.element)}}`;
}

/** One link of a chain; `root` is where backward started. */
export function linkTex(symbols: Symbols, link: Link, root: number | null): string {
  const start = root === null ? null : { variable: root, element: null };
  if (link.kind === 'seed') return derivativeTex(symbols, start, { variable: link.variable, element: null });
  if (link.kind === 'gradient') return derivativeTex(symbols, start, link.question);
  return derivativeTex(
    symbols,
    { variable: link.output, element: link.outputElement },
    { variable: link.input, element: link.inputElement }
  );
}

/** A seed of 1 at the root is left out, as on paper. */
export function shownLinks(links: readonly Link[], root: number | null): readonly Link[] {
  const [first] = links;
  return first?.kind === 'seed' && first.value === 1 && first.variable === root && links.length > 1
    ? links.slice(1)
    : links;
}

/** The right-hand side of a chain: symbols = numbers = result. */
export function chainTex(symbols: Symbols, links: readonly Link[], root: number | null): string {
  const shown = shownLinks(links, root);
  const cut = shown.length > MOST_FACTORS;
  const some = cut ? [...shown.slice(0, 2), ...shown.slice(-2)] : shown;
  const product = (parts: string[]): string => (cut ? parts.toSpliced(2, 0, '\\cdots') : parts).join(' \\cdot ');
  const names = product(some.map((link) => linkTex(symbols, link, root)));
  const numbers = product(some.map((link) => operand(numberTex(link.value))));
  const result = numberTex(productOf(links));
  return shown.length === 1 ? `${names} = ${result}` : `${names} = ${numbers} = ${result}`;
}

/** 2 · 0.5 + 3 · 0.1 + ... = 1.3: the terms of a sum over several upstream gradients. */
export function termsTex(terms: readonly Term[], result: number): string {
  const written = terms
    .slice(0, MOST_TERMS)
    .map(({ upstream, local }) => `${operand(numberTex(upstream))} \\cdot ${operand(numberTex(local))}`);
  if (terms.length > MOST_TERMS) written.push('\\cdots');
  return `${written.join(' + ')} = ${numberTex(result)}`;
}

export function sumTex(values: readonly number[], result: number): string {
  const written = values
    .slice(0, MOST_TERMS)
    .map((value, k) => (k === 0 ? numberTex(value) : operand(numberTex(value))));
  if (values.length > MOST_TERMS) written.push('\\cdots');
  return values.length === 1 ? numberTex(result) : `${written.join(' + ')} = ${numberTex(result)}`;
}

/** b = exp(a) = exp(0.25) = 1.284 */
export function valueTex(symbols: Symbols, why: ValueWhy, variable: number): string {
  const own = variableTex(symbols, variable, why.element);
  const names = why.arguments.map((one) => variableTex(symbols, one.variable, one.element));
  if (why.result === null) return `${own} = ${callTex(why.name, names)}`;
  const result = numberTex(why.result);
  if (why.products) {
    const { row, column, bias } = why.products;
    const pairs = row.slice(0, MOST_TERMS).map((one, k) => {
      return `${operand(numberTex(one))} \\cdot ${operand(numberTex(column[k] ?? NaN))}`;
    });
    if (row.length > MOST_TERMS) pairs.push('\\cdots');
    if (bias !== null) pairs.push(operand(numberTex(bias)));
    return `${own} = ${pairs.join(' + ')} = ${result}`;
  }
  const numbers = why.arguments.map(({ value, element }) => {
    const number = element === null ? undefined : value?.values?.[element];
    return number === undefined ? null : numberTex(number);
  });
  const known = numbers.filter((one) => one !== null);
  if (why.operation)
    return `${own} = ${why.operation.tex(...names)} = ${why.operation.tex(...known.map(operand))} = ${result}`;
  const evaluated = known.length === numbers.length ? ` = ${callTex(why.name, known)}` : '';
  return `${own} = ${callTex(why.name, names)}${evaluated} = ${result}`;
}

function callTex(name: string, values: readonly string[]): string {
  return `\\operatorname{${escape(name)}}(${values.join(', ')})`;
}

/** Names come from lesson code: nothing in them is a command. */
function escape(text: string): string {
  return text.replaceAll(/[\\{}$&#^_%~]/g, (one) =>
    one === '\\' ? '\\backslash ' : one === '^' || one === '~' ? '' : `\\${one}`
  );
}
