/** Tags as they are typed: words with commas between them, each once, sorted as the store keeps them. Pure. */

/** As many as the contract takes. */
const MOST = 20;

export function withTags(tags: readonly string[], typed: string): string[] {
  const fresh = typed
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  return [...new Set([...tags, ...fresh])].slice(0, MOST).sort();
}
