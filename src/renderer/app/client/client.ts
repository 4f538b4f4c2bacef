/**
 * The typed client: turns the bare transport of the preload (window.dezero) into `Api`, by looping over the contract.
 * Answers and events are parsed by the contract's schemas here, on the receiving side; failures become AppErrors.
 * Not here: retries, caching, texts for the user (see lib/state).
 */
import * as v from 'valibot';
import { channelOf, contract, type Api, type Bridge } from '@ipc/contract.ts';
import type { AnySchema, Entry } from '@ipc/envelope.ts';
import { AppError, ERROR_CODES, type FailureData } from '@ipc/errors.ts';

const Failure = v.object({
  code: v.picklist(ERROR_CODES),
  message: v.string(),
  details: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])))
});
const Answer = v.variant('ok', [
  v.object({ ok: v.literal(true), value: v.unknown() }),
  v.object({ ok: v.literal(false), error: Failure })
]);
const Message = v.variant('kind', [
  v.object({ kind: v.literal('events'), number: v.number(), events: v.array(v.unknown()) }),
  v.object({ kind: v.literal('end') }),
  v.object({ kind: v.literal('failed'), error: Failure })
]);

export interface StreamListener<T> {
  event(event: T): void;
  end?(): void;
  failed?(error: FailureData): void;
}

export function createApi(bridge: Bridge): Api {
  const api: Record<string, Record<string, unknown>> = {};
  for (const [key, { name, verbs }] of Object.entries(contract)) {
    const client: Record<string, unknown> = {};
    for (const [verb, entry] of Object.entries(verbs as Record<string, Entry>))
      client[verb] =
        entry.kind === 'call'
          ? caller(bridge, channelOf(name, verb), entry.output)
          : subscriber(bridge, channelOf(name, verb), entry.event);
    api[key] = Object.freeze(client);
  }
  // The loop follows the contract, which is what Api is computed from; the compiler cannot see that.
  return Object.freeze(api) as unknown as Api;
}

function caller(bridge: Bridge, channel: string, output: AnySchema) {
  return async (input: unknown): Promise<unknown> => {
    const answer = parse(channel, Answer, await bridge.call(channel, input));
    if (!answer.ok) throw errorOf(answer.error);
    return parse(channel, output, answer.value);
  };
}

function subscriber(bridge: Bridge, channel: string, event: AnySchema) {
  return (input: unknown, on: StreamListener<unknown>): (() => void) => {
    let open = true;
    const close = bridge.subscribe(channel, input, (raw) => {
      if (!open) return;
      try {
        const message = parse(channel, Message, raw);
        if (message.kind === 'events') for (const one of message.events) on.event(parse(channel, event, one));
        else {
          open = false;
          if (message.kind === 'end') on.end?.();
          else on.failed?.(errorOf(message.error).toData());
        }
      } catch (error) {
        open = false;
        close();
        on.failed?.(AppError.from(error).toData());
      }
    });
    return () => {
      open = false;
      close();
    };
  };
}

function parse<S extends AnySchema>(channel: string, schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new AppError('bad-input', `${channel}: ${v.getDotPath(issue) ?? 'answer'}: ${issue.message}`);
}

function errorOf(failure: v.InferOutput<typeof Failure>): AppError {
  return new AppError(failure.code, failure.message, failure.details);
}
