/** A layer that is a whole network. Drawing its graph is the app's matter: it records the trace of a call. */
import { Layer } from '../layers/layer.ts';

/**
 * A layer that is a whole network; subclass it as Layer. Source: DeZero Model (its `plot` is the app's graph stage).
 * @example
 * class Twice extends M.Model {
 *   forward(x) { return 2 * x; }
 * }
 * new Twice().call(nd.array([1, 2])); // => [2. 4.]
 */
export class Model extends Layer {}
