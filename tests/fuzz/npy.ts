/** The target "npy": what the readers of .npy and .npz files do with hostile files. They may refuse, in our own words. */
import path from 'node:path';
import process from 'node:process';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { EngineError } from '@engine/core/errors.ts';
import { setHost } from '@engine/host.ts';
import { readNpy } from '@engine/io/npy.ts';
import { readNpz } from '@engine/io/npz.ts';
import { hostileFile, soundFiles } from './npy-files.ts';

export interface FuzzReport {
  files: number;
  read: number;
  refused: number;
  /** What must not happen: number of the file and what was thrown. */
  failures: string[];
  slowestMs: number;
  slowestFile: number;
  peakRss: number;
}

/** Reads `count` files from number `first` on with both readers. */
export function fuzzNpy(count: number, first = 0, golden = path.resolve('tests/golden/data')): FuzzReport {
  setHost({
    now: () => 0,
    inflate: (bytes, limit) => new Uint8Array(inflateRawSync(bytes, { maxOutputLength: Math.max(1, limit) })),
    deflate: (bytes) => new Uint8Array(deflateRawSync(bytes))
  });
  const sound = soundFiles(golden);
  const report: FuzzReport = {
    files: count,
    read: 0,
    refused: 0,
    failures: [],
    slowestMs: 0,
    slowestFile: -1,
    peakRss: 0
  };
  for (let number = first; number < first + count; number++) {
    const bytes = hostileFile(number, sound);
    const started = performance.now();
    for (const read of [readNpy, readNpz])
      try {
        read(bytes);
        report.read++;
      } catch (error) {
        if (error instanceof EngineError) report.refused++;
        else report.failures.push(`file ${number}, ${read.name}: ${String(error)}`);
      }
    const took = performance.now() - started;
    if (took > report.slowestMs) [report.slowestMs, report.slowestFile] = [took, number];
    if (number % 50 === 0) report.peakRss = Math.max(report.peakRss, process.memoryUsage.rss());
  }
  report.peakRss = Math.max(report.peakRss, process.memoryUsage.rss(), process.resourceUsage().maxRSS * 1024);
  setHost(null);
  return report;
}
