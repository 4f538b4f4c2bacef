/** `npm run fuzz -- <target> [COUNT]`: throws hostile input at a target and says what happened. */
import { fuzzIpc } from './ipc.ts';
import { fuzzNpy } from './npy.ts';

const MOST_MS = 1000;
const MOST_BYTES = 256 * 2 ** 20;

/** Returns the exit code. */
export function main([target = '', count = '']: readonly string[], print: (line: string) => void): number {
  const asked = Number(count || 100_000);
  if (!Number.isInteger(asked) || asked < 1 || !(target === 'npy' || target === 'ipc')) {
    print('fuzz takes a target (npy or ipc) and perhaps a number of inputs: npm run fuzz -- npy 100000');
    print('0 passed, 1 failed');
    return 1;
  }
  const failures = target === 'npy' ? npy(asked, print) : ipc(asked, print);
  failures.slice(0, 20).forEach((one) => print(one));
  print(failures.length === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed');
  return failures.length === 0 ? 0 : 1;
}

function npy(count: number, print: (line: string) => void): string[] {
  const report = fuzzNpy(count);
  const megabytes = report.peakRss / 2 ** 20;
  print(`${report.files} files: ${report.read} times read, ${report.refused} times refused (two readers each)`);
  print(
    `slowest: file ${report.slowestFile}, ${report.slowestMs.toFixed(1)} ms; most memory: ${megabytes.toFixed(0)} MB`
  );
  if (report.slowestMs > MOST_MS) report.failures.push(`file ${report.slowestFile} took longer than ${MOST_MS} ms`);
  if (report.peakRss > MOST_BYTES) report.failures.push(`the process took more than ${MOST_BYTES / 2 ** 20} MB`);
  return report.failures;
}

function ipc(count: number, print: (line: string) => void): string[] {
  const report = fuzzIpc(count);
  print(
    `${report.inputs} inputs to ${report.channels} channels: ${report.accepted} accepted, ${report.refused} refused`
  );
  return report.failures;
}
