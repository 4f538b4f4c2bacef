/** The control block in shared memory through which a running cell is paused, stepped and stopped. */

/** Words of the block, an Int32Array over a SharedArrayBuffer. */
export const CONTROL = {
  /** One of CONTROL_STATE; written by the port thread (and by the worker after a single step), waited on by the worker. */
  STATE: 0,
  /** One of CHECKPOINT_ASKED: save a checkpoint at the next step. */
  CHECKPOINT: 1,
  LENGTH: 4
} as const;

export const CONTROL_STATE = { RUN: 0, PAUSE: 1, STEP: 2, STOP: 3 } as const;

/** By hand: kept until it is removed by hand. By the app, which is about to end: one like those by the clock. */
export const CHECKPOINT_ASKED = { NO: 0, BY_HAND: 1, BY_APP: 2 } as const;
