/**
 * What the engine process and the hidden page say to each other over their MessagePort. Arrays are float32 and named by
 * handles that the engine chooses. Commands of a batch run in order; only 'read' is answered.
 */
import * as v from 'valibot';

const handle = v.pipe(v.number(), v.integer(), v.minValue(1));
const length = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1 << 28));
const params = v.array(v.union([v.number(), v.nan()]));

export const GpuCommand = v.variant('kind', [
  v.object({ kind: v.literal('upload'), handle, data: v.instance(Float32Array) }),
  v.object({
    kind: v.literal('dispatch'),
    kernel: v.string(),
    inputs: v.array(handle),
    output: handle,
    /** Elements of the new output array; null: the output exists and is written in place. */
    length: v.nullable(length),
    params
  }),
  v.object({ kind: v.literal('free'), handles: v.array(handle) }),
  v.object({ kind: v.literal('read'), id: v.number(), handle, length })
]);
export type GpuCommand = v.InferOutput<typeof GpuCommand>;

export const GpuBatch = v.object({ commands: v.array(GpuCommand) });
export type GpuBatch = v.InferOutput<typeof GpuBatch>;

export const GpuReply = v.variant('kind', [
  v.object({ kind: v.literal('data'), id: v.number(), data: v.instance(Float32Array) }),
  /** A command failed or the device was lost; `id` names the read that waits, null if none does. */
  v.object({ kind: v.literal('failed'), id: v.nullable(v.number()), message: v.string() }),
  /** First message of the page. */
  v.object({ kind: v.literal('ready'), name: v.string(), software: v.boolean() }),
  v.object({ kind: v.literal('unavailable'), reason: v.string() })
]);
export type GpuReply = v.InferOutput<typeof GpuReply>;
