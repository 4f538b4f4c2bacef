/**
 * A run out of the store as a hand-in, and a hand-in into the store. What could tell who somebody is stays out: the machine's
 * processor and platform go along, since they explain times; notes only when wished; ids are made anew on import.
 */
import { CheckpointId, RunId } from '@ipc/ids.ts';
import * as v from 'valibot';
import { AppError } from '@ipc/errors.ts';
import type { RunDetail } from '@ipc/runs.ts';
import type { ImportedRun, StoredCheckpoint } from '@ipc/store.ts';
import type { AskStore } from '../store-client/store-client.ts';
import type { HandIn } from './hand-in.ts';
import type { Unsealed } from './hand-in-write.ts';

export interface HandInWish {
  run: RunId;
  pseudonym: string;
  /** The last checkpoint goes along. */
  checkpoint: boolean;
  notes: boolean;
}

/** Samples are the largest part of what is observed; a hand-in holds a few of each series. */
const MOST_OBSERVATIONS = 50;

export async function collect(
  store: AskStore,
  wish: HandInWish,
  facts: { app: string; at: string }
): Promise<Unsealed> {
  const run = await store.ask('runGet', { run: wish.run });
  if (run.status === 'running')
    throw new AppError('busy', 'This run has not ended yet. Stop it, or wait until it has finished.');
  const ids = { runs: [wish.run], names: [], points: Number.MAX_SAFE_INTEGER };
  const curves = await store.ask('curves', ids);
  const last = wish.checkpoint ? run.checkpointList.at(-1) : undefined;
  const stored = last ? await store.ask('checkpointLoad', { id: last.id }) : null;
  const kinds = [...new Set(run.observed.map(({ kind }) => kind))];
  const observations = await Promise.all(
    kinds.map((kind) => store.ask('observations', { run: wish.run, kind, name: null, most: MOST_OBSERVATIONS }))
  );
  return {
    ...facts,
    pseudonym: wish.pseudonym,
    run: {
      ...rowOf(run, wish.notes),
      checkpoint: last && stored ? { ...headOf(stored), id: last.id, at: last.at } : null
    },
    files: run.files,
    rows: curves.flatMap(({ name, step, value, time }) =>
      step.map((at, i) => ({ name, step: at, value: value[i] ?? NaN, time: time[i] ?? 0 }))
    ),
    observations: observations.flat(),
    checkpoint: stored
  };
}

function rowOf(run: RunDetail, notes: boolean): Omit<HandIn['run'], 'checkpoint'> {
  const { id, lesson, title, entry, device, deviceName, seed, config, environment, startedAt, seconds, error } = run;
  const { tags, resumable, data } = run;
  const status = run.status === 'running' ? 'interrupted' : run.status;
  const row = { id, lesson, title, entry, device, deviceName, seed, config, environment, startedAt, seconds, error };
  return { ...row, status, notes: notes ? run.notes : '', tags, resumable, data };
}

const headOf = ({ step, reason, arrays }: StoredCheckpoint) => ({
  step,
  reason,
  arrays: arrays.map(({ name, dtype, shape, bytes }) => ({ name, dtype, shape, bytes: bytes.length }))
});

/** Ids follow from the content: they cannot collide with those of runs recorded here, and importing twice finds the first. */
export const importedId = (content: string): RunId => v.parse(RunId, `in-${content.slice(0, 40)}`);

export function toImport({ manifest, run, files, rows, observations, checkpoint }: HandIn, now: string): ImportedRun {
  const id = importedId(manifest.content);
  const { lesson, title, entry, device, deviceName, seed, config, environment, startedAt, resumable } = run;
  // Thirty runs of one lesson have one title: who handed it in comes first.
  const named = `${manifest.pseudonym} · ${title}`;
  const row = {
    id,
    lesson,
    title: named,
    entry,
    files,
    device,
    deviceName,
    seed,
    config,
    environment,
    startedAt,
    resumable
  };
  return {
    run: { ...row, parent: null, parentCheckpoint: null, again: null },
    status: run.status,
    seconds: run.seconds,
    error: run.error,
    notes: run.notes,
    tags: run.tags,
    rows,
    data: run.data,
    observations,
    checkpoint:
      run.checkpoint && checkpoint
        ? {
            id: v.parse(CheckpointId, `in-${manifest.content.slice(0, 40)}`),
            at: run.checkpoint.at,
            step: run.checkpoint.step,
            reason: 'hand',
            state: checkpoint.state,
            arrays: checkpoint.arrays
          }
        : null,
    origin: { pseudonym: manifest.pseudonym, handIn: manifest.content, importedAt: now }
  };
}
