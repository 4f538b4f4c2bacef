/**
 * Asks the layout worker. The worker's address passes a Trusted Types policy that accepts addresses of our own origin
 * only; the page's policy has to allow the name 'dezero-worker'.
 */
import type { LayoutRequest, LayoutResult } from './layout.ts';
import type { LayoutAnswer, LayoutJob } from './layout.worker.ts';
import workerUrl from './layout.worker.ts?worker&url';

export class LayoutClient {
  #worker: Worker | null = null;
  #next = 1;
  readonly #waiting = new Map<number, { resolve: (result: LayoutResult) => void; reject: (error: Error) => void }>();

  layout(request: LayoutRequest): Promise<LayoutResult> {
    const worker = (this.#worker ??= this.#start());
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const start = performance.now();
      const measured = (result: LayoutResult): void => {
        performance.measure('graph layout', { start });
        resolve(result);
      };
      this.#waiting.set(id, { resolve: measured, reject });
      worker.postMessage({ id, request } satisfies LayoutJob);
    });
  }

  destroy(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting.clear();
  }

  #start(): Worker {
    // Only the types of `lib.dom` want a string here; the policy's value is what the browser asks for.
    const worker = new Worker(trustedUrl(workerUrl) as string, { type: 'module' });
    worker.onmessage = (message: MessageEvent<LayoutAnswer>) => {
      const answer = message.data;
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if ('result' in answer) waiting?.resolve(answer.result);
      else waiting?.reject(new Error(`layout: ${answer.error}`));
    };
    worker.onerror = (event) => {
      const error = new Error(`layout: the worker failed: ${event.message}`);
      for (const waiting of this.#waiting.values()) waiting.reject(error);
      this.#waiting.clear();
    };
    return worker;
  }
}

interface UrlPolicy {
  createScriptURL(url: string): unknown;
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): UrlPolicy;
}

let policy: UrlPolicy | null = null;

function trustedUrl(url: string): unknown {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  policy ??= factory?.createPolicy('dezero-worker', { createScriptURL: ownUrl }) ?? { createScriptURL: ownUrl };
  return policy.createScriptURL(url);
}

function ownUrl(url: string): string {
  const absolute = new URL(url, location.href);
  if (absolute.origin !== location.origin)
    throw new TypeError(`A worker may come from ${location.origin} only, not from ${absolute.origin}.`);
  return absolute.href;
}
