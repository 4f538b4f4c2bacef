import { Variable as Inside } from './variable.ts';
export { Func, config, usingConfig, noGrad, asArray, asVariable } from './variable.ts';
export { square, exp, add, mul, neg, sub, div, pow } from './variable.ts';

export class Variable extends Inside {}
