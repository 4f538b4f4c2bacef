/**
 * Runs the engine against a folder of golden files: `npm run golden -- DIR [--backend NAME] [--json]`. Files are known
 * by their content; a file or case that is not supported counts as failed. Not here: the checks of each kind.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { BACKEND_NAMES, type BackendName } from '@engine/backends/backend.ts';
import { setBackend } from '@engine/backends/current.ts';
import { config } from '@engine/index.ts';
import { arrayFiles } from './array-files.ts';
import { text, type JsonObject, type Mismatch } from './compare.ts';
import { graphs } from './graphs.ts';
import { datasets } from './datasets.ts';
import { examples } from './examples.ts';
import { layers } from './layers.ts';
import { models } from './models.ts';
import { ops } from './ops.ts';
import { rng } from './rng.ts';
import { steps } from './steps.ts';
import { Unsupported, unsupported, type GoldenCase, type Recogniser } from './suite.ts';
import { descent, optimizerRuns, repr } from './training.ts';
import { transformCases } from './transforms.ts';
import { utilities } from './utilities.ts';

const RECOGNISERS: readonly Recogniser[] = [
  ops,
  rng,
  layers,
  models,
  examples,
  steps,
  optimizerRuns,
  descent,
  repr,
  datasets,
  arrayFiles,
  graphs,
  transformCases,
  utilities
];

export interface Failure {
  file: string;
  kind: string;
  id: string;
  /** Where it differs, with both values; null when the case could not be run at all. */
  mismatch: Mismatch | null;
  message: string;
}

export interface Report {
  passed: number;
  failed: number;
  kinds: Record<string, { passed: number; failed: number }>;
  /** Cases among the passed ones that have nothing to compare with: they ran, which proves little. */
  withoutFigures: string[];
  failures: Failure[];
}

/** All golden cases under a folder with the file they come from, in the order of the files' names. */
export function collect(folder: string): { file: string; golden: GoldenCase }[] {
  const files = walk(folder).filter((path) => !path.endsWith('.md'));
  const texts = files.filter((path) => path.endsWith('.json'));
  const all = texts.flatMap((path) => {
    const file = relative(folder, path).split(sep).join('/');
    return casesOf(path, file).map((golden) => ({ file, golden }));
  });
  // Binary files are fixtures of a JSON file beside them; alone they say nothing that could be checked.
  for (const path of files.filter((one) => !one.endsWith('.json')))
    if (!texts.some((text) => dirname(text) === dirname(path))) {
      const file = relative(folder, path).split(sep).join('/');
      all.push({ file, golden: unsupported('files', file, 'no JSON file beside it says what it should contain') });
    }
  return all;
}

/** Runs all cases of a folder. */
export function runGolden(folder: string): Report {
  return runCases(collect(folder));
}

export function runCases(cases: readonly { file: string; golden: GoldenCase }[]): Report {
  const report: Report = { passed: 0, failed: 0, kinds: {}, withoutFigures: [], failures: [] };
  for (const { file, golden } of cases) {
    const failures = check(golden, file);
    const kind = (report.kinds[golden.kind] ??= { passed: 0, failed: 0 });
    const outcome = failures.length === 0 ? 'passed' : 'failed';
    report[outcome] += 1;
    kind[outcome] += 1;
    if (golden.withoutFigures === true && failures.length === 0) report.withoutFigures.push(golden.id);
    report.failures.push(...failures);
  }
  return report;
}

function check(golden: GoldenCase, file: string): Failure[] {
  const base = { file, kind: golden.kind, id: golden.id };
  try {
    return golden.check().map((mismatch) => ({ ...base, mismatch, message: describe(mismatch) }));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ ...base, mismatch: null, message: error instanceof Unsupported ? `not supported: ${message}` : message }];
  } finally {
    config.enableBackprop = true;
    config.train = true;
  }
}

function describe({ what, index, got, expected }: Mismatch): string {
  return `${what}${index < 0 ? '' : ` [${index}]`}: got ${got}, expected ${expected}`;
}

function casesOf(path: string, file: string): GoldenCase[] {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return [unsupported('files', file, `not JSON: ${String(error)}`)];
  }
  if (typeof json !== 'object' || json === null) return [unsupported('files', file, 'not an object')];
  const golden = {
    path: file,
    json: json as JsonObject,
    read: (name: string) => readFileSync(join(dirname(path), name))
  };
  try {
    for (const recognise of RECOGNISERS) {
      const cases = recognise(golden);
      if (cases !== null) return cases.length > 0 ? cases : [unsupported('files', file, 'it holds no case')];
    }
  } catch (error) {
    return [unsupported('files', file, `not in the format of its kind: ${String(error)}`)];
  }
  return elements(json as JsonObject, file);
}

/** Files of a kind that the engine does not support yet: as many failed cases as they list. */
function elements(json: JsonObject, file: string): GoldenCase[] {
  const lists = Object.entries(json).filter(
    ([, value]) => Array.isArray(value) || (typeof value === 'object' && value !== null)
  );
  const kind =
    file
      .split('/')
      .pop()
      ?.replace(/\.json$/, '') ?? file;
  const cases = lists.flatMap(([name, value]) => {
    const ids = Array.isArray(value)
      ? value.map((one, i) => text((one as JsonObject | null)?.['id'] ?? i))
      : Object.keys(value as JsonObject);
    return ids.map((id) => unsupported(kind, `${name}/${id}`, `golden files of kind ${kind}`));
  });
  return cases.length > 0 ? cases : [unsupported(kind, file, `golden files of kind ${kind}`)];
}

function walk(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? walk(path) : [path];
    });
}

/** The command line; returns the exit code. */
export function main(args: readonly string[], print: (text: string) => void): number {
  const asJson = args.includes('--json');
  const at = args.indexOf('--backend');
  const backend = at < 0 ? null : (args[at + 1] ?? '');
  const folder = args.find((one, i) => !one.startsWith('-') && (at < 0 || i !== at + 1));
  const stop = (message: string): number => {
    print(
      asJson
        ? JSON.stringify({ passed: 0, failed: 1, kinds: {}, withoutFigures: [], failures: [], error: message })
        : `${message}\n0 passed, 1 failed`
    );
    return 1;
  };
  if (folder === undefined) return stop('usage: npm run golden -- DIR [--backend plain|wasm|webgpu] [--json]');
  if (backend !== null) {
    if (!(BACKEND_NAMES as readonly string[]).includes(backend)) return stop(`there is no backend '${backend}'`);
    try {
      setBackend(backend as BackendName);
    } catch (error) {
      return stop(error instanceof Error ? error.message : String(error));
    }
  }
  let report: Report;
  try {
    report = runGolden(folder);
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error));
  }
  if (asJson) print(JSON.stringify(report, null, 1));
  else {
    for (const { file, kind, id, message } of report.failures) print(`FAILED ${file} (${kind}) ${id}: ${message}`);
    for (const [kind, { passed, failed }] of Object.entries(report.kinds))
      print(`${kind}: ${passed} passed, ${failed} failed`);
    if (report.withoutFigures.length > 0)
      print(`no figures to compare, passed because they ran: ${report.withoutFigures.join(', ')}`);
    print(`${report.passed} passed, ${report.failed} failed`);
  }
  return report.failed === 0 && report.passed > 0 ? 0 : 1;
}
