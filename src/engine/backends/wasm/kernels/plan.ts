/**
 * How a chain runs on blocks: which operands and numbers lie in which registers, and which kernels run in which order.
 * A plan holds for one combination of dtypes; each term has the dtype that promotion gives it, and registers are used
 * again as soon as nobody needs what is in them. Where no plan can be made the chain goes step by step.
 * Not here: running it (chain.ts).
 */
import type { Chain, Meaning, Term } from '../../chain.ts';
import { REGISTERS } from '../block-memory.ts';

/** Bytes per element; 0: a number, 1: bool or uint8, both of which take the width of what they meet. */
export type Width = 0 | 1 | 4 | 8;

/** An operand or a number that has to be in a register before the kernels run. */
export interface Load {
  readonly register: number;
  readonly width: 4 | 8;
  readonly operand: number;
  /** Where it is no operand. */
  readonly number: number;
}

export interface Instruction {
  readonly kernel: string;
  /** map: whole blocks; checked: map that may leave elements to `op`; rows: (rows, length); spread: likewise. */
  readonly kind: 'map' | 'checked' | 'rows';
  readonly op: 'sin' | 'cos' | null;
  readonly out: number;
  readonly args: readonly number[];
  /** Bytes per element of what counts for the length. */
  readonly width: 4 | 8;
  /** Whether it works on one number per row. */
  readonly narrow: boolean;
}

export interface Result {
  readonly register: number;
  /** 1: bytes of a comparison. */
  readonly width: 1 | 4 | 8;
  readonly narrow: boolean;
}

export interface Plan {
  readonly loads: readonly Load[];
  readonly instructions: readonly Instruction[];
  readonly results: readonly Result[];
  /** The largest width that occurs. */
  readonly width: 4 | 8;
  /** Whether blocks must be whole rows. */
  readonly rows: boolean;
  /** Operands that are compared as numbers with float32 and must be one exactly. */
  readonly exact: readonly number[];
}

interface Place {
  readonly width: Width;
  readonly narrow: boolean;
  /** Whether it is 1 or 0 from comparing: that has no say in promotion. */
  readonly truth: boolean;
  /** The term that it belongs to, or a form of it. */
  readonly id: string;
}

type End = Pick<Place, 'narrow' | 'id'> & { readonly width: 1 | 4 | 8 };

export function makePlan(chain: Chain, operands: readonly Width[], targets: readonly Width[]): Plan | null {
  return targets.every((width) => width > 1) ? new Planner(chain, operands, targets).plan() : null;
}

class Planner {
  readonly #chain: Chain;
  readonly #operands: readonly Width[];
  readonly #targets: readonly Width[];
  readonly #places = new Map<Term, Place>();
  /** What is to be done, with names in place of registers. */
  readonly #work: { instruction: Omit<Instruction, 'out' | 'args'>; out: string; args: string[] }[] = [];
  readonly #loads = new Map<string, Omit<Load, 'register'>>();
  readonly #exact: number[] = [];
  #rows = false;

  constructor(chain: Chain, operands: readonly Width[], targets: readonly Width[]) {
    this.#chain = chain;
    this.#operands = operands;
    this.#targets = targets;
  }

  plan(): Plan | null {
    const { terms, results } = this.#chain;
    for (const [i, term] of terms.entries()) if (!this.#add(term, `t${i}`)) return null;
    const ends = results.map((term) => this.#end(term));
    return this.#assigned(ends.flatMap((end) => (end === null ? [] : [end])));
  }

  /** Where a result is; what compares gives bytes. */
  #end(term: Term): End | null {
    const place = this.#places.get(term);
    if (place === undefined || place.width === 0 || place.width === 1) return null;
    const { width, narrow, id } = place;
    if (!place.truth || this.#targets.length > 0) return { width, narrow, id };
    const instruction = { kernel: `bytes${8 * width}`, kind: 'map', op: null, width, narrow } as const;
    this.#work.push({ instruction, out: `${id}/bytes`, args: [id] });
    return { width: 1, narrow, id: `${id}/bytes` };
  }

  #add(term: Term, id: string): boolean {
    const { meaning } = term;
    if (meaning.kind === 'operand' || meaning.kind === 'number') {
      const width = meaning.kind === 'operand' ? this.#operands[meaning.index] : 0;
      if (width === undefined) return false;
      const name = meaning.kind === 'operand' ? `o${meaning.index}` : id;
      this.#places.set(term, { width, narrow: false, truth: false, id: name });
      return true;
    }
    const args = term.args.map((arg) => this.#places.get(arg));
    const width = widthOfStep(meaning, args);
    if (width === null) return false;
    const narrow = args.every((arg) => arg?.narrow !== false || arg.width === 0);
    if (meaning.kind === 'compare' && !this.#comparable(term, width)) return false;
    const names = term.args.map((arg, i) => this.#as(arg, args[i], width, narrow && meaning.kind !== 'rows'));
    const spec = instructionOf(meaning, width, narrow);
    if (meaning.kind === 'rows') {
      if (narrow) return false;
      this.#rows = true;
    }
    this.#work.push({ instruction: spec, out: id, args: names });
    const truth = meaning.kind === 'compare' || args.every((arg) => arg?.truth === true);
    let place: Place = { width, narrow: narrow || meaning.kind === 'rows', truth, id };
    const target = this.#targets[this.#chain.results.indexOf(term)];
    if (target !== undefined && target !== width) place = this.#converted(place, target as 4 | 8);
    this.#places.set(term, place);
    return true;
  }

  /** In float32 a number is compared as it is, not rounded. */
  #comparable(term: Term, width: Width): boolean {
    if (width !== 4) return true;
    for (const { meaning } of term.args) {
      if (meaning.kind === 'number' && Math.fround(meaning.value) !== meaning.value) return false;
      if (meaning.kind === 'operand' && this.#operands[meaning.index] === 0) this.#exact.push(meaning.index);
    }
    return true;
  }

  /** The name of an argument in the form in which a step takes it. */
  #as(term: Term, place: Place | undefined, width: 4 | 8, narrow: boolean): string {
    if (place === undefined) return '';
    let { id } = place;
    const { meaning } = term;
    if (meaning.kind === 'number' || meaning.kind === 'operand') {
      const own = place.width === 0 || place.width === 1 ? width : place.width;
      id = `${id}/${own}`;
      const [operand, number] = meaning.kind === 'operand' ? [meaning.index, 0] : [-1, meaning.value];
      this.#loads.set(id, { width: own, operand, number });
    }
    if (place.width > 1 && place.width !== width) id = this.#converted({ ...place, id }, width).id;
    if (place.narrow && !narrow) {
      const spread = `${id}/spread`;
      if (!this.#work.some(({ out }) => out === spread))
        this.#work.push({
          instruction: { kernel: `spread${8 * width}`, kind: 'rows', op: null, width, narrow: false },
          out: spread,
          args: [id]
        });
      return spread;
    }
    return id;
  }

  #converted(place: Place, width: 4 | 8): Place {
    const id = `${place.id}/${width}`;
    if (!this.#work.some(({ out }) => out === id))
      this.#work.push({
        // Both take the number of bytes in float64.
        instruction: {
          kernel: width === 8 ? 'widen' : 'narrow',
          kind: 'map',
          op: null,
          width: 8,
          narrow: place.narrow
        },
        out: id,
        args: [place.id]
      });
    return { ...place, width, id };
  }

  #assigned(results: readonly End[]): Plan | null {
    const last = new Map<string, number>();
    this.#work.forEach(({ args }, i) => args.forEach((arg) => last.set(arg, i)));
    for (const { id } of results) last.set(id, Infinity);
    const free = Array.from({ length: REGISTERS }, (_, i) => i);
    const at = new Map<string, number>();
    const take = (id: string): void => {
      at.set(id, free.shift() ?? NaN);
    };
    // Loads may stay for several blocks, so their registers are theirs to the end.
    for (const id of this.#loads.keys()) take(id);
    const instructions = this.#work.map(({ instruction, out, args }, i) => {
      const places = args.map((arg) => at.get(arg) ?? NaN);
      take(out);
      for (const arg of new Set(args)) {
        const register = at.get(arg);
        if (last.get(arg) === i && !this.#loads.has(arg) && register !== undefined) free.unshift(register);
      }
      return { ...instruction, out: at.get(out) ?? NaN, args: places };
    });
    const all = [...at.values()];
    if (all.some(Number.isNaN) || results.length !== this.#chain.results.length) return null;
    const widths = [...this.#loads.values()].map(({ width }) => width);
    return {
      loads: [...this.#loads].map(([id, load]) => ({ ...load, register: at.get(id) ?? 0 })),
      instructions,
      results: results.map(({ id, width, narrow }) => ({ register: at.get(id) ?? 0, width, narrow })),
      width: [...widths, ...results.map(({ width }) => width)].includes(8) ? 8 : 4,
      rows: this.#rows,
      exact: this.#exact
    };
  }
}

/** The width that promotion gives a step; null where it has no floats, or truths alone and does more than join them. */
function widthOfStep(meaning: Meaning, args: readonly (Place | undefined)[]): 4 | 8 | null {
  const most = (places: readonly (Place | undefined)[]): number => Math.max(0, ...places.map((one) => one?.width ?? 0));
  const floats = most(args.filter((one) => one?.truth === false));
  const joins = meaning.kind === 'binary' && meaning.op === 'mul' && args.every((one) => one?.truth === true);
  const width = floats > 1 ? floats : joins ? most(args) : 0;
  return width === 4 || width === 8 ? width : null;
}

function instructionOf(meaning: Meaning, width: 4 | 8, narrow: boolean): Omit<Instruction, 'out' | 'args'> {
  const kernel = `${meaning.kind === 'rows' ? `${meaning.op}Rows` : 'op' in meaning ? meaning.op : meaning.kind}${8 * width}`;
  const op = meaning.kind === 'unary' && (meaning.op === 'sin' || meaning.op === 'cos') ? meaning.op : null;
  return { kernel, kind: meaning.kind === 'rows' ? 'rows' : op === null ? 'map' : 'checked', op, width, narrow };
}
