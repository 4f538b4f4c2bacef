/** ln Σ eˣ of each row without overflow, as part of a chain: the maximum is taken out first. */
import type { Term } from '../backends/chain.ts';

export function logSumExp(x: Term): Term {
  const largest = x.rows('max');
  return largest.add(x.sub(largest).exp().rows('sum').unary('log'));
}
