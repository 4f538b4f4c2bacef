/** Smallest Electron app that runs the benchmark in a utility process and prints its answer as one JSON line. */
import { app, utilityProcess } from 'electron';
import path from 'node:path';

void app.whenReady().then(() => {
  const only = process.env['DEZERO_BENCH_ONLY'] ?? '';
  const child = utilityProcess.fork(path.join(import.meta.dirname, 'bench-process.cjs'), [
    only,
    process.env['DEZERO_BENCH_WASM'] ?? ''
  ]);
  child.on('message', (message: { progress?: string; results?: unknown; error?: string }) => {
    if (message.progress !== undefined) return process.stderr.write(`[bench] ${message.progress}\n`);
    process.stdout.write(`BENCH ${JSON.stringify(message)}\n`, () => app.exit(message.error === undefined ? 0 : 1));
    return true;
  });
  child.on('exit', (code) => app.exit(code === 0 ? 1 : code));
});
