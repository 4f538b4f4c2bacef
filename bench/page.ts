/**
 * docs/performance.md from the benchmark's document. Not here: formatting (prettier does it as for every page), measuring.
 */
import type { BenchDocument } from './document.ts';
import type { Measured } from './measure.ts';
import { MUL_ADD, P128 } from './names.ts';
import { counted } from './printed.ts';
import { limit, written } from './verdict.ts';

export function page(document: BenchDocument): string {
  const { machine, electron, standin, v8, engine, load, rounds, seconds, date, clock } = document;
  const missed = counted(document, false);
  const silent = document.rows.filter(({ verdict }) => verdict === 'not measured').length;
  return `# Performance

<!-- Made by \`npm run bench -- --write\`. Change bench/page.ts, not this file. -->

How fast the engine is beside its peers and beside what the machine can do. All figures are from one run; ratios count, absolute times differ from minute to minute.

- Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.platform}; load average ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after; the run itself is 1 to 2, with more the figures of threads and of the peak say little
- Electron ${electron}${standin ? ' (the stand-in, see README)' : ''}, V8 ${v8}; backend ${document.backend}, ${engine.set} SIMD, one thread unless a line says otherwise
- Peers: TensorFlow.js ${document.tfjs} (WASM and CPU backends), jax-js ${document.jax} (its WASM device), NumPy ${document.numpy ?? '(not there)'}; one thread each
- ${date.slice(0, 10)}, ${rounds} rounds, ${Math.round(seconds)} seconds${
    clock === 'processor'
      ? '; timed by what the processor computed, since others used the machine too: that says nothing about threads'
      : ''
  }

## Targets

${counted(document, true)} of ${document.rows.length} rows meet what they must${missed > 0 ? `, ${missed} do not` : ''}${silent > 0 ? `, ${silent} were not measured` : ''}. A row's figure is its worst case. _Aim_ is where we go next.

${table(
  ['', 'figure', 'must', 'aim', 'verdict', 'worst case'],
  document.rows.map((row) => [
    row.row,
    row.figure === null ? '-' : `**${written(row.figure, row.unit)}**`,
    limit(row, row.must),
    limit(row, row.aim),
    row.verdict,
    row.worst ?? row.reason ?? ''
  ])
)}

## Method

Every contender runs in every round, beginning with another one each time, so that whatever else the machine does hits all alike; a sample repeats the work for 100 ms or more, after some runs that do not count. Each file of \`bench/cases\` has a process of its own. Shown are medians. Each result is checked before anything is timed: a product C by C v = A (B v), elements against the exact function, trainings by the losses of their first three steps against the same lesson code in float64 on the plain backend.

**${P128}** is the peak of one core with 128-bit SIMD, the ceiling of WebAssembly: twelve independent chains of fused multiply-adds without memory accesses (\`bench/peak/peak.as.ts\`), timed in the rounds of the case whose share it gives. The same with a multiplication and an addition apart, all that strict kernels may use, is listed as "${MUL_ADD}". Half of ${P128} is the peak in float64.

Trainings run lesson code through the lesson's own source transform, in the sandbox, with the engine frozen as in the app. "A core busy": a thread that does nothing but spin is started for the sample. NumPy runs in a process of its own (\`bench/peers/numpy_peer.py\`), which has the clock, with its libraries held to one thread; its networks do what a framework like DeZero does, with convolution by im2col and one product, and gradients by all inputs of each product, the data included.

jax-js computes on its WebAssembly device: WebGPU and WebGL need a page, and its threads need the \`Worker\` of browsers, neither of which an engine process has. "compiled" is its \`jit\`; without it, it runs eagerly. TensorFlow.js has no WASM kernel for the gradient of a convolution by its kernels.

Python DeZero is the package of the book's repository, unchanged, in the process of NumPy (from NumPy 2 on its weights are float64); where Python does not find it, its rows say so. What it draws and loads pictures with may be empty modules, as no case does either.

## All figures

${tables(document.results)}
${costs(document)}
${memory(document)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

/** A table a case; ratio 2 takes twice as long as the project. */
function tables(results: readonly Measured[]): string {
  const cases = [...new Set(results.map((one) => one.case))];
  return cases
    .map((name) => {
      const rows = results.filter((one) => one.case === name);
      const [unit, speed] = rows.some(({ gflops }) => gflops !== null)
        ? (['GFLOP/s', (one: Measured) => one.gflops] as const)
        : (['GB/s', (one: Measured) => one.gigabytes] as const);
      const withSpeed = rows.some((one) => speed(one) !== null);
      return `### ${name}\n\n${table(
        ['', 'ms', 'quartiles', ...(withSpeed ? [unit] : []), 'times as long'],
        rows.map((one) => [
          one.contender,
          one.milliseconds === null ? '-' : one.milliseconds.toPrecision(3),
          one.quartiles === null ? (one.absent ?? '') : one.quartiles.map((value) => value.toPrecision(3)).join(' to '),
          ...(withSpeed ? [speed(one)?.toFixed(1) ?? ''] : []),
          one.ratio === null ? '' : one.ratio.toFixed(2)
        ])
      )}\n`;
    })
    .join('\n');
}

/** What listening costs (trace-cost.ts). */
function costs({ traceCosts }: BenchDocument): string {
  if (traceCosts.length === 0) return '';
  return `## Tracing

The engine with nobody listening against the same engine built without trace calls, with a recorder that keeps everything against without, and with the last steps kept as in a training loop: ratio of times in pairs, ${traceCosts[0]?.pairs ?? 0} from several processes, with the interval that holds the true median in 95 of 100 cases.

${table(
  ['', '', 'ratio', 'interval', 'at most'],
  traceCosts.map(({ case: name, what, median, low, high, limit: most }) => [
    name,
    what,
    median.toFixed(3),
    `${low.toFixed(3)} to ${high.toFixed(3)}`,
    String(most)
  ])
)}
`;
}

/** What a step takes at most (step-memory.ts). */
function memory({ stepMemory }: BenchDocument): string {
  if (stepMemory === null) return '';
  const { needBytes, first, steady, limit } = stepMemory;
  return `## Memory

A training step of an MLP 2000-4000-4000-10 in float32 with a batch of 1,000, whose arrays need ${Math.round(needBytes / 1e6)} MB, peaks at **${steady.toFixed(2)}** times that (at most ${limit}), its first two steps at ${first.toFixed(2)} times: heap, array buffers and the memory of the kernels, without what was there before.
`;
}
