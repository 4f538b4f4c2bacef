/**
 * The one pipeline that every message from a page takes: sender check, parse the input by its schema, run the handler,
 * in development parse the output as well, envelope. Streams get a Sink over the port that came with the request.
 */
import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import * as v from 'valibot';
import { channelOf } from '@ipc/contract.ts';
import type { AnySchema, Entry, Envelope, Handlers, Namespace, Sink, Verbs } from '@ipc/envelope.ts';
import { AppError } from '@ipc/errors.ts';
import { isTrustedSender } from '../security/sender.ts';
import { StreamSink } from './stream-sink.ts';

export interface RouterOptions {
  devServer: string | undefined;
  /** Parse what handlers answer, too. */
  checkOutput: boolean;
  /** Failures that are our fault. */
  report(channel: string, error: unknown): void;
}

type AnyHandler = (input: unknown, sink?: Sink<unknown>) => unknown;

export class Router {
  readonly #options: RouterOptions;

  constructor(options: RouterOptions) {
    this.#options = options;
  }

  register<V extends Verbs>(namespace: Namespace<V>, handlers: Handlers<V>): void {
    for (const [verb, entry] of Object.entries<Entry>(namespace.verbs)) {
      const channel = channelOf(namespace.name, verb);
      // The mapped type has checked that each handler fits its entry; here they are called by name.
      const handler = (handlers as Record<string, AnyHandler>)[verb];
      if (!handler) throw new Error(`router: no handler for ${channel}`);
      const bound: AnyHandler = (input, sink) => handler.call(handlers, input, sink);
      if (entry.kind === 'call')
        ipcMain.handle(channel, (event, input) => this.#call(channel, entry, bound, event, input));
      else ipcMain.on(channel, (event, input) => this.#stream(channel, entry, bound, event, input));
    }
  }

  async #call(
    channel: string,
    entry: { input: AnySchema; output: AnySchema },
    handler: AnyHandler,
    event: IpcMainInvokeEvent,
    input: unknown
  ): Promise<Envelope> {
    try {
      this.#checkSender(channel, event);
      const value = await handler(parse(channel, entry.input, input));
      if (this.#options.checkOutput) v.parse(entry.output, value);
      return { ok: true, value };
    } catch (error) {
      return { ok: false, error: this.#failure(channel, error).toData() };
    }
  }

  #stream(
    channel: string,
    entry: { input: AnySchema; event: AnySchema },
    handler: AnyHandler,
    event: IpcMainEvent,
    input: unknown
  ): void {
    const port = event.ports[0];
    if (!port) return;
    const sink = new StreamSink<unknown>(port);
    try {
      this.#checkSender(channel, event);
      handler(parse(channel, entry.input, input), this.#options.checkOutput ? checked(sink, entry.event) : sink);
    } catch (error) {
      sink.fail(this.#failure(channel, error).toData());
    }
  }

  #checkSender(channel: string, event: IpcMainEvent | IpcMainInvokeEvent): void {
    if (!isTrustedSender(event.senderFrame, this.#options.devServer))
      throw new AppError('forbidden', `${channel}: only the app's own page may call this.`);
  }

  #failure(channel: string, error: unknown): AppError {
    const failure = AppError.from(error);
    if (failure.code === 'internal') this.#options.report(channel, error);
    return failure;
  }
}

function parse(channel: string, schema: AnySchema, input: unknown): unknown {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  const faults = parsed.issues.slice(0, 3).map((issue) => `${v.getDotPath(issue) ?? 'input'}: ${issue.message}`);
  throw new AppError('bad-input', `${channel}: ${faults.join('; ')}`);
}

/** In development a handler that sends what the contract does not allow fails at once. */
function checked(sink: Sink<unknown>, schema: AnySchema): Sink<unknown> {
  return {
    send: (event) => {
      v.parse(schema, event);
      sink.send(event);
    },
    end: () => sink.end(),
    fail: (error) => sink.fail(error),
    onClose: (listener) => sink.onClose(listener),
    backlog: () => sink.backlog?.() ?? 0
  };
}
