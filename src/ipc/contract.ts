/** THE contract between the page and main: all namespaces, and the channel of each verb. */
import { app } from './app.ts';
import { backups } from './backups.ts';
import { classPacks } from './class-packs.ts';
import { code } from './code.ts';
import { datasets } from './datasets.ts';
import { engine } from './engine.ts';
import type { Client } from './envelope.ts';
import { exportFiles } from './exports.ts';
import { lessons } from './lessons.ts';
import { packs } from './packs.ts';
import { runs } from './runs.ts';
import { settings } from './settings.ts';

export const contract = {
  app,
  backups,
  classPacks,
  code,
  datasets,
  engine,
  exports: exportFiles,
  lessons,
  packs,
  runs,
  settings
} as const;
export type Contract = typeof contract;

/** The whole typed client. */
export type Api = { readonly [N in keyof Contract]: Client<Contract[N]['verbs']> };

export const channelOf = (namespace: string, verb: string): string => `${namespace}:${verb}`;

/** What the preload exposes as `window.dezero`: transport only, no types; the client (renderer) adds those. */
export interface Bridge {
  /** Resolves to an Envelope. */
  call(channel: string, input: unknown): Promise<unknown>;
  /** Calls back with StreamMessages; returns the function that unsubscribes. */
  subscribe(channel: string, input: unknown, onMessage: (message: unknown) => void): () => void;
}
