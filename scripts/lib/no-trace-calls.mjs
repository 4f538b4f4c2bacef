// Builds the engine without its trace calls: whoever asks `recorder` gets a constant null, so that each call is dead code.
/** @type {import('vite').Plugin} */
export const noTraceCalls = {
  name: 'no-trace-calls',
  enforce: 'pre',
  transform(code, id) {
    if (!id.replaceAll('\\', '/').includes('/src/engine/')) return null;
    if (id.endsWith('trace/recorder.ts')) return 'export const recorder = null; export const setRecorder = () => null;';
    const without = code
      .replace(/^import \{ recorder \} from .*$/m, '')
      .replace(/\brecorder !== null\b/g, 'false')
      .replace(/\brecorder\?\./g, '(null)?.')
      .replace(/= recorder;/g, '= null;');
    return without === code ? null : { code: without, map: null };
  }
};
