/** Compares a run with the one that it repeats, through the store, and keeps the verdict where it does repeat it. */
import type { RunId } from '@ipc/ids.ts';
import type { Curve, Verdict } from '@ipc/runs.ts';
import type { AskStore } from '../store-client/store-client.ts';
import { verdictOf } from './verdict.ts';

export async function judge(store: AskStore, run: RunId, original: RunId): Promise<Verdict> {
  const { again } = await store.ask('runGet', { run });
  const verdict = verdictOf(await allRows(store, original), await allRows(store, run));
  if (again?.run === original) await store.ask('verdictSave', { run, verdict });
  return verdict;
}

const allRows = (store: AskStore, run: RunId): Promise<Curve[]> =>
  store.ask('curves', { runs: [run], names: [], points: Number.MAX_SAFE_INTEGER });
