/**
 * Chains: several element-wise steps written as one formula, such as `gy · y · (1 - y)`, so that a backend can compute
 * them in one pass and without arrays in between. A chain is built once, when its module loads, and is only data:
 * the terms in the order in which they are to be computed. `bySteps` computes them one by one with a backend's other
 * kernels, by the rules of promotion of each; a faster way gives the same.
 * Not here: derivatives; which ops use chains (ops/), the fast way (wasm/kernels/).
 */
import { NDArray } from '../ndarray/ndarray.ts';
import type { Backend, BinaryOp, CompareOp, Operand, ReduceOp, UnaryOp } from './backend.ts';

export type ChainBinary = Exclude<BinaryOp, 'pow' | 'mod'>;

/** What a term is: an operand of the chain, a number, or a step on other terms. */
export type Meaning =
  | { readonly kind: 'operand'; readonly index: number }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'unary'; readonly op: UnaryOp }
  | { readonly kind: 'binary'; readonly op: ChainBinary }
  | { readonly kind: 'compare'; readonly op: CompareOp }
  | { readonly kind: 'where' }
  /** Along an axis, which stays with length 1: the last, unless whoever runs the chain says otherwise. */
  | { readonly kind: 'rows'; readonly op: ReduceOp };

/** A value in a chain; its methods give the terms that are computed from it. */
export class Term {
  readonly meaning: Meaning;
  readonly args: readonly Term[];

  constructor(meaning: Meaning, args: readonly Term[] = []) {
    this.meaning = meaning;
    this.args = args;
  }

  unary(op: UnaryOp): Term {
    return new Term({ kind: 'unary', op }, [this]);
  }

  binary(op: ChainBinary, other: Term | number): Term {
    return new Term({ kind: 'binary', op }, [this, termOf(other)]);
  }

  compare(op: CompareOp, other: Term | number): Term {
    return new Term({ kind: 'compare', op }, [this, termOf(other)]);
  }

  add(other: Term | number): Term {
    return this.binary('add', other);
  }

  sub(other: Term | number): Term {
    return this.binary('sub', other);
  }

  /** other - this */
  rsub(other: number): Term {
    return termOf(other).binary('sub', this);
  }

  mul(other: Term | number): Term {
    return this.binary('mul', other);
  }

  div(other: Term | number): Term {
    return this.binary('div', other);
  }

  sqrt(): Term {
    return this.unary('sqrt');
  }

  exp(): Term {
    return this.unary('exp');
  }

  /** 1 where this is greater, else 0. */
  greater(other: Term | number): Term {
    return this.compare('greater', other);
  }

  /** `yes` where this is not 0, else `no`; for terms that compare. */
  where(yes: Term | number, no: Term | number): Term {
    return new Term({ kind: 'where' }, [this, termOf(yes), termOf(no)]);
  }

  /** Sum, largest or smallest of each row. */
  rows(op: ReduceOp): Term {
    return new Term({ kind: 'rows', op }, [this]);
  }
}

export interface Chain {
  /** Each after those that it is computed from. */
  readonly terms: readonly Term[];
  readonly results: readonly Term[];
}

/**
 * Builds a chain from a formula of its operands, for example `chain((gy, y) => gy.mul(y).mul(y.rsub(1)))`. Every result
 * depends on an operand that is an array; numbers are best given as operands where they change from call to call.
 */
export function chain(formula: (...operands: Term[]) => Term | readonly Term[]): Chain {
  const operands = Array.from({ length: formula.length }, (_, index) => new Term({ kind: 'operand', index }));
  const formed = formula(...operands);
  const results = formed instanceof Term ? [formed] : formed;
  const terms = new Set<Term>();
  const visit = (term: Term): void => {
    if (terms.has(term)) return;
    term.args.forEach(visit);
    terms.add(term);
  };
  results.forEach(visit);
  return { terms: [...terms], results };
}

/** The results, each rounded to its target's dtype as soon as it is computed where there are targets. */
export function bySteps(
  be: Backend,
  { terms, results }: Chain,
  operands: readonly Operand[],
  targets: readonly NDArray[] = [],
  axis = -1
): NDArray[] {
  const values = new Map<Term, Operand>();
  const valueOf = (term: Term): Operand => values.get(term) ?? NaN;
  for (const term of terms) {
    const value = stepOf(be, term, operands, term.args.map(valueOf), axis);
    const target = targets[results.indexOf(term)];
    const rounded = target !== undefined && value instanceof NDArray && value.dtype !== target.dtype;
    values.set(term, rounded ? value.astype(target.dtype) : value);
  }
  return results.map((result) => arrayOf(valueOf(result)));
}

function stepOf(
  be: Backend,
  term: Term,
  operands: readonly Operand[],
  [a = NaN, b = NaN, c = NaN]: Operand[],
  axis: number
): Operand {
  const { meaning } = term;
  switch (meaning.kind) {
    case 'operand':
      return operands[meaning.index] ?? NaN;
    case 'number':
      return meaning.value;
    case 'unary':
      return be.unary(meaning.op, arrayOf(a));
    case 'binary':
      return be.binary(meaning.op, a, b);
    case 'compare':
      return be.compare(meaning.op, a, b);
    case 'where':
      return be.where(arrayOf(a), b, c);
    case 'rows': {
      const x = arrayOf(a);
      return be.reduce(meaning.op, x, [axis < 0 ? x.ndim + axis : axis], true);
    }
    default:
      return meaning satisfies never;
  }
}

function arrayOf(value: Operand): NDArray {
  return typeof value === 'number' ? NDArray.scalar(value) : value;
}

function termOf(value: Term | number): Term {
  return typeof value === 'number' ? new Term({ kind: 'number', value }) : value;
}
