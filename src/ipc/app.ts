/** The "app" namespace: what this program is and runs on, and what it must tell the user. */
import * as v from 'valibot';
import { call, namespace, stream } from './envelope.ts';

export const AppInfo = v.object({
  version: v.string(),
  electron: v.string(),
  chromium: v.string(),
  /** True when the Electron is the stand-in for development (see README). */
  standIn: v.boolean(),
  platform: v.string(),
  cpu: v.string(),
  cores: v.number(),
  dataFolder: v.string(),
  /** Milliseconds from the start of the process until the page could be used; null until then. */
  interactiveMs: v.nullable(v.number())
});
export type AppInfo = v.InferOutput<typeof AppInfo>;

/** Something that happened outside of the screen and that the user should know; texts by code from i18n. */
export const Notice = v.object({
  code: v.picklist([
    'store-damaged', // the database was damaged: set aside, detail is where
    'store-read-only', // nothing can be saved: detail is the folder
    'disk-full', // what was to be saved did not fit; detail is what
    'store-future', // the database was written by a newer version
    'gpu-unavailable',
    'runs-interrupted', // runs that were running when the app ended last; detail is how many
    'engine-restarted'
  ]),
  detail: v.string()
});
export type Notice = v.InferOutput<typeof Notice>;

export const app = namespace('app', {
  info: call({ input: v.null(), output: AppInfo }),
  /** Notices so far and those to come. */
  notices: stream({ input: v.null(), event: Notice }),
  /** Menu actions and shortcuts that the page carries out: ids of src/ipc/actions.ts. */
  actions: stream({ input: v.null(), event: v.object({ action: v.string() }) }),
  /** The app is about to end: the page saves what was typed a moment ago, then says `left`. */
  leaving: stream({ input: v.null(), event: v.null() }),
  left: call({ input: v.null(), output: v.null() }),
  /** The page is drawn and can be used; milliseconds since its navigation started. */
  interactive: call({ input: v.object({ milliseconds: v.number() }), output: v.null() })
});
