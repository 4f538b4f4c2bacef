/**
 * A chain lies here in pieces, in no order at all:
 *
 *   { B: { from: 'a', to: 'b' }, C: { from: 'b', to: 'y' }, A: { from: 'x', to: 'a' } }
 *
 * The function A makes a out of x, and so on. No two of them begin or end at the same variable.
 */

/** The names of the functions in the order of the forward pass, beginning at the variable `first`. */
export function forwardOrder(links, first) {
  const names = Object.keys(links);
  const order = [];
  let name = names.find((one) => links[one].from === first);
  while (name !== undefined) {
    order.push(name);
    const reached = links[name].to;
    name = names.find((one) => links[one].from === reached);
  }
  return order;
}

/** The names in the order of the backward pass, beginning at the variable `last`. */
export function backwardOrder(links, last) {
  const ends = Object.values(links).map(({ to }) => to);
  const first = Object.values(links).find(({ from }) => !ends.includes(from)).from;
  return forwardOrder(links, first);
}
