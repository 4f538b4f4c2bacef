/**
 * Runs chains on blocks: copies a block of each operand into a register, runs the kernels of the chain's plan on it,
 * copies the results out, and goes on to the next block. So a chain reads and writes each array once, and what lies in
 * between stays in the cache. Not here: what is done with small arrays, other dtypes and rows longer than a block.
 */
import { allocateUnset, type TypedArray } from '../../../ndarray/dtype.ts';
import { NDArray } from '../../../ndarray/ndarray.ts';
import { sameShape, type Shape, sizeOf } from '../../../ndarray/shape.ts';
import type { Operand } from '../../backend.ts';
import type { Chain } from '../../chain.ts';
import { UNARY_NUMBERS } from '../../plain/kernels/single-loops.ts';
import { blockKernel, type BlockKernel, type Register, registers } from '../block-kernels.ts';
import { BLOCK_BYTES } from '../block-memory.ts';
import { kernelSettings } from '../settings.ts';
import { type Instruction, makePlan, type Plan, type Width } from './plan.ts';
import { load, periodOf, type Source, sourceOf } from './source.ts';

/** Beyond this many angles are reduced outside. */
const MOST_ANGLE = 4194304;

/** A chain's first result; null where it cannot be computed on blocks or the arrays are smaller than `least`. */
export function fused(steps: Chain, operands: readonly Operand[], least: number, axis = -1): NDArray | null {
  const job = jobFor(steps, operands, 0, least);
  if (job === null || (job.plan.rows && axis !== -1 && axis !== job.shape.length - 1)) return null;
  const { shape, size } = job;
  const [result] = job.plan.results;
  const narrow = result?.narrow === true;
  const dtype = result?.width === 8 ? 'float64' : result?.width === 4 ? 'float32' : 'bool';
  const ownShape = narrow ? [...shape.slice(0, -1), 1] : shape;
  const out = allocateUnset(dtype, narrow ? sizeOf(ownShape) : size);
  run(job, [{ elements: out, offset: 0 }]);
  return NDArray.wrap(out, ownShape, dtype);
}

/** A chain's results into targets; false, and nothing is done, where that cannot be done on blocks. */
export function fusedInto(
  steps: Chain,
  targets: readonly NDArray[],
  operands: readonly Operand[],
  least: number
): boolean {
  const all = [...targets, ...operands];
  const shape = targets[0]?.shape ?? [];
  if (!targets.every((target) => fits(target, shape, all))) return false;
  const job = jobFor(steps, all, targets.length, least);
  if (job === null || !sameShape(job.shape, shape)) return false;
  run(
    job,
    targets.map(({ storage, offset }) => ({ elements: storage.write(), offset }))
  );
  return true;
}

/** Whether a block of a target can be written before the next is read. */
function fits(target: NDArray, shape: Shape, operands: readonly Operand[]): boolean {
  if (!target.contiguous || !sameShape(target.shape, shape)) return false;
  return operands.every(
    (one) =>
      typeof one === 'number' ||
      one.storage !== target.storage ||
      (one.offset === target.offset && one.contiguous && sameShape(one.shape, shape))
  );
}

interface Job {
  readonly plan: Plan;
  readonly steps: readonly Step[];
  readonly operands: readonly Operand[];
  readonly shape: Shape;
  readonly size: number;
}

/** A plan with its kernels; null where there is none. */
type Ready = Pick<Job, 'plan' | 'steps'> | null;
const ready = new WeakMap<Chain, Map<number, Ready>>();

/** The first operands are the targets. */
function jobFor(formula: Chain, operands: readonly Operand[], targets: number, least: number): Job | null {
  let shape: Shape | null = [];
  // The widths of the operands, the number of targets and the set of kernels as the digits of one number.
  let key = targets * 2 + (kernelSettings().set === 'relaxed' ? 1 : 0);
  for (const operand of operands) {
    const width = widthOf(operand);
    if (width === null) return null;
    key = key * 9 + width;
    if (typeof operand === 'number' || operand.ndim === 0) continue;
    shape = commonShape(shape, operand.shape);
    if (shape === null) return null;
  }
  const size = sizeOf(shape);
  if (size < least) return null;
  const found = readyFor(formula, key, operands, targets);
  if (found === null || !found.plan.exact.every((i) => isSingle(operands[i]))) return null;
  if (found.plan.rows && (shape.at(-1) ?? 1) * found.plan.width > BLOCK_BYTES) return null;
  return { plan: found.plan, steps: found.steps, operands, shape, size };
}

function readyFor(formula: Chain, key: number, operands: readonly Operand[], targets: number): Ready {
  let known = ready.get(formula);
  if (known === undefined) ready.set(formula, (known = new Map<number, Ready>()));
  let found = known.get(key);
  if (found === undefined) {
    const widths = operands.map((operand) => widthOf(operand) ?? 0);
    const plan = makePlan(formula, widths, widths.slice(0, targets));
    const room = registers();
    found = plan === null ? null : { plan, steps: plan.instructions.map((one) => stepOf(one, room)) };
    known.set(key, found);
  }
  return found;
}

function widthOf(operand: Operand): Width | null {
  if (typeof operand === 'number' || operand.ndim === 0) return 0;
  switch (operand.dtype) {
    case 'float32':
      return 4;
    case 'float64':
      return 8;
    case 'bool':
    case 'uint8':
      return 1;
    default:
      return null;
  }
}

/** The shape that both broadcast to; null where they do not, which is for plain to explain. */
function commonShape(a: Shape, b: Shape): Shape | null {
  if (sameShape(a, b)) return a;
  const ndim = Math.max(a.length, b.length);
  const shape = new Array<number>(ndim).fill(1);
  for (let back = 1; back <= ndim; back++) {
    const [x, y] = [a[a.length - back] ?? 1, b[b.length - back] ?? 1];
    if (x !== y && x !== 1 && y !== 1) return null;
    shape[ndim - back] = x === 1 ? y : x;
  }
  return shape;
}

function isSingle(operand: Operand | undefined): boolean {
  const value = typeof operand === 'number' ? operand : operand?.item();
  return value !== undefined && Math.fround(value) === value;
}

interface Loading {
  readonly source: Source;
  readonly into: Float32Array | Float64Array;
}

function run(
  { plan, steps, operands, shape, size }: Job,
  results: readonly { elements: TypedArray; offset: number }[]
): void {
  const room = registers();
  const view = (register: number, width: 4 | 8): Float32Array | Float64Array => viewOf(room[register], width);
  const length = plan.rows ? (shape.at(-1) ?? 1) : 1;
  const sources = plan.loads.map(({ operand }) => {
    const array = operands[operand];
    return array === undefined || typeof array === 'number' || array.ndim === 0 ? null : sourceOf(array, shape);
  });
  const most = Math.floor(BLOCK_BYTES / plan.width);
  const block = Math.min(size, blockLength(most, length, sources, size));
  const loadings: Loading[] = [];
  plan.loads.forEach(({ register, width, operand, number }, i) => {
    const into = view(register, width);
    const source = sources[i];
    if (source === null || source === undefined) {
      const value = operands[operand] ?? number;
      into.fill(typeof value === 'number' ? value : value.item(), 0, block);
      return;
    }
    const period = periodOf(source);
    // What every block gets is loaded once.
    if (period < size && block % period === 0) load(into, source, 0, block);
    else loadings.push({ source, into });
  });
  for (let from = 0; from < size; from += block) {
    const count = Math.min(block, size - from);
    for (const { source, into } of loadings) load(into, source, from, count);
    const rows = count / length;
    for (const step of steps) step(count, rows, length);
    plan.results.forEach(({ register, width, narrow }, i) => {
      const to = results[i];
      if (to === undefined) return;
      const [n, at] = narrow ? [rows, from / length] : [count, from];
      const all = width === 1 ? room[register]?.bytes : view(register, width);
      if (all === undefined) return;
      to.elements.set(n === all.length ? all : all.subarray(0, n), to.offset + at);
    });
  }
}

/** As many elements as fit, in whole rows and whole periods of what repeats where these are shorter. */
function blockLength(most: number, length: number, sources: readonly (Source | null)[], size: number): number {
  let unit = length;
  for (const source of sources) {
    if (source === null) continue;
    const period = periodOf(source);
    if (period < size && period <= most && period > unit && period % unit === 0) unit = period;
  }
  return Math.floor(most / unit) * unit;
}

type Step = (count: number, rows: number, length: number) => void;

function stepOf({ kernel, kind, op, out, args, width, narrow }: Instruction, room: readonly Register[]): Step {
  const call: BlockKernel = blockKernel(kernel);
  const at = (register: number | undefined): number => room[register ?? 0]?.at ?? 0;
  const [to, a, b, c] = [at(out), at(args[0]), at(args[1]), at(args[2])];
  const bytes = (count: number, rows: number): number => width * (narrow ? rows : count);
  if (kind === 'rows') return (_count, rows, length) => void call(to, a, rows, length);
  if (kind === 'map' && args.length === 1) return (count, rows) => void call(to, a, bytes(count, rows), 0);
  if (kind === 'map' && args.length === 2) return (count, rows) => void call(to, a, b, bytes(count, rows));
  if (kind === 'map') return (count, rows) => void call(to, a, b, c, bytes(count, rows));
  return (count, rows) => {
    if (call(to, a, bytes(count, rows), 0) === 0 || op === null) return;
    const from = viewOf(room[args[0] ?? 0], width);
    const into = viewOf(room[out], width);
    for (let i = 0, n = narrow ? rows : count; i < n; i++) {
      const x = from[i] as number;
      if (Math.abs(x) > MOST_ANGLE) into[i] = UNARY_NUMBERS[op](x);
    }
  };
}

function viewOf(register: Register | undefined, width: 4 | 8): Float32Array | Float64Array {
  if (register === undefined) throw new Error('a plan needs a register that is not there');
  return width === 4 ? register.float32 : register.float64;
}
