/**
 * A model from the words of weights.json: "l1 = Linear, bn = BatchNorm, relu, l2 = Linear without bias",
 * "Sequential(Conv2d(2, 3, stride 1), relu)", "MLP((10, 3)), sigmoid". Sizes that are not said come from the arrays.
 */
import type { Variable } from '@engine/index.ts';
import { asVariable, F, L, M, type Operand } from '@engine/index.ts';
import type { Activation } from '@engine/models/mlp.ts';
import { Layer } from '@engine/layers/layer.ts';
import { isObject, type JsonObject } from './compare.ts';
import { Unsupported } from './suite.ts';

type Stage = (x: Variable) => Variable;
type Constructor = new (...args: unknown[]) => Layer;

export function buildModel(words: string, arrays: JsonObject): Layer {
  const description = words.split(';')[0]!.trim();
  const mlp = /^MLP\(\(([\d, ]+)\)\)(?:, (\w+))?/.exec(description);
  if (mlp !== null) return new M.MLP(numbers(mlp[1]!), functionOf(mlp[2] ?? 'sigmoid'));
  const row = /^Sequential\((.*)\)$/.exec(description);
  return new Described(split(row?.[1] ?? description), row !== null, arrays);
}

class Described extends Layer {
  // Private, as attributes that are layers count as parts.
  readonly #stages: Stage[];

  constructor(parts: string[], numbered: boolean, arrays: JsonObject) {
    super();
    this.#stages = parts.map((part, i) => {
      const found = /^(?:(\w+) = )?(\w+)(?:\(([^)]*)\))?(.*)$/.exec(part);
      if (found === null) throw new Unsupported(`a layer '${part}'`);
      const [, given, kind = '', args = '', rest = ''] = found;
      if (/^[a-z]/.test(kind)) return functionOf(kind);
      const name = given ?? (numbered ? `l${i}` : kind);
      const layer = layerOf(kind, args, /without bias/.test(rest), shapeOf(arrays[`${name}/W`]));
      Object.assign(this, { [name]: layer });
      return (x: Variable) => layer.call(x);
    });
  }

  override forward(x: Operand): Variable {
    return this.#stages.reduce((y, stage) => stage(y), asVariable(x));
  }
}

function layerOf(kind: string, args: string, noBias: boolean, shape: number[]): Layer {
  const type = (L as unknown as Record<string, Constructor | undefined>)[kind];
  if (type === undefined) throw new Unsupported(`there is no layer ${kind}`);
  const sizes = numbers(args.replace(/(stride|pad) \d+/g, ''));
  const options: Record<string, number | boolean> = { noBias };
  for (const [, name, value] of args.matchAll(/(stride|pad) (\d+)/g)) options[name!] = Number(value);
  switch (kind) {
    case 'Linear':
      return new type(sizes[0] ?? shape[1], options);
    case 'Conv2d':
      return new type(sizes[0] ?? shape[0], sizes[1] ?? shape[2], options);
    case 'Deconv2d':
      return new type(sizes[0] ?? shape[1], sizes[1] ?? shape[2], options);
    case 'EmbedID':
      return new type(shape[0], shape[1]);
    default:
      return new type(...sizes);
  }
}

function functionOf(name: string): Activation {
  const found = (F as unknown as Record<string, Activation | undefined>)[name];
  if (found === undefined) throw new Unsupported(`there is no function ${name}`);
  return (x) => found(x);
}

function numbers(list: string): number[] {
  return [...list.matchAll(/\d+/g)].map(([digits]) => Number(digits));
}

function shapeOf(value: unknown): number[] {
  return isObject(value as JsonObject) ? ((value as JsonObject)['shape'] as number[]) : [];
}

/** At commas outside of brackets. */
function split(list: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const char of list) {
    if (char === '(') depth++;
    if (char === ')') depth--;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim());
}
