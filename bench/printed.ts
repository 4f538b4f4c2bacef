/** The benchmark's document as lines for a terminal: the setting, every contender of every case, the table of targets. */
import type { BenchDocument } from './document.ts';
import { limit, written, type Verdict } from './verdict.ts';

export function printed(document: BenchDocument): string {
  const results = document.results.map((one) => {
    const speed =
      one.gflops !== null
        ? `${one.gflops.toFixed(1)} GFLOP/s`
        : one.gigabytes !== null
          ? `${one.gigabytes.toFixed(1)} GB/s`
          : '';
    const times = one.ratio === null ? '' : `${one.ratio.toFixed(2)}x`;
    const found =
      one.milliseconds === null
        ? `  ${one.absent}`
        : `${times.padStart(9)} ${one.milliseconds.toPrecision(3).padStart(9)} ms  ${speed}`;
    return `${one.case.padEnd(48)} ${one.contender.padEnd(30)}${found}`.trimEnd();
  });
  const costs = document.traceCosts.map(({ case: name, what, median, low, high, pairs, limit }) => {
    const interval = `${median.toFixed(3)}x (${low.toFixed(3)} to ${high.toFixed(3)}, ${pairs} pairs)`;
    return `tracing: ${name.padEnd(40)} ${what.padEnd(30)} ${interval}, at most ${limit}`;
  });
  const rows = document.rows.filter(({ verdict }) => verdict !== 'not measured');
  const silent = document.rows.filter(({ verdict }) => verdict === 'not measured');
  return [
    settingLine(document),
    'ratio: how many times as long a contender takes as this project; medians of interleaved rounds',
    '',
    ...results,
    ...costs,
    ...memoryLines(document),
    ...(rows.length > 0 ? ['', 'targets, from the worst case of each row', ...rows.map(rowLine)] : []),
    ...silent.map(({ row, reason }) => `not measured: ${row} (${reason})`),
    `${counted(document, true)} passed, ${counted(document, false)} failed`
  ].join('\n');
}

/** How many rows meet their must, or miss it. */
export const counted = ({ rows }: Pick<BenchDocument, 'rows'>, passed: boolean): number =>
  rows.filter(({ verdict }) => (passed ? verdict === 'met must' || verdict === 'met aim' : verdict === 'missed'))
    .length;

export function settingLine(document: BenchDocument): string {
  const { machine, electron, standin, v8, engine, load, rounds, clock } = document;
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.platform}`,
    `Electron ${electron}${standin ? ' (stand-in)' : ''}, V8 ${v8}`,
    `kernels ${engine.set}, 1 thread unless said`,
    `tfjs ${document.tfjs}, jax-js ${document.jax}, NumPy ${document.numpy ?? 'not there'}`,
    `load ${load.before.toFixed(1)} to ${load.after.toFixed(1)}, ${rounds} rounds, time of the ${clock === 'wall' ? 'clock on the wall' : 'processor'}`
  ].join('; ');
}

function memoryLines({ stepMemory }: BenchDocument): string[] {
  if (stepMemory === null) return [];
  const { needBytes, first, steady, limit } = stepMemory;
  const peaks = `first steps ${first.toFixed(2)}x, later ones ${steady.toFixed(2)}x`;
  return [`memory: a step whose arrays need ${Math.round(needBytes / 1e6)} MB peaks at: ${peaks}, at most ${limit}`];
}

function rowLine(of: Verdict): string {
  const { row, figure, worst, must, aim, unit, verdict } = of;
  const [value, limits] = [
    figure === null ? '' : written(figure, unit),
    `must ${limit(of, must)}, aim ${limit(of, aim)}`
  ];
  return `${verdict.padEnd(9)} ${value.padStart(7)} (${limits})  ${row}${worst === null ? '' : ` [${worst}]`}`;
}
