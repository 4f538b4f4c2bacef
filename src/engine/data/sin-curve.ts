/**
 * A wave of 1,000 samples for recurrent networks: the label of a sample is the next one. A sine with noise to train,
 * a cosine without to test. Noise is drawn from the global generator in both cases.
 */
import { linspace } from '../ndarray/create.ts';
import { cos, sin } from '../ndarray/elementwise.ts';
import { slice } from '../ndarray/indexing.ts';
import { random } from '../ndarray/random.ts';
import { Dataset } from './dataset.ts';

const SAMPLES = 1000;

/**
 * 999 pairs of successive samples (float64, one column) of a sine with noise (train) or a clean cosine (test). Source:
 * DeZero datasets.SinCurve.
 * @example
 * const curve = new D.SinCurve({ train: false });
 * [curve.length, curve.get(0)]; // => [999, [[1.], [0.99998022]]]
 */
export class SinCurve extends Dataset {
  override prepare(): void {
    const x = linspace(0, 2 * Math.PI, SAMPLES);
    const noise = random.uniform(-0.05, 0.05, SAMPLES);
    const y = (this.train ? sin(x).add(noise) : cos(x)).reshape(-1, 1);
    this.data = y.get(slice(-1));
    this.label = y.get(slice(1, null));
  }
}
