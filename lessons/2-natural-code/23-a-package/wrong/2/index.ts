import { Variable, Func, config, usingConfig, noGrad, asArray, asVariable } from './variable.ts';
import { square, exp, add, mul, neg, sub, div, pow } from './variable.ts';
