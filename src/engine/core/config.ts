/**
 * Two settings that reach every call of a function: whether the graph is recorded, and whether layers behave as in
 * training. Scopes restore the former value also when the body throws, so they nest.
 * Not here: settings of the app, choice of backend.
 */
import { described } from './described.ts';
import { ValueError } from './errors.ts';

/** The two settings and what they mean. */
export interface Config {
  /** Whether calls of functions are recorded for `backward`. */
  enableBackprop: boolean;
  /** Training (dropout drops, batch norm uses the batch) or test. */
  train: boolean;
}

/**
 * The settings in force; a run starts with both on. Source: DeZero Config.
 * @example
 * config.train; // => true
 */
export const config: Config = { enableBackprop: true, train: true };

/**
 * Runs `body` with one setting changed and gives what it gives; the former value comes back also when `body` throws.
 * ValueError for a name that is no setting. Source: DeZero using_config.
 * @example
 * usingConfig('train', false, () => config.train); // => false
 * config.train; // => true
 * usingConfig('speed', 1, () => 0); // throws ValueError: usingConfig
 */
export function usingConfig<K extends keyof Config, R>(name: K, value: Config[K], body: () => R): R {
  if (!Object.hasOwn(config, name))
    throw new ValueError('usingConfig', `there is no setting '${name}'; there are ${Object.keys(config).join(', ')}`);
  if (typeof value !== 'boolean')
    throw new ValueError('usingConfig', `'${name}' is true or false, not ${described(value)}`);
  const before = config[name];
  config[name] = value;
  try {
    return body();
  } finally {
    config[name] = before;
  }
}

/**
 * Runs `body` without recording a graph: faster, and nothing can be back-propagated through it. Source: DeZero no_grad.
 * @example
 * const x = new Variable(nd.array(3));
 * noGrad(() => F.square(x)).creator; // => null
 */
export function noGrad<R>(body: () => R): R {
  return usingConfig('enableBackprop', false, body);
}

/**
 * Runs `body` with layers in test behaviour: dropout drops nothing, batch norm uses its running statistics. Source:
 * DeZero test_mode.
 * @example
 * testMode(() => F.dropout(nd.array([1, 2]))); // => variable([1. 2.])
 */
export function testMode<R>(body: () => R): R {
  return usingConfig('train', false, body);
}
