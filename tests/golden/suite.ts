/**
 * A golden file as a list of cases: each has a kind (what must be supported to run it), an id and a check. A kind that
 * the engine does not support is a case whose check throws, so it counts as failed, never as skipped.
 */
import type { Json, JsonObject, Mismatch } from './compare.ts';

export interface GoldenCase {
  kind: string;
  id: string;
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

export function found(...results: (Mismatch | null)[]): Mismatch[] {
  return results.filter((one) => one !== null);
}

export function list(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as JsonObject[]) : [];
}
