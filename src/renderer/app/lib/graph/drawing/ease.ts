/** How something on the stage starts and comes to rest: slow, fast, slow. */
export function ease(share: number): number {
  return share < 0.5 ? 2 * share * share : 1 - (2 - 2 * share) ** 2 / 2;
}
