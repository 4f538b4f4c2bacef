/** The control block in shared memory through which a running cell is paused, stepped and stopped. */

/** Words of the block, an Int32Array over a SharedArrayBuffer. */
export const CONTROL = {
  /** One of CONTROL_STATE; written by the port thread (and by the worker after a single step), waited on by the worker. */
  STATE: 0,
  /** 1: save a checkpoint at the next step. */
  CHECKPOINT: 1,
  LENGTH: 4
} as const;

export const CONTROL_STATE = { RUN: 0, PAUSE: 1, STEP: 2, STOP: 3 } as const;
