/**
 * An epoch of step 60: an LSTM with a hundred hidden units learns to continue a sine, thirty stretches of it at a time,
 * back-propagated through thirty steps. Parameters are float32 and the data float64, as the lesson has them.
 */
import { D, F, L, M, type NDArray, optimizers, random, SeqDataLoader, type Variable } from '@engine/index.ts';
import type { Operand } from '@engine/core/operators.ts';
import type { BenchCase } from '../measure.ts';
import { PYTHON_DEZERO } from '../names.ts';
import { own, twoThreads } from '../own.ts';
import { pythonDezero } from '../peers/numpy.ts';

const [BATCH, HIDDEN, BPTT] = [30, 100, 30];
/** The sum of the losses in the first epoch after seed 0, from the reference. */
const FIRST_LOSS = 16.42296194878829;
const TOLERANCE = 1e-9;
/** From NumPy 2 on Python DeZero draws weights of float64, where the reference rounds them to float32. */
const TOLERANCE_OF_PYTHON = 1e-5;

class BetterRNN extends M.Model {
  rnn = new L.LSTM(HIDDEN);
  fc = new L.Linear(1);

  override forward(x: Operand): Variable {
    return this.fc.call(this.rnn.call(x));
  }
}

/** A network that is trained on and on: each run is its next epoch. */
function training(): { run: () => number } {
  random.seed(0);
  const series = new D.SinCurve({ train: true });
  const loader = new SeqDataLoader(series, BATCH);
  const model = new BetterRNN();
  const optimizer = new optimizers.Adam().setup(model);
  let state = random.getState();
  const epoch = (): number => {
    model.rnn.resetState();
    let loss: Variable | null = null;
    let count = 0;
    for (const [x, t] of loader) {
      const sum: Variable = F.add(loss ?? 0, F.meanSquaredError(model.call(x), t as NDArray));
      loss = sum;
      count += 1;
      if (count % BPTT !== 0 && count !== series.length) continue;
      model.clearGrads();
      sum.backward();
      sum.unchainBackward();
      optimizer.update();
    }
    return loss?.item() ?? NaN;
  };
  return {
    run() {
      // The weights are drawn in the first epoch, whoever has drawn before.
      random.setState(state);
      const loss = epoch();
      state = random.getState();
      return loss;
    }
  };
}

export function cases(): BenchCase[] {
  return [
    {
      name: 'LSTM epoch',
      flops: null,
      contenders: [
        own(training()),
        twoThreads(training()),
        pythonDezero('lstm', { batch: BATCH, hidden: HIDDEN, bptt: BPTT })
      ],
      // Called with each network's first epoch.
      check(name, loss) {
        const tolerance = name === PYTHON_DEZERO ? TOLERANCE_OF_PYTHON : TOLERANCE;
        if (!(Math.abs(Number(loss) - FIRST_LOSS) <= tolerance * FIRST_LOSS))
          throw new Error(`${name}: the loss of the first epoch is ${Number(loss)}, expected ${FIRST_LOSS}`);
      }
    }
  ];
}
