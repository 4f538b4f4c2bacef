/** Golden kind models.json: the large networks: names, shapes and number of parameters, and a pass forward. */
import { M, noGrad, random, testMode, Variable, type NDArray } from '@engine/index.ts';
import type { Model } from '@engine/models/model.ts';
import { close, FLOAT32, isObject, mismatch, text, type JsonObject, type Mismatch, type Tolerance } from './compare.ts';
import { Unsupported, type GoldenCase, type Recogniser } from './suite.ts';

export const models: Recogniser = ({ json }) => {
  const entries = Object.entries(json).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
  if (entries.length === 0 || !entries.every(([, one]) => 'model' in one && 'parameter_count' in one)) return null;
  return entries.map(([id, one]): GoldenCase => ({
    kind: `models:${text(one['model'])}`,
    id,
    check: () => check(id, one)
  }));
};

function check(id: string, one: JsonObject): Mismatch[] {
  const name = text(one['model']);
  const type = (M as unknown as Record<string, (new () => Model) | undefined>)[name];
  if (type === undefined) throw new Unsupported(`the engine has no model ${name}`);
  const vgg = name === 'VGG16';
  random.seed((one['numpy_seed'] ?? 0) as number);
  const x = new Variable(random.randn(...sizeOf(id, one)).astype('float32'));
  const model = new type();
  const pass = (): Variable => noGrad(() => model.call(x));
  const y = vgg ? testMode(pass) : pass();
  const problems = checkParameters(model, one);
  const output = one['output'];
  // Suggested by data/README.md, in terms of the largest output.
  const share = vgg ? 1e-3 : 5e-3;
  if (isObject(output))
    problems.push(...checkSummary('output', y.data, output, { rtol: 0, atol: share * largest(y.data) }));
  const shape = one['output_shape'] as number[] | undefined;
  if (shape !== undefined && y.shape.join() !== shape.join())
    problems.push(mismatch('shape of the output', -1, y.shape.join(), shape.join()));
  return problems;
}

/** [2,3,64,64]; taken from the recipe, or the smallest that passes where the file only lists names. */
function sizeOf(id: string, { recipe }: JsonObject): number[] {
  const said = /randn\(([\d, ]+)\)/.exec(typeof recipe === 'string' ? recipe : '')?.[1];
  if (said !== undefined) return said.split(',').map(Number);
  if (recipe !== undefined) throw new Unsupported(`${id}: a recipe without randn(...)`);
  return [2, 3, 32, 32];
}

function checkParameters(model: Model, one: JsonObject): Mismatch[] {
  const params = model.flattenParams();
  const shapes = one['parameters'] as Record<string, number[]>;
  const problems: Mismatch[] = [];
  const count = Object.values(params).reduce((sum, param) => sum + param.size, 0);
  if (count !== one['parameter_count'])
    problems.push(mismatch('number of parameters', -1, String(count), text(one['parameter_count'])));
  for (const name of new Set([...Object.keys(params), ...Object.keys(shapes)])) {
    const [got, wanted] = [params[name]?.shape.join() ?? 'missing', shapes[name]?.join() ?? 'missing'];
    if (got !== wanted) problems.push(mismatch(`shape of ${name}`, -1, got, wanted));
  }
  for (const [name, summary] of Object.entries((one['weight_checks'] ?? {}) as Record<string, JsonObject>))
    problems.push(...checkSummary(name, params[name]!.data, summary, FLOAT32));
  for (const [key, name] of [
    ['running_mean_bn1', 'bn1/avg_mean'],
    ['running_var_bn1', 'bn1/avg_var']
  ] as const) {
    const summary = one[key];
    if (isObject(summary)) problems.push(...checkSummary(name, params[name]!.data, summary, FLOAT32));
  }
  return problems;
}

function largest(x: NDArray): number {
  let most = 0;
  for (const value of x.elements()) most = Math.max(most, Math.abs(value));
  return most;
}

/** First and last elements, sums and the place of the largest; sums at the tolerance of all elements together. */
export function checkSummary(what: string, got: NDArray, expected: JsonObject, tolerance: Tolerance): Mismatch[] {
  const values = got.elements();
  const wanted = expected['shape'] as number[];
  if (got.shape.join() !== wanted.join()) return [mismatch(`${what}: shape`, -1, got.shape.join(), wanted.join())];
  if (got.dtype !== expected['dtype']) return [mismatch(`${what}: dtype`, -1, got.dtype, text(expected['dtype']))];
  let [sum, absolute] = [0, 0];
  for (const value of values) {
    sum += value;
    absolute += Math.abs(value);
  }
  const spread = tolerance.atol * values.length + tolerance.rtol * absolute;
  const problems: Mismatch[] = [];
  const compare = (name: string, index: number, value: number, figure: unknown, atol: number, rtol = 0): void => {
    if (typeof figure === 'number' && !close(value, figure, { rtol, atol }))
      problems.push(mismatch(`${what}: ${name}`, index, String(value), String(figure)));
  };
  compare('sum', -1, sum, expected['sum'], spread);
  compare('absolute sum', -1, absolute, expected['abs_sum'], spread);
  for (const [key, from] of [
    ['first8', 0],
    ['first10', 0],
    ['last4', values.length - 4]
  ] as const)
    ((expected[key] ?? []) as number[]).forEach((figure, i) =>
      compare(key, i, values[from + i] ?? NaN, figure, tolerance.atol, tolerance.rtol)
    );
  compare('place of the largest', -1, got.argmax().item(), expected['argmax'], 0);
  return problems;
}
