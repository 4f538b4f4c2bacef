/**
 * How the contract is written and what travels: `call` (ask, answer once) and `stream` (subscribe, many events).
 * One description gives the channel list of the preload, the typed client, the handler signatures and the schemas
 * that the receiving side parses with. No transport here: see src/preload/app.ts, src/main/ipc/router.ts.
 */
import type { BaseIssue, BaseSchema, InferInput, InferOutput } from 'valibot';
import type { FailureData } from './errors.ts';

export type AnySchema = BaseSchema<unknown, unknown, BaseIssue<unknown>>;

export interface Call<I extends AnySchema, O extends AnySchema> {
  readonly kind: 'call';
  readonly input: I;
  readonly output: O;
}

export interface Stream<I extends AnySchema, E extends AnySchema> {
  readonly kind: 'stream';
  readonly input: I;
  readonly event: E;
}

// Widened on purpose: a namespace maps verbs to entries whose schemas differ.
export type Entry = Call<AnySchema, AnySchema> | Stream<AnySchema, AnySchema>;
export type Verbs = Record<string, Entry>;

export interface Namespace<V extends Verbs> {
  readonly name: string;
  readonly verbs: V;
}

export const call = <I extends AnySchema, O extends AnySchema>(of: { input: I; output: O }): Call<I, O> => ({
  kind: 'call',
  ...of
});

export const stream = <I extends AnySchema, E extends AnySchema>(of: { input: I; event: E }): Stream<I, E> => ({
  kind: 'stream',
  ...of
});

export const namespace = <V extends Verbs>(name: string, verbs: V): Namespace<V> => ({ name, verbs });

/** What an answer looks like on the wire. */
export type Envelope = { ok: true; value: unknown } | { ok: false; error: FailureData };

/** What a stream sends over its port. The receiver acknowledges each 'events' by its number. */
export type StreamMessage =
  { kind: 'events'; number: number; events: unknown[] } | { kind: 'end' } | { kind: 'failed'; error: FailureData };
export interface StreamAck {
  ack: number;
}

/** A stream's sender stops sending, and buffers, while this many batches wait for their acknowledgement. */
export const STREAM_WINDOW = 8;

/** The typed client of a namespace, as the renderer uses it. */
export type Client<V extends Verbs> = {
  readonly [K in keyof V]: V[K] extends Call<infer I, infer O>
    ? (input: InferInput<I>) => Promise<InferOutput<O>>
    : V[K] extends Stream<infer I, infer E>
      ? (
          input: InferInput<I>,
          on: { event(event: InferOutput<E>): void; end?(): void; failed?(error: FailureData): void }
        ) => () => void
      : never;
};

/** A sender of stream events, handed to the handler. */
export interface Sink<T> {
  send(event: T): void;
  end(): void;
  fail(error: FailureData): void;
  /** Called once when the receiver has gone or has unsubscribed. */
  onClose(listener: () => void): void;
  /** How many events wait here because the receiver is slow; a sender of many slows down by it. */
  backlog?(): number;
}

/** What main must implement for a namespace; a missing handler is a type error. */
export type Handlers<V extends Verbs> = {
  readonly [K in keyof V]: V[K] extends Call<infer I, infer O>
    ? (input: InferOutput<I>) => Promise<InferInput<O>> | InferInput<O>
    : V[K] extends Stream<infer I, infer E>
      ? (input: InferOutput<I>, sink: Sink<InferInput<E>>) => void
      : never;
};
