/**
 * Lets V8's optimiser end what it is compiling on a thread of its own. While it compiles it holds on to objects that the
 * code has seen, arrays among them, so whoever asks what memory is in use would see some that nobody uses. Relies on V8:
 * null where it does not work.
 */
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

export function createFinishCompiling(): (() => void) | null {
  try {
    // The flag holds while this one script is compiled, and for no other code.
    setFlagsFromString('--allow-natives-syntax');
    const script = new Script('%FinalizeOptimization()');
    return () => void script.runInThisContext();
  } catch {
    return null;
  } finally {
    setFlagsFromString('--no-allow-natives-syntax');
  }
}
