/** A layer that is a whole network. Drawing its graph is the app's matter: it records the trace of a call. */
import { Layer } from '../layers/layer.ts';

export class Model extends Layer {}
