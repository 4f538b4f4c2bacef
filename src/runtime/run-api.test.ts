import { describe, expect, it } from 'vitest';
import type { CellEvent } from './cell-events.ts';
import { CONTROL, CONTROL_STATE } from './control.ts';
import { newControl, runCell, type Ran, type TestHost } from './testing/run.ts';

/** Step 43 with fewer points, as a lesson has it. */
const TRAINING = `import { Variable, F, nd, random, run } from 'dezero';
const { seed, hidden, lr, steps } = run.config({ seed: 0, hidden: 10, lr: 0.2, steps: 20 });
random.seed(seed);
const x = random.rand(100, 1);
const y = nd.sin(2 * Math.PI * x) + random.rand(100, 1);
const W1 = new Variable(0.01 * random.randn(1, hidden));
const b1 = new Variable(nd.zeros(hidden));
const W2 = new Variable(0.01 * random.randn(hidden, 1));
const b2 = new Variable(nd.zeros(1));
const predict = (x) => F.linear(F.sigmoid(F.linear(x, W1, b1)), W2, b2);
for (const i of run.steps(steps, { params: { W1, b1, W2, b2 } })) {
  const noisy = x + 0.01 * random.randn(100, 1) + 0.001 * Math.random();
  const loss = F.meanSquaredError(y, predict(noisy));
  for (const p of [W1, b1, W2, b2]) p.clearGrad();
  loss.backward();
  for (const p of [W1, b1, W2, b2]) p.data -= lr * p.grad.data;
  run.log({ loss });
}
console.log(W1);`;

const metrics = ({ events }: Ran): { name: string; step: number; value: number }[] =>
  events.flatMap((event) =>
    event.kind === 'metrics' ? event.rows.map(({ name, step, value }) => ({ name, step, value })) : []
  );
const kinds = (events: CellEvent[]): string[] => events.map((event) => event.kind);

describe('run', () => {
  it('records the configuration, with the values that replace it', async () => {
    const { events } = await runCell(TRAINING, {
      seed: 7,
      config: { steps: 3, unknown: 1 },
      kernels: { set: 'strict', threads: 4 }
    });
    expect(events.find((event) => event.kind === 'recording')).toEqual({
      kind: 'recording',
      config: { seed: 0, hidden: 10, lr: 0.2, steps: 3 },
      seed: 7,
      total: 3,
      resumable: true,
      kernels: { set: 'strict', threads: 1 }
    });
  });

  it('logs numbers at their steps, also such as are none', async () => {
    const ran = await runCell(
      "import { run, nd } from 'dezero';\nfor (const i of run.steps(3)) run.log({ a: i === 1 ? NaN : nd.array(i), b: i > 1 });"
    );
    expect(metrics(ran)).toEqual([
      { name: 'a', step: 0, value: 0 },
      { name: 'b', step: 0, value: 0 },
      { name: 'a', step: 1, value: NaN },
      { name: 'b', step: 1, value: 0 },
      { name: 'a', step: 2, value: 2 },
      { name: 'b', step: 2, value: 1 }
    ]);
    expect(kinds(ran.events)).toContain('notice');
  });

  it('counts on in a second loop', async () => {
    const ran = await runCell(
      "import { run } from 'dezero';\nfor (const i of run.steps(2)) run.log({ i });\nfor (const i of run.steps(2)) run.log({ i });"
    );
    expect(metrics(ran).map(({ step, value }) => [step, value])).toEqual([
      [0, 0],
      [1, 1],
      [2, 0],
      [3, 1]
    ]);
  });

  it('resumes to the very same numbers', async () => {
    const straight = await runCell(TRAINING);
    const stopped = TRAINING.replace('run.log', "if (i === 9) plot({ title: 'stop', series: [] });\n  run.log").replace(
      'run }',
      'run, plot }'
    );
    const half = await runCell(stopped, {}, stopping());
    expect(half.outcome.status).toBe('stopped');
    expect(half.checkpoints.map(({ step }) => step)).toEqual([10]);
    const resumed = await runCell(TRAINING, { resume: half.checkpoints[0]!, seed: 99 });
    expect([...metrics(half), ...metrics(resumed)]).toEqual(metrics(straight));
    expect(resumed.checkpoints[0]).toEqual(straight.checkpoints[0]);
    expect(resumed.printed).toEqual(straight.printed);
  });

  it('resumes an optimizer and a model too', async () => {
    const source = (steps: number): string => `import { M, F, nd, random, optimizers, run } from 'dezero';
const x = random.rand(20, 1);
const y = nd.sin(x);
const model = new M.MLP([5, 1]);
const optimizer = new optimizers.Adam(0.01).setup(model);
for (const i of run.steps(${steps}, { model, optimizer })) {
  const loss = F.meanSquaredError(y, model.call(x));
  model.clearGrads();
  loss.backward();
  optimizer.update();
  run.log({ loss });
}`;
    const straight = await runCell(source(6));
    const half = await runCell(source(3));
    const resumed = await runCell(source(6), { resume: half.checkpoints[0]! });
    expect(straight.error).toBeNull();
    expect(half.checkpoints[0]?.arrays.map(({ name }) => name)).toContain('weights/l0/W');
    expect(metrics(resumed)).toEqual(metrics(straight).slice(3));
    expect(resumed.checkpoints[0]).toEqual(straight.checkpoints[0]);
  });
});

describe('pausing', () => {
  const LOOP = "import { run } from 'dezero';\nfor (const i of run.steps(5)) run.log({ i });";

  it('waits, does single steps, goes on', async () => {
    const control = newControl();
    control[CONTROL.STATE] = CONTROL_STATE.PAUSE;
    const seen: string[] = [];
    const orders = [CONTROL_STATE.STEP, CONTROL_STATE.STEP, CONTROL_STATE.RUN];
    await runCell(
      LOOP,
      {},
      {
        control,
        onEvent: (event) => {
          if (event.kind !== 'paused' && event.kind !== 'resumed') return;
          seen.push(`${event.kind} ${event.step}`);
          if (event.kind === 'paused') control[CONTROL.STATE] = orders.shift() ?? CONTROL_STATE.RUN;
        }
      }
    );
    expect(seen).toEqual(['paused 0', 'paused 1', 'paused 2', 'resumed 2']);
  });

  it('stops, also where the signal is caught', async () => {
    const ran = await runCell(
      `import { run, plot } from 'dezero';
for (let n = 0; n < 3; n++)
  try { for (const i of run.steps(1e9)) if (i === 4) plot({ title: 'stop', series: [] }); } catch {}`,
      {},
      stopping()
    );
    expect(ran.outcome.status).toBe('stopped');
  });

  it('saves when asked', async () => {
    const control = newControl();
    control[CONTROL.CHECKPOINT] = 1;
    const ran = await runCell(TRAINING, {}, { control });
    expect(ran.checkpoints.map(({ step }) => step)).toEqual([0, 20]);
  });
});

/** Presses Stop when the cell draws a plot called 'stop'. */
function stopping(): TestHost {
  const control = newControl();
  return {
    control,
    onEvent: (event: CellEvent) => {
      if (event.kind === 'plot') control[CONTROL.STATE] = CONTROL_STATE.STOP;
    }
  };
}
