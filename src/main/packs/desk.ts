/**
 * Where hand-ins are read and written, zipped and hashed, and where what was read waits for a yes. Main has it on a thread
 * of its own (pack-thread.ts), since this takes long; tests call it directly. Nothing here touches a disk or the store.
 */
import type { HandInPreview, PackProblem } from '@ipc/packs.ts';
import type { ImportedRun } from '@ipc/store.ts';
import { readClassPack, type ClassPack } from './class-pack-read.ts';
import { readHandIn } from './hand-in-read.ts';
import { writeHandIn, type Unsealed } from './hand-in-write.ts';
import { toImport } from './handing-in.ts';
import { PackError } from './pack-error.ts';
import { previewOf } from './preview.ts';
import { WaitingHandIns } from './waiting.ts';

/** Every request by name: arguments and answer. */
export interface DeskRequests {
  write: [{ content: Unsealed }, { bytes: Uint8Array; preview: HandInPreview }];
  read: [
    { bytes: Uint8Array },
    (
      | { ok: true; token: string; content: string; preview: HandInPreview }
      | { ok: false; problem: PackProblem; detail: string }
    )
  ];
  /** What the store takes for a hand-in that waits; null when it waits no longer. */
  toImport: [{ token: string; now: string }, ImportedRun | null];
  /** Keeps nothing: a pack's file is small, and lies with who asked. */
  readClassPack: [
    { bytes: Uint8Array },
    { ok: true; pack: ClassPack } | { ok: false; problem: PackProblem; detail: string }
  ];
  drop: [{ tokens: readonly string[] }, null];
}
export type DeskVerb = keyof DeskRequests;

/** What handlers need of the desk, on whatever thread it is. */
export interface AskDesk {
  ask<V extends DeskVerb>(verb: V, input: DeskRequests[V][0]): Promise<DeskRequests[V][1]>;
}

export class Desk {
  readonly #waiting = new WaitingHandIns();
  readonly #verbs: { readonly [V in DeskVerb]: (input: DeskRequests[V][0]) => DeskRequests[V][1] } = {
    write: ({ content }) => {
      const bytes = writeHandIn(content);
      // What is shown is what is in the file.
      return { bytes, preview: previewOf(readHandIn(bytes), bytes.length) };
    },
    read: ({ bytes }) => this.#read(bytes),
    toImport: ({ token, now }) => {
      const handIn = this.#waiting.get(token);
      return handIn && toImport(handIn, now);
    },
    readClassPack: ({ bytes }) => orRefused(() => ({ ok: true, pack: readClassPack(bytes) })),
    drop: ({ tokens }) => {
      for (const token of tokens) this.#waiting.drop(token);
      return null;
    }
  };

  handle<V extends DeskVerb>(verb: V, input: DeskRequests[V][0]): DeskRequests[V][1] {
    return this.#verbs[verb](input);
  }

  #read(bytes: Uint8Array): DeskRequests['read'][1] {
    return orRefused(() => {
      const handIn = readHandIn(bytes);
      const token = this.#waiting.add(handIn, bytes.length);
      return { ok: true, token, content: handIn.manifest.content, preview: previewOf(handIn, bytes.length) };
    });
  }
}

function orRefused<T>(read: () => T): T | { ok: false; problem: PackProblem; detail: string } {
  try {
    return read();
  } catch (error) {
    if (error instanceof PackError) return { ok: false, problem: error.problem, detail: error.message };
    throw error;
  }
}
