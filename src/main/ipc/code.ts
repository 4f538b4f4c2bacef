/** The "code" namespace: the learner's files, kept with their history by the store (src/store/queries/code.ts). */
import type { code } from '@ipc/code.ts';
import type { Handlers } from '@ipc/envelope.ts';
import type { AskStore } from '../store-client/store-client.ts';

export interface CodeDeps {
  store: AskStore;
  now: () => string;
}

export const codeHandlers = ({ store, now }: CodeDeps): Handlers<typeof code.verbs> => ({
  load: (input) => store.ask('codeLoad', input),
  save: (input) => store.ask('codeSave', { ...input, now: now() }),
  history: (input) => store.ask('codeHistory', input),
  version: (input) => store.ask('codeVersion', input),
  hung: (input) => store.ask('codeHung', input)
});
