/**
 * Smallest Electron app that runs the benchmark in a utility process and prints its answer as one JSON line. The request
 * comes in DEZERO_BENCH, the bundle of the process in DEZERO_BENCH_PROCESS.
 */
import { app, utilityProcess } from 'electron';

void app.whenReady().then(() => {
  const child = utilityProcess.fork(process.env['DEZERO_BENCH_PROCESS'] ?? '', [process.env['DEZERO_BENCH'] ?? '{}']);
  child.on('message', (message: { progress?: string; answer?: unknown; error?: string }) => {
    if (message.progress !== undefined) return process.stderr.write(`[bench] ${message.progress}\n`);
    process.stdout.write(`BENCH ${JSON.stringify(message)}\n`, () => app.exit(message.error === undefined ? 0 : 1));
    return true;
  });
  child.on('exit', (code) => app.exit(code === 0 ? 1 : code));
});
