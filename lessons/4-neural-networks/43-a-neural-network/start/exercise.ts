import { Variable, F, nd, random } from 'dezero';

/** The parameters of a network with one input, `hidden` units and one output. */
export function createNetwork(hidden) {
  return {};
}

/** The network's answer for x of shape (N, 1): a Variable of shape (N, 1). */
export function predict(network, x) {
  return x;
}
