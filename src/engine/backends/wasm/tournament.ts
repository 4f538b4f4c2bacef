/**
 * Chooses the tile shape of matrix products: which is fastest depends on the processor, the set of instructions and the
 * version of V8 (a shape with too many sums for the registers halves the speed). At first use the shapes take turns for
 * about 5 ms; the first turns also make V8 compile them properly. All shapes give the same bits, so nothing but speed
 * depends on who wins. Not here: the shapes themselves (scripts/lib/tiles.mjs).
 */
import { currentHost } from '../../host.ts';
import { kernels } from './instance.ts';
import { kernelSettings } from './settings.ts';
import { memory, Workspace } from './workspace.ts';

export interface Tile {
  readonly shape: number;
  readonly rows: number;
  readonly columns: number;
}

export type FloatBits = 32 | 64;

const PLAY_MS = 5;
/** For as long no shape is faster than V8's first, quick compilation made it. */
const LONGEST_MS = 20;
/** How much faster a proper compilation is at least. */
const COMPILED = 1.5;

/** A product whose sides are multiples of every shape's. */
const M = 60;
const K = 256;
const N = 48;

const winners = new Map<string, Tile>();

/** The fastest shape here. Uses the workspace at its first call for a set and a kind of float. */
export function fastestTile(bits: FloatBits): Tile {
  const key = kernelSettings().set + bits;
  let winner = winners.get(key);
  if (winner === undefined) winners.set(key, (winner = play(bits)));
  return winner;
}

/** All shapes, for the tests that they agree. */
export function allTiles(bits: FloatBits): Tile[] {
  const { tileRows, tileColumns } = kernels();
  const tiles: Tile[] = [];
  for (let shape = 0; tileRows(shape) > 0; shape++)
    tiles.push({ shape, rows: tileRows(shape), columns: tileColumns(shape) / (bits / 32) });
  return tiles;
}

function play(bits: FloatBits): Tile {
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
  const { now } = currentHost();
  const start = now();
  const times = tiles.map(() => Infinity);
  let first = 0;
  for (;;) {
    for (const [i, { shape }] of tiles.entries()) {
      const began = now();
      block(shape, a, b, c, N * size, M, N, K, 0, c);
      times[i] = Math.min(times[i] ?? Infinity, now() - began);
    }
    const best = Math.min(...times);
    if (first === 0) first = best;
    const played = now() - start;
    if (played > LONGEST_MS || (played > PLAY_MS && best * COMPILED < first)) return tiles[times.indexOf(best)] as Tile;
  }
}
