/** Golden kind layers.json: single layers, their outputs, parameters and gradients. */
import { F, L, random, Variable } from '@engine/index.ts';
import type { Layer } from '@engine/layers/layer.ts';
import { compareArrays, FLOAT32, FLOAT64, isObject, toArray, type Json, type JsonObject } from './compare.ts';
import { mismatch, text, type Mismatch, type Tolerance } from './compare.ts';
import { found, list, Unsupported, type Recogniser } from './suite.ts';

export const layers: Recogniser = ({ json }) => {
  const cases = list(json['cases']);
  if (cases.length === 0 || !cases.some((one) => typeof one['layer'] === 'string' && 'weights_r' in one)) return null;
  return cases.map((one) => ({
    kind: `layers:${parsed(text(one['layer'])).name}`,
    id: text(one['id']),
    check: () => check(one)
  }));
};

function check(one: JsonObject): Mismatch[] {
  random.seed(one['numpy_seed_before_construction'] as number);
  const layer = build(text(one['layer']));
  const inputs = (one['inputs'] as Json[]).map((input) => new Variable(toArray(input)));
  const weights = (one['weights_r'] as Json[]).map(toArray);
  const tolerance = inputs.some((input) => input.dtype === 'float32') ? FLOAT32 : FLOAT64;
  const outputs = inputs.map((input) => layer.call(input));
  const loss = outputs.map((output, i) => F.sum(F.mul(output, weights[i]!))).reduce((sum, part) => F.add(sum, part));
  loss.backward();
  const gradients = one['input_grads'] as Json[];
  return [
    ...outputs.flatMap((output, i) =>
      found(compareArrays(`output ${i}`, output.data, list(one['outputs'])[i], tolerance))
    ),
    ...found(compareArrays('loss', loss.data, one['loss'] ?? null, tolerance, false)),
    ...inputs.flatMap((input, i) => checkGradient(`gradient of input ${i}`, input, gradients[i], tolerance)),
    ...checkParameters(layer, one['params'] as JsonObject, tolerance)
  ];
}

function checkParameters(layer: Layer, expected: JsonObject, tolerance: Tolerance): Mismatch[] {
  const params = layer.flattenParams();
  const names = (all: object): string => Object.keys(all).sort().join(', ');
  if (names(params) !== names(expected)) return [mismatch('names of parameters', -1, names(params), names(expected))];
  return Object.entries(params).flatMap(([name, param]) => {
    const figures = expected[name] as JsonObject;
    return [
      ...found(compareArrays(name, param.data, figures['data'], tolerance)),
      ...checkGradient(`gradient of ${name}`, param, figures['grad'], tolerance)
    ];
  });
}

function checkGradient(what: string, variable: Variable, expected: Json | undefined, tolerance: Tolerance): Mismatch[] {
  const got = variable.grad;
  if (isObject(expected) && got !== null) return found(compareArrays(what, got.data, expected, tolerance));
  return (expected ?? null) === null && got === null
    ? []
    : [mismatch(what, -1, got === null ? 'none' : 'one', (expected ?? null) === null ? 'none' : 'one')];
}

type Value = number | boolean | string | number[];

/** "Conv2d(2, (3,2), stride=1, pad=(1,0))": name, plain arguments, named arguments; what follows is for people. */
function parsed(words: string): { name: string; args: Value[]; options: Record<string, Value> } {
  const [, name = words, inside = ''] = /^(\w+)\(((?:[^()]|\([^()]*\))*)\)/.exec(words) ?? [];
  const args: Value[] = [];
  const options: Record<string, Value> = {};
  for (const [part] of inside.matchAll(/(?:[^,()]|\([^()]*\))+/g)) {
    const [, key, value = ''] = /^\s*(?:(\w+)=)?(.*?)\s*$/.exec(part) ?? [];
    if (key === undefined) args.push(valueOf(value));
    else options[key] = valueOf(value);
  }
  return { name, args, options };
}

function valueOf(word: string): Value {
  if (word.startsWith('(')) return JSON.parse(word.replace('(', '[').replace(')', ']')) as number[];
  if (word === 'True' || word === 'False') return word === 'True';
  return Number.isNaN(Number(word)) ? word : Number(word);
}

const NAMES: Readonly<Record<string, string>> = {
  nobias: 'noBias',
  in_size: 'inSize',
  in_channels: 'inChannels',
  dtype: 'dtype',
  stride: 'stride',
  pad: 'pad'
};

function build(words: string): Layer {
  const { name, args, options } = parsed(words);
  const type = (L as unknown as Record<string, (new (...args: unknown[]) => Layer) | undefined>)[name];
  if (type === undefined) throw new Unsupported(`the engine has no layer ${name}`);
  // What the reference takes by position may be named as well.
  for (const key of ['out_size', 'out_channels', 'kernel_size', 'vocab_size', 'hidden_size'])
    if (key in options) {
      args.push(options[key]!);
      delete options[key];
    }
  const renamed = Object.entries(options).map(([key, value]) => {
    const known = NAMES[key];
    if (known === undefined) throw new Unsupported(`an option ${key} of ${name}`);
    return [known, value] as const;
  });
  if (name === 'RNN' || name === 'LSTM' || name === 'GRU')
    return new type(args[0], args[1] ?? options['in_size'] ?? null);
  return new type(...args, ...(renamed.length > 0 ? [Object.fromEntries(renamed)] : []));
}
