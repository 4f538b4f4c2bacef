/** Golden kind datasets.json: the spiral and the noisy sine, and the batches that loaders deal. */
import { D, nd, random } from '@engine/index.ts';
import {
  compareArrays,
  EXACT,
  FLOAT64,
  isObject,
  mismatch,
  text,
  type Json,
  type JsonObject,
  type Mismatch,
  type Tolerance
} from './compare.ts';
import { found, list, Unsupported, type Recogniser } from './suite.ts';

const CURVES: Readonly<Record<string, boolean>> = { sincurve_train: true, sincurve_test: false };
const SPIRALS: Readonly<Record<string, boolean>> = { spiral_train: true, spiral_test: false };

export const datasets: Recogniser = ({ json }) => {
  if (!isObject(json['datasets']) && !list(json['loaders']).some((one) => 'batch_size' in one)) return null;
  const parts = { ...(isObject(json['datasets']) ? json['datasets'] : {}), loaders: json['loaders'] ?? [] };
  return Object.entries(parts).flatMap(([name, value]) => {
    if (name === 'loaders')
      return list(value).map((one, i) => ({
        kind: 'datasets:loaders',
        id: `loaders/${i} ${text(one['loader'])}`,
        check: () => checkLoader(one)
      }));
    if (!isObject(value)) return [];
    return [{ kind: `datasets:${name}`, id: name, check: () => checkDataset(name, value) }];
  });
};

function checkDataset(name: string, json: JsonObject): Mismatch[] {
  if (typeof json['numpy_seed'] === 'number') random.seed(json['numpy_seed']);
  const spiral = SPIRALS[name];
  const curve = CURVES[name];
  if (spiral === undefined && curve === undefined) throw new Unsupported(`there is no dataset ${name}`);
  const dataset = spiral !== undefined ? new D.Spiral({ train: spiral }) : new D.SinCurve({ train: curve === true });
  const [data, label] = [dataset.data!, dataset.label!];
  if (spiral !== undefined)
    return found(compareArrays('x', data, json['x'], EXACT), compareArrays('t', label, json['t'], EXACT));
  const figures: Record<string, [typeof data | number, Tolerance]> = {
    length: [dataset.length, EXACT],
    data_sum: [data.sum().item(), FLOAT64]
  };
  for (const [part, array] of Object.entries({ data, label })) {
    figures[`${part}_first20`] = [array.get(nd.slice(20)), FLOAT64];
    figures[`${part}_last5`] = [array.get(nd.slice(-5, null)), FLOAT64];
  }
  return Object.entries(json).flatMap(([key, value]) => {
    if (key === 'numpy_seed' || typeof value === 'string') return [];
    const figure = figures[key];
    if (figure === undefined) return [mismatch(key, -1, 'not computed', text(value).slice(0, 60))];
    return found(compareArrays(key, figure[0], value, figure[1]));
  });
}

function checkLoader(json: JsonObject): Mismatch[] {
  if (typeof json['numpy_seed_before_construction'] === 'number') random.seed(json['numpy_seed_before_construction']);
  const n = json['n'] as number;
  const dataset = Array.from({ length: n }, (_, i): D.Sample => [nd.array([2 * i, 2 * i + 1]), i % 3]);
  const batchSize = json['batch_size'] as number;
  const loader = loaderOf(text(json['loader']), dataset, batchSize, json['shuffle'] !== false);
  const problems: Mismatch[] = [];
  if (json['max_iter'] !== undefined)
    problems.push(...found(compareArrays('max_iter', loader.maxIter, json['max_iter'], EXACT)));
  for (const [epoch, batches] of (Array.isArray(json['epochs']) ? json['epochs'] : []).entries())
    problems.push(...checkEpoch(`epoch ${epoch}`, loader, batches));
  if (isObject(json['interrupted'])) {
    const first = loader.next().value;
    if (first) problems.push(...checkBatch('first', first, json['interrupted']['first_next']));
    problems.push(...checkEpoch('rest', loader, json['interrupted']['then_full_loop'] ?? null));
  }
  return problems;
}

function loaderOf(name: string, dataset: D.Samples, batchSize: number, shuffle: boolean): D.DataLoader {
  if (name === 'DataLoader') return new D.DataLoader(dataset, batchSize, { shuffle });
  if (name === 'SeqDataLoader') return new D.SeqDataLoader(dataset, batchSize);
  throw new Unsupported(`there is no loader ${name}`);
}

function checkEpoch(what: string, loader: D.DataLoader, expected: Json): Mismatch[] {
  const batches = [...loader];
  const wanted = list(expected);
  if (batches.length !== wanted.length)
    return [mismatch(`${what}: batches`, -1, String(batches.length), String(wanted.length))];
  return batches.flatMap((batch, i) => checkBatch(`${what}, batch ${i}`, batch, wanted[i]));
}

function checkBatch(what: string, [x, t]: D.Batch, expected: Json | undefined): Mismatch[] {
  if (!isObject(expected)) return [mismatch(what, -1, 'a batch', text(expected))];
  return found(
    compareArrays(`${what} x`, x, expected['x'], EXACT),
    t === null ? mismatch(`${what} t`, -1, 'none', 'labels') : compareArrays(`${what} t`, t, expected['t'], EXACT)
  );
}
