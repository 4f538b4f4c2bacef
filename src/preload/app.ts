/**
 * Exposes the bridge of src/ipc/contract.ts to the page as `window.dezero`: only channels of the contract pass.
 * Each batch of a stream is acknowledged after the page has taken it, which is the sender's back-pressure.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { channelOf, contract, type Bridge } from '@ipc/contract.ts';
import type { Entry, Envelope, StreamAck, StreamMessage } from '@ipc/envelope.ts';

const channels: Record<Entry['kind'], Set<string>> = { call: new Set(), stream: new Set() };
for (const { name, verbs } of Object.values(contract))
  for (const [verb, entry] of Object.entries<Entry>(verbs)) channels[entry.kind].add(channelOf(name, verb));

const unknown = (channel: string): string => `There is no channel '${channel}' of that kind in the contract.`;

const bridge: Bridge = {
  call(channel, input) {
    if (channels.call.has(channel)) return ipcRenderer.invoke(channel, input);
    const answer: Envelope = { ok: false, error: { code: 'forbidden', message: unknown(channel) } };
    return Promise.resolve(answer);
  },

  subscribe(channel, input, onMessage) {
    if (!channels.stream.has(channel)) {
      onMessage({ kind: 'failed', error: { code: 'forbidden', message: unknown(channel) } } satisfies StreamMessage);
      return () => undefined;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<StreamMessage>) => {
      try {
        onMessage(data);
      } finally {
        if (data.kind === 'events') port1.postMessage({ ack: data.number } satisfies StreamAck);
        else port1.close();
      }
    };
    ipcRenderer.postMessage(channel, input, [port2]);
    return () => port1.close();
  }
};

contextBridge.exposeInMainWorld('dezero', bridge);
