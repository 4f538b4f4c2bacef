/** How errors name a value that should have been something else. Not here: shapes (shapeText). */
export function described(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'undefined (nothing)';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return `the string '${value.length > 20 ? `${value.slice(0, 20)}…` : value}'`;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'function') return 'a function';
  const kind = (Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null)?.constructor?.name ?? '';
  if (kind === '' || kind === 'Object') return 'an object';
  return `${/^[AEIO]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

/** Whether a value is a list; a plain boolean, as the type of a readonly list would be lost otherwise. */
export function isList(value: unknown): boolean {
  return Array.isArray(value);
}
