/** Faults of our own go to standard error, with the place where they were noticed. */
export function report(place: string, error: unknown): void {
  process.stderr.write(`[${place}] ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
