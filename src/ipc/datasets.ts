/**
 * The "datasets" namespace: data sets that do not ship with the app, got by a download that the user starts or from a
 * file that the user has. Also the names of their files, which main writes and the engine process reads.
 * Not here: where they come from and what they must contain (src/main/datasets/catalogue.ts).
 */
import * as v from 'valibot';
import { call, namespace, stream } from './envelope.ts';

export const DATA_SET_IDS = ['cifar10', 'cifar100', 'shakespeare', 'imagenet'] as const;
export const DataSetId = v.picklist(DATA_SET_IDS);
export type DataSetId = v.InferOutput<typeof DataSetId>;

/** Names under which the engine asks for the files of a data set (`Host.asset`), and their names on disk. */
export const DATA_SET_ASSETS = {
  cifar10: ['cifar10-train', 'cifar10-test'],
  cifar100: ['cifar100-train', 'cifar100-test'],
  shakespeare: ['shakespeare'],
  imagenet: ['imagenet-labels']
} as const satisfies Record<DataSetId, readonly string[]>;

/** Why a data set could not be got; texts by code from i18n. */
export const DATA_SET_PROBLEMS = [
  'offline', // no connection, or it broke again and again
  'server', // the server answered with something else; detail is the status
  'redirect', // the server sends to an address that is not on the list; detail is its host
  'too-large', // more bytes than the file has
  'wrong-file', // checksum or structure is not that of the data set; detail says what
  'disk-full',
  'unreadable' // a file could not be read or written; detail is the system's word
] as const;
export type DataSetProblem = (typeof DATA_SET_PROBLEMS)[number];

const bytes = v.pipe(v.number(), v.integer(), v.minValue(0));

export const DataSetState = v.object({
  id: DataSetId,
  /** Where Download goes. */
  address: v.string(),
  downloadBytes: bytes,
  /** Bytes on disk; null when it is not there. */
  installed: v.nullable(bytes),
  /** Bytes of a download that was not finished and will go on there. */
  partial: bytes,
  work: v.nullable(
    v.object({
      kind: v.picklist(['download', 'check', 'unpack']),
      done: bytes,
      total: bytes,
      secondsLeft: v.nullable(v.number())
    })
  ),
  problem: v.nullable(v.object({ code: v.picklist(DATA_SET_PROBLEMS), detail: v.string() }))
});
export type DataSetState = v.InferOutput<typeof DataSetState>;

const one = v.object({ id: DataSetId });

export const datasets = namespace('datasets', {
  /** All data sets, at once and after every change. */
  watch: stream({ input: v.null(), event: v.array(DataSetState) }),
  /** Starts a download, or goes on with one; `watch` tells how it goes. */
  download: call({ input: one, output: v.null() }),
  /** Opens a file dialog in main; false when the user cancelled. */
  takeFile: call({ input: one, output: v.object({ chosen: v.boolean() }) }),
  /** Stops what is going on; what was downloaded is kept. */
  cancel: call({ input: one, output: v.null() }),
  /** Deletes the files, and the unfinished download. */
  remove: call({ input: one, output: v.null() })
});
