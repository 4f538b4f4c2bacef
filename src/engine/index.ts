/**
 * The public API of the engine: what lesson code imports from 'dezero' (the runtime adds `run` and `plot`).
 * Not here: the trace, backends and the host, which the app reaches by their own modules.
 */
export { asArray } from './core/as-array.ts';
export { config, noGrad, testMode, usingConfig, type Config } from './core/config.ts';
export { asVariable, Func } from './core/function.ts';
export type { Operand } from './core/operators.ts';
export { Parameter } from './core/parameter.ts';
export { Variable } from './core/variable.ts';
export * as D from './data/index.ts';
export { DataLoader } from './data/data-loader.ts';
export { Dataset } from './data/dataset.ts';
export { SeqDataLoader } from './data/seq-data-loader.ts';
export * as transforms from './data/transforms.ts';
export { hessianVectorProduct, jvp, vjp } from './derivatives/products.ts';
export { getDotGraph } from './io/dot.ts';
export * as io from './io/index.ts';
export { NDArray } from './ndarray/ndarray.ts';
export * as nd from './ndarray/nd.ts';
export { random } from './ndarray/random.ts';
export * as F from './ops/index.ts';
export * as L from './layers/index.ts';
export * as M from './models/index.ts';
export * as optimizers from './optimizers/index.ts';
export { gradientCheck, gradientMismatch, numericalGradient } from './testing/gradient-check.ts';
