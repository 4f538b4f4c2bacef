/** The package: what others may use. Everything else in the modules is its own business. */
export { Variable, Func, config, usingConfig, noGrad, asArray, asVariable } from './variable.ts';
export { square, exp, add, mul, neg, sub, div, pow } from './variable.ts';
