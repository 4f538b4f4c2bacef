/** How much memory an engine process may use: 4 GiB or half of what the machine has, or what the environment says. */
const GIB = 2 ** 30;

export function limitBytes(total: number, fromEnvironment: string | undefined): number {
  const megabytes = Number(fromEnvironment);
  if (fromEnvironment !== undefined && Number.isFinite(megabytes) && megabytes > 0) return megabytes * 2 ** 20;
  return Math.min(4 * GIB, total / 2);
}
