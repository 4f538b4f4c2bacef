/** The thread of the desk: answers DeskRequests from its parent port, in order. All work is in desk.ts. */
import { parentPort } from 'node:worker_threads';
import { Desk, type DeskRequests, type DeskVerb } from './desk.ts';

export interface DeskRequest<V extends DeskVerb = DeskVerb> {
  id: number;
  verb: V;
  input: DeskRequests[V][0];
}
export type DeskAnswer = { id: number; ok: true; value: unknown } | { id: number; ok: false; message: string };

const port = parentPort;
if (!port) throw new Error('pack-worker: runs as a worker thread only');
const desk = new Desk();

port.on('message', ({ id, verb, input }: DeskRequest) => {
  let answer: DeskAnswer;
  try {
    answer = { id, ok: true, value: desk.handle(verb, input) };
  } catch (error) {
    answer = { id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(answer);
});
