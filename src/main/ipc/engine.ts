/** Handlers of the "engine" namespace; the work is in src/main/engine-host. */
import type { engine } from '@ipc/engine.ts';
import type { Handlers } from '@ipc/envelope.ts';
import type { EngineHost } from '../engine-host/engine-host.ts';

export function engineHandlers(host: EngineHost): Handlers<(typeof engine)['verbs']> {
  return {
    run: (request, sink) => host.run(request, sink),
    control: ({ action }) => {
      host.control(action);
      return null;
    },
    gpu: () => host.gpu()
  };
}
