import { Variable, F, nd, random } from 'dezero';

/** The parameters of a network with one input, `hidden` units and one output. */
export function createNetwork(hidden) {
  return {
    W1: new Variable(0.01 * random.randn(1, hidden), 'W1'),
    b1: new Variable(nd.zeros(hidden), 'b1'),
    W2: new Variable(nd.zeros([hidden, 1]), 'W2'),
    b2: new Variable(nd.zeros(1), 'b2')
  };
}

/** The network's answer for x of shape (N, 1): a Variable of shape (N, 1). */
export function predict(network, x) {
  const h = F.sigmoid(F.linear(x, network.W1, network.b1));
  return F.linear(h, network.W2, network.b2);
}
