/**
 * A golden file as a list of cases: each has a kind (what must be supported to run it), an id and a check. A kind that
 * the engine does not support is a case whose check throws, so it counts as failed, never as skipped.
 */
import { text, type Json, type JsonObject, type Mismatch } from './compare.ts';

export interface GoldenCase {
  kind: string;
  id: string;
  /** Set where there is nothing to compare with: that it runs is all that passing says. */
  withoutFigures?: boolean;
  /** The mismatches found; empty when all is well. */
  check(): Mismatch[];
}

export interface GoldenFile {
  /** Path within the folder, with '/'. */
  path: string;
  json: JsonObject;
  /** Reads a file beside it. */
  read(name: string): Uint8Array;
}

/** Gives the cases of a file that it recognises, otherwise null. */
export type Recogniser = (file: GoldenFile) => GoldenCase[] | null;

export class Unsupported extends Error {}

export function unsupported(kind: string, id: string, why: string): GoldenCase {
  return {
    kind,
    id,
    check: () => {
      throw new Unsupported(why);
    }
  };
}

/** Lists of a known file under names that nobody knows: each entry fails, so that nothing is skipped in silence. */
export function leftovers(kind: string, json: JsonObject, known: readonly string[]): GoldenCase[] {
  return Object.entries(json).flatMap(([name, value]) =>
    known.includes(name)
      ? []
      : list(value)
          .filter((one) => typeof one === 'object' && one !== null)
          .map((one, i) => unsupported(`${kind}/${name}`, `${name}/${text(one['id'] ?? i)}`, `a list named ${name}`))
  );
}

export function found(...results: (Mismatch | null)[]): Mismatch[] {
  return results.filter((one) => one !== null);
}

export function list(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as JsonObject[]) : [];
}
