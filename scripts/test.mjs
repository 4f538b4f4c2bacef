// npm test: everything needed, then types, lint, unit and golden tests, lessons, end-to-end
// tests in real Electron, and the packed app.
// Every phase runs even when an earlier one failed. At the end: what failed, by name; last line: "N passed, M failed"; exit code 0 only when M is 0.
//
//   npm test -- --only unit,e2e     some phases only
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { root, setUp } from './setup.mjs';

const started = Date.now();
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1].split(',') : null;
const reports = path.join(root, 'out', 'test');
const bin = (name, file) => path.join('node_modules', name, file);
const node = process.execPath;

/** Runs a command to its end; its output goes where ours goes. */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env }
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** A check that passes or fails as one. */
const whole = async (command, args) =>
  (await run(command, args)) === 0 ? counts(1, []) : counts(0, [[command, ...args].join(' ')]);

const counts = (passed, failures) => ({ passed, failed: failures.length, failures });

/** What a report counts; a run that ended badly without a failed test in its report still counts as one failure. */
function counted(code, file, read) {
  if (!fs.existsSync(file)) return counts(0, [`no report ${path.relative(root, file)}`]);
  const { passed, failures } = read(JSON.parse(fs.readFileSync(file, 'utf8')));
  return counts(passed, code !== 0 && failures.length === 0 ? [`exit code ${code} without a failed test`] : failures);
}

const unitFailures = (report) =>
  report.testResults.flatMap((file) => {
    const where = path.relative(root, file.name);
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    if (file.status === 'failed' && failed.length === 0) return [`${where}: ${file.message}`];
    return failed.map((test) => `${where}: ${test.fullName}`);
  });

const lessonFailures = (findings) =>
  findings.filter(({ ok }) => !ok).map(({ lesson, message, name }) => `${lesson}: ${name} ${message}`.trimEnd());

const specFailures = (suite) => [
  ...(suite.specs ?? []).filter((spec) => !spec.ok).map((spec) => `${spec.file}: ${spec.title}`),
  ...(suite.suites ?? []).flatMap(specFailures)
];

const phases = {
  types: async () => {
    const all = [
      await whole(node, [bin('typescript', 'bin/tsc'), '-p', 'tsconfig.engine.json']),
      await whole(node, [bin('typescript', 'bin/tsc'), '-p', 'tsconfig.node.json']),
      await whole(node, [
        bin('svelte-check', 'bin/svelte-check'),
        '--tsconfig',
        './tsconfig.web.json',
        '--fail-on-warnings',
        '--output',
        'human'
      ])
    ];
    return sum(all);
  },
  lint: async () =>
    sum([
      await whole(node, [bin('eslint', 'bin/eslint.js'), '.', '--max-warnings', '0', '--concurrency', '2']),
      await whole(node, [bin('prettier', 'bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']),
      await whole(node, ['scripts/check-i18n.mjs'])
    ]),
  unit: async () => {
    const file = path.join(reports, 'vitest.json');
    fs.rmSync(file, { force: true });
    const code = await run(node, [
      bin('vitest', 'vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`
    ]);
    return counted(code, file, (report) => ({ passed: report.numPassedTests, failures: unitFailures(report) }));
  },
  lessons: async () => {
    const file = path.join(reports, 'lessons.json');
    fs.rmSync(file, { force: true });
    const code = await run(node, ['scripts/lessons.mjs', '--report', file]);
    return counted(code, file, ({ passed, findings }) => ({ passed, failures: lessonFailures(findings) }));
  },
  e2e: async () => {
    const { electronRuntime } = await import('./electron-runtime.mjs');
    const runtime = await electronRuntime();
    console.log(`Electron ${runtime.version}${runtime.standin ? ' (stand-in)' : ''}`);
    const file = path.join(reports, 'playwright.json');
    fs.rmSync(file, { force: true });
    const code = await run(node, ['scripts/with-electron.mjs', 'playwright', 'test', '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: file
    });
    return counted(code, file, (report) => ({ passed: report.stats.expected, failures: specFailures(report) }));
  },
  pack: () =>
    process.platform === 'linux'
      ? whole(node, ['scripts/with-electron.mjs', 'node', 'scripts/pack-check.mjs'])
      : sum([])
};

function sum(results) {
  return results.reduce((a, b) => counts(a.passed + b.passed, [...a.failures, ...b.failures]), counts(0, []));
}

try {
  await setUp({ electron: true, app: true });
} catch (error) {
  console.error(`[test] ${error.message}`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
fs.mkdirSync(reports, { recursive: true });
const table = [];
for (const [name, phase] of Object.entries(phases)) {
  if (only && !only.includes(name)) continue;
  console.log(`\n== ${name}`);
  const at = Date.now();
  const result = await phase();
  table.push({ name, ...result, seconds: ((Date.now() - at) / 1000).toFixed(1) });
}
const total = sum(table);
console.log('');
for (const row of table)
  console.log(`${row.name.padEnd(8)} ${row.passed} passed, ${row.failed} failed (${row.seconds} s)`);
for (const row of table) for (const failure of row.failures) console.log(`failed: ${row.name}: ${failure}`);
console.log(`all in ${((Date.now() - started) / 1000).toFixed(0)} s, Node ${process.versions.node}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
