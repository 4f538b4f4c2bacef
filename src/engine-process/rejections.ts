/**
 * Promises of this thread that were rejected and that nobody handles. Lesson code that forgets an `await` would otherwise
 * fail without a word. Not here: what is made of them (run-cell.ts).
 */
export function rejections(told: (reason: unknown) => void): () => void {
  process.on('unhandledRejection', told);
  return () => void process.off('unhandledRejection', told);
}
