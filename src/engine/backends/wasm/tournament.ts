/**
 * Chooses the tile shape of a matrix product: which is fastest depends on the processor, the set of instructions and the
 * version of V8 (a shape with too many sums for the registers halves the speed). At first use the shapes take turns for
 * some 5 ms, which makes V8 compile them properly, on a thread of its own; so they play once more a little later, and again.
 * All shapes give the same bits, so nothing but speed depends on who wins. A product takes the shape that is fastest for
 * its size, edges counted as full tiles. Not here: the shapes themselves (scripts/lib/tiles.mjs).
 */
import { currentHost } from '../../host.ts';
import { kernels } from './instance.ts';
import { kernelSettings } from './settings.ts';
import type { KernelSet } from './webassembly.ts';
import { memory, Workspace } from './workspace.ts';

export interface Tile {
  readonly shape: number;
  readonly rows: number;
  readonly columns: number;
}

export type FloatBits = 32 | 64;

/** Of the shapes in scripts/lib/tiles.mjs the one that is nowhere slow (4x8), for want of a clock that can tell them apart. */
const NOWHERE_SLOW = 2;

/** Turns of each shape. */
const TURNS = 16;
/** Milliseconds after the first tournament from which on the next product lets them play again. */
const AGAIN_MS = [300, 3000];

/** A product whose sides are multiples of every shape's. */
const M = 60;
const K = 256;
const N = 48;

interface Result {
  /** By size. */
  readonly plans: Map<number, Plan>;
  readonly times: (readonly [Tile, number])[];
  /** When they played first, and how often since. */
  readonly first: number;
  readonly again: number;
}

/** The milliseconds that each shape took, by set and kind of float. */
const results = new Map<string, Result>();

/** How to compute a product of m x n elements; `swapped`: as the transposed one of the operands the other way round. */
export interface Plan {
  readonly tile: Tile;
  readonly swapped: boolean;
}

/** What turning the result costs, as a share of the whole. */
const TURNING = 0.1;

/** So many plans are remembered, of sizes below 2^20. */
const MOST_PLANS = 256;

/**
 * The fastest way here, operands swapped or not; not swapped where the caller cannot do that. May use the workspace, so ask
 * before taking places in it.
 */
export function planProduct(bits: FloatBits, m: number, n: number, maySwap = true): Plan {
  const result = resultOf(kernelSettings().set, bits);
  const key = (m * 2 ** 20 + n) * 2 + (maySwap ? 1 : 0);
  let plan = result.plans.get(key);
  if (plan !== undefined && m < 2 ** 20 && n < 2 ** 20) return plan;
  plan = fastest(result, m, n, maySwap);
  if (result.plans.size === MOST_PLANS) result.plans.clear();
  result.plans.set(key, plan);
  return plan;
}

/** What the last tournament gave, or the next one where it is time. */
function resultOf(set: KernelSet, bits: FloatBits): Result {
  const key = set + bits;
  const found = results.get(key);
  const now = currentHost().now();
  if (found !== undefined && now - found.first < (AGAIN_MS[found.again] ?? Infinity)) return found;
  const { first, again } = found === undefined ? { first: now, again: 0 } : { ...found, again: found.again + 1 };
  const result = { times: play(bits), first, again, plans: new Map<number, Plan>() };
  results.set(key, result);
  return result;
}

function fastest({ times }: Result, m: number, n: number, maySwap: boolean): Plan {
  let plan: Plan | null = null;
  let least = Infinity;
  for (const swapped of maySwap ? [false, true] : [false])
    for (const [tile, time] of times) {
      const [down, across] = swapped ? [n, m] : [m, n];
      const work = Math.ceil(down / tile.rows) * tile.rows * Math.ceil(across / tile.columns) * tile.columns * time;
      const cost = swapped ? work * (1 + TURNING) : work;
      if (cost < least) [plan, least] = [{ tile, swapped }, cost];
    }
  if (plan === null) throw new Error('tournament: there is no shape');
  return plan;
}

/** All shapes, for the tests that they agree. */
export function allTiles(bits: FloatBits): Tile[] {
  const { tileRows, tileColumns } = kernels();
  const tiles: Tile[] = [];
  for (let shape = 0; tileRows(shape) > 0; shape++)
    tiles.push({ shape, rows: tileRows(shape), columns: tileColumns(shape) / (bits / 32) });
  return tiles;
}

function play(bits: FloatBits): (readonly [Tile, number])[] {
  const tiles = allTiles(bits);
  const { block32, block64 } = kernels();
  const block = bits === 32 ? block32 : block64;
  const size = bits / 8;
  const space = new Workspace();
  const a = space.take(M * K * size);
  const b = space.take(K * N * size);
  const c = space.take(M * N * size);
  space.ready();
  // Whatever lies there could be slow numbers, such as denormal ones.
  memory().float32.fill(0, a / 4, (c + M * N * size) / 4);
  const host = currentHost();
  const times = tiles.map(() => Infinity);
  for (let turn = 0; turn < TURNS; turn++)
    for (const [i, { shape }] of tiles.entries()) {
      const began = host.now();
      block(shape, a, b, c, N * size, M, N, K, 0, c);
      times[i] = Math.min(times[i] ?? Infinity, host.now() - began);
    }
  const coarse = times.includes(0);
  return tiles.flatMap((tile, i) => (coarse && i !== NOWHERE_SLOW ? [] : [[tile, times[i] ?? Infinity] as const]));
}
