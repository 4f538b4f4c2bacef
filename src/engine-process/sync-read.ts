/**
 * A synchronous answer through shared memory: the engine worker waits on a word until the port thread has filled in
 * the bytes, or a reason why there are none. Layout: word 0 state, word 1 bytes, from byte 16 the data or a message.
 */
const DATA = 16;
const STATE = { WAITING: 0, DONE: 1, FAILED: 2 } as const;
/** Room for a message even where the data is short. */
const LEAST = 1024;

export function createAnswer(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(DATA + Math.max(LEAST, bytes));
}

/** Waits for the answer. Throws an Error named `DeviceLostError` with the other side's reason. */
export function waitForFloats(answer: SharedArrayBuffer, length: number, timeoutMs: number): Float32Array {
  const words = new Int32Array(answer, 0, 2);
  const outcome = Atomics.wait(words, 0, STATE.WAITING, timeoutMs);
  if (outcome === 'timed-out') throw deviceLost(`the GPU did not answer within ${timeoutMs / 1000} s`);
  const bytes = Atomics.load(words, 1);
  if (Atomics.load(words, 0) === STATE.FAILED)
    throw deviceLost(new TextDecoder().decode(new Uint8Array(answer, DATA, bytes).slice()));
  if (bytes !== length * 4) throw deviceLost(`the GPU answered ${bytes} bytes where ${length * 4} were asked for`);
  const floats = new Float32Array(length);
  floats.set(new Float32Array(answer, DATA, length));
  return floats;
}

export function answerFloats(answer: SharedArrayBuffer, data: Float32Array): void {
  if (data.byteLength > answer.byteLength - DATA) {
    answerFailure(answer, `the GPU sent ${data.byteLength} bytes, more than were asked for`);
    return;
  }
  new Float32Array(answer, DATA, data.length).set(data);
  settle(answer, STATE.DONE, data.byteLength);
}

export function answerFailure(answer: SharedArrayBuffer, message: string): void {
  const room = new Uint8Array(answer, DATA);
  const text = new TextEncoder().encode(message).subarray(0, room.length);
  room.set(text);
  settle(answer, STATE.FAILED, text.length);
}

function settle(answer: SharedArrayBuffer, state: number, bytes: number): void {
  const words = new Int32Array(answer, 0, 2);
  Atomics.store(words, 1, bytes);
  Atomics.store(words, 0, state);
  Atomics.notify(words, 0);
}

function deviceLost(reason: string): Error {
  const error = new Error(`read from the GPU: ${reason}. Run the cell again, or switch the device to CPU.`);
  error.name = 'DeviceLostError';
  return error;
}
