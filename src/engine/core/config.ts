/**
 * Two settings that reach every call of a function: whether the graph is recorded, and whether layers behave as in
 * training. Scopes restore the former value also when the body throws, so they nest.
 * Not here: settings of the app, choice of backend.
 */
import { ValueError } from './errors.ts';

export interface Config {
  /** Whether calls of functions are recorded for `backward`. */
  enableBackprop: boolean;
  /** Training (dropout drops, batch norm uses the batch) or test. */
  train: boolean;
}

export const config: Config = { enableBackprop: true, train: true };

/** Runs `body` with one setting changed: `usingConfig('train', false, () => model.call(x))`. */
export function usingConfig<K extends keyof Config, R>(name: K, value: Config[K], body: () => R): R {
  if (!Object.hasOwn(config, name))
    throw new ValueError('usingConfig', `there is no setting '${name}'; there are ${Object.keys(config).join(', ')}`);
  const before = config[name];
  config[name] = value;
  try {
    return body();
  } finally {
    config[name] = before;
  }
}

/** Runs `body` without recording a graph: faster, and nothing can be back-propagated through it. */
export function noGrad<R>(body: () => R): R {
  return usingConfig('enableBackprop', false, body);
}

/** Runs `body` with layers in test behaviour. */
export function testMode<R>(body: () => R): R {
  return usingConfig('train', false, body);
}
