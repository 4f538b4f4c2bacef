/**
 * Three arms of a spiral, 100 points each: classes that no straight line parts. Point i of arm j lies at radius
 * r = i / 100 and angle 4 j + 4 r + 0.2 · noise. Drawn with seed 1984 (train) or 2020 (test) of the global generator,
 * so that everybody has the same points; what is drawn afterwards follows from that seed.
 */
import { cos, sin } from '../ndarray/maths.ts';
import { NDArray } from '../ndarray/ndarray.ts';
import { random } from '../ndarray/random.ts';
import { Dataset } from './dataset.ts';

const ARMS = 3;
const POINTS = 100;
const SEEDS = { train: 1984, test: 2020 };

/**
 * 300 points in three arms of a spiral: data (300, 2) of float32, label (300). Seeds `random` with 1984 (train) or 2020
 * (test). Source: DeZero datasets.Spiral.
 * @example
 * const spiral = new D.Spiral();
 * [spiral.length, spiral.get(0)]; // => [300, [[-0.13981389 -0.00721657], 1]]
 */
export class Spiral extends Dataset {
  override prepare(): void {
    [this.data, this.label] = getSpiral(this.train);
  }
}

/**
 * The points (300, 2) of float32 and their arms (300) of int32. Source: DeZero datasets.get_spiral.
 * @example
 * const [x, t] = D.getSpiral();
 * [x.shape, t.get(nd.slice(5))]; // => [[300, 2], [1 1 2 0 1]]
 */
export function getSpiral(train = true): [x: NDArray, t: NDArray] {
  random.seed(train ? SEEDS.train : SEEDS.test);
  const points = new Float32Array(ARMS * POINTS * 2);
  const arms = new Int32Array(ARMS * POINTS);
  for (let j = 0; j < ARMS; j++)
    for (let i = 0; i < POINTS; i++) {
      const radius = i / POINTS;
      const angle = j * 4 + 4 * radius + random.randn().item() * 0.2;
      const at = j * POINTS + i;
      points[2 * at] = radius * sin(angle);
      points[2 * at + 1] = radius * cos(angle);
      arms[at] = j;
    }
  const order = random.permutation(ARMS * POINTS);
  const x = NDArray.wrap(points, [ARMS * POINTS, 2], 'float32');
  return [x.get(order), NDArray.wrap(arms, [ARMS * POINTS], 'int32').get(order)];
}
