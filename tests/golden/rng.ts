/** Golden kind rng/*.json: NumPy's legacy generator, call by call. */
import { array } from '@engine/ndarray/create.ts';
import { NDArray } from '@engine/ndarray/ndarray.ts';
import { INTEGER_TYPES, RandomState, type IntegerType } from '@engine/ndarray/random.ts';
import { drawWeights } from '@engine/layers/weights.ts';
import { random } from '@engine/index.ts';
import {
  close,
  compareArrays,
  dtypeOf,
  EXACT,
  isArrayJson,
  isObject,
  mismatch,
  NORMAL,
  toArray,
  type Json,
  type JsonObject,
  type Mismatch,
  text
} from './compare.ts';
import { found, leftovers, list, Unsupported, type GoldenCase, type Recogniser } from './suite.ts';

export const rng: Recogniser = ({ json }) => {
  const cases: GoldenCase[] = [];
  const add = (name: string, check: (one: JsonObject) => Mismatch[]): void => {
    list(json[name]).forEach((one, i) => {
      const label = text(one['name'] ?? i);
      const kind = name === 'sequences' ? `rng/sequences:${label}` : `rng/${name}`;
      cases.push({
        kind,
        id: `${name}/${label}/seed ${JSON.stringify(one['seed'] ?? one['seed_array'])}`,
        check: () => check(one)
      });
    });
  };
  add('streams', checkStream);
  add('sequences', checkSequence);
  add('permutations', checkPermutation);
  add('array_seeds', checkArraySeed);
  add('long_runs', checkLongRun);
  const known = ['streams', 'sequences', 'permutations', 'array_seeds', 'long_runs'];
  return known.some((name) => Array.isArray(json[name])) ? [...cases, ...leftovers('rng', json, known)] : null;
};

type Field = (generator: RandomState, expected: JsonObject & Json[]) => Mismatch | null;

const shapeOf = (expected: JsonObject): number[] => expected['shape'] as number[];
const numbers = (what: string, got: number[], expected: Json[]): Mismatch | null => {
  const i = got.findIndex((one, at) => one !== expected[at]);
  return i < 0 ? null : mismatch(what, i, String(got[i]), text(expected[i]));
};
const skip = (generator: RandomState, name: 'rand' | 'randn', count: number): void => void generator[name](count);

const STREAM: Readonly<Record<string, Field>> = {
  state_first8: (g, e) => numbers('state_first8', g.getState().key.slice(0, 8), e),
  state_last2: (g, e) => numbers('state_last2', g.getState().key.slice(-2), e),
  uint32: (g, e) =>
    numbers(
      'uint32',
      e.map(() => g.uint32()),
      e
    ),
  uint32_from_620: (g, e) => {
    for (let i = 0; i < 620; i++) g.uint32();
    return numbers(
      'uint32_from_620',
      e.map(() => g.uint32()),
      e
    );
  },
  rand: (g, e) => compareArrays('rand', g.rand(...shapeOf(e)), e, EXACT),
  rand_10001st: (g, e) => {
    skip(g, 'rand', 10000);
    return compareArrays('rand_10001st', g.rand(...shapeOf(e)), e, EXACT);
  },
  randn: (g, e) => compareArrays('randn', g.randn(...shapeOf(e)), e, NORMAL),
  randn_10000th: (g, e) => {
    skip(g, 'randn', 9999);
    return compareArrays('randn_10000th', g.randn(...shapeOf(e)), e, NORMAL);
  },
  randn_float32: (g, e) => compareArrays('randn_float32', g.randn(...shapeOf(e)).astype('float32'), e, EXACT),
  rand_float32: (g, e) => compareArrays('rand_float32', g.rand(...shapeOf(e)).astype('float32'), e, EXACT)
};

function checkStream(one: JsonObject): Mismatch[] {
  return Object.entries(one).flatMap(([name, expected]) => {
    if (name === 'seed') return [];
    const generator = new RandomState(one['seed'] as number);
    if (name === 'state_pos') return found(numbers(name, [generator.getState().position], [expected]));
    if (isObject(expected) && /_init_/.test(name)) {
      // Weights as layers draw them: fan-in is the first axis of (I, O) and all but the first of (OC, C, KH, KW).
      const shape = shapeOf(expected);
      const fanIn = shape.length === 2 ? shape[0]! : shape.slice(1).reduce((a, b) => a * b, 1);
      random.setState(generator.getState());
      return found(compareArrays(name, drawWeights(shape, fanIn, dtypeOf(expected['dtype'])), expected, EXACT));
    }
    const field = STREAM[name];
    if (field === undefined) throw new Unsupported(`a field ${name} is not known`);
    return found(field(generator, expected as JsonObject & Json[]));
  });
}

function checkSequence(one: JsonObject): Mismatch[] {
  const generator = new RandomState(one['seed'] as number);
  return list(one['calls']).flatMap((call, i) => {
    const name = text(call['fn']);
    const result = invoke(generator, name, call);
    const smooth = /normal|randn|exponential/.test(name);
    return found(
      compareArrays(`call ${i + 1} ${name}`, result, call['result'], smooth ? NORMAL : EXACT, name !== 'randint')
    );
  });
}

function invoke(generator: RandomState, name: string, call: JsonObject): NDArray | number {
  const args = ((call['args'] ?? []) as Json[]).map(argument);
  const kwargs = isObject(call['kwargs']) ? call['kwargs'] : {};
  const given = (at: number, key: string): unknown => args[at] ?? argument(kwargs[key] ?? null) ?? undefined;
  const size = (at: number) => (given(at, 'size') ?? null) as number | number[] | null;
  const number = (at: number, key: string, otherwise: number) => (given(at, key) ?? otherwise) as number;
  const rows = (given(0, 'x') ?? given(0, 'a')) as number | number[] | NDArray;
  const from = Array.isArray(rows) ? listOf(rows) : rows;
  switch (name) {
    case 'rand':
    case 'randn':
      return generator[name](...(args as number[]));
    case 'random_sample':
    case 'random':
      return generator.randomSample(size(0));
    case 'standard_normal':
      return generator.normal(0, 1, size(0));
    case 'normal':
      return generator.normal(number(0, 'loc', 0), number(1, 'scale', 1), size(2));
    case 'uniform':
      return generator.uniform(number(0, 'low', 0), number(1, 'high', 1), size(2));
    case 'standard_exponential':
      return generator.exponential(1, size(0));
    case 'exponential':
      return generator.exponential(number(0, 'scale', 1), size(1));
    case 'randint':
      return generator.randint(
        number(0, 'low', 0),
        (given(1, 'high') ?? null) as number | null,
        size(2),
        integerType(given(3, 'dtype'))
      );
    case 'binomial':
      return generator.binomial(number(0, 'n', 0), number(1, 'p', 0), size(2));
    case 'permutation':
      return generator.permutation(from);
    case 'shuffle': {
      const shuffled = from as NDArray;
      generator.shuffle(shuffled);
      return shuffled;
    }
    case 'choice': {
      const p = given(3, 'p') as number[] | NDArray | undefined;
      const weights = p instanceof NDArray ? p.toFlat() : (p ?? null);
      return generator.choice(from, size(1), given(2, 'replace') !== false, weights);
    }
    default:
      throw new Unsupported(`the generator has no ${name}`);
  }
}

function argument(value: Json): Json | NDArray {
  if (isArrayJson(value)) return toArray(value);
  return isObject(value) && 'array' in value ? toArray(value['array']) : value;
}

/** A list of Python: whole numbers make integers. */
function listOf(values: number[]): NDArray {
  const flat = values.flat(Infinity);
  const whole = flat.length > 0 && flat.every((one) => Number.isInteger(one));
  return array(values, whole ? 'int32' : 'float64');
}

function integerType(name: unknown): IntegerType {
  if (name === undefined || name === 'int') return 'int64';
  if (INTEGER_TYPES.includes(name as IntegerType)) return name as IntegerType;
  throw new Unsupported(`randint with dtype ${JSON.stringify(name)}`);
}

function checkPermutation(one: JsonObject): Mismatch[] {
  const order = new RandomState(one['seed'] as number).permutation(one['n'] as number).toFlat();
  const sum = order.reduce((total, value, i) => (total + value * (i + 1)) % 1e9, 0);
  return found(
    numbers('first10', order.slice(0, 10), one['first10'] as Json[]),
    numbers('last5', order.slice(-5), one['last5'] as Json[]),
    numbers('weighted_checksum_mod_1e9', [sum], [one['weighted_checksum_mod_1e9'] ?? null])
  );
}

function checkArraySeed(one: JsonObject): Mismatch[] {
  const generator = new RandomState(one['seed_array'] as number[]);
  return (['rand', 'randn'] as const).flatMap((name) => {
    const expected = one[name];
    if (!isObject(expected)) return [];
    return found(
      compareArrays(name, generator[name](...shapeOf(expected)), expected, name === 'rand' ? EXACT : NORMAL)
    );
  });
}

function checkLongRun(one: JsonObject): Mismatch[] {
  const generator = new RandomState(one['seed'] as number);
  return Object.entries(one).flatMap(([name, expected]) => {
    const parts = /(randn|rand)_(\d+)$/.exec(name);
    if (parts === null || !isObject(expected)) return [];
    const drawn = generator[parts[1] as 'rand' | 'randn'](Number(parts[2])).toFlat();
    const sums: Record<string, number> = {
      sum: drawn.reduce((a, b) => a + b, 0),
      abs_sum: drawn.reduce((a, b) => a + Math.abs(b), 0),
      last: drawn.at(-1) ?? NaN
    };
    return Object.entries(expected).flatMap(([key, value]) => {
      // Sums of 100,000 terms depend on the order of adding; terms are of size 1, so the error is absolute.
      const tolerance = key === 'last' ? NORMAL : { rtol: 1e-12, atol: 1e-9 };
      return close(sums[key]!, value as number, tolerance)
        ? []
        : [mismatch(`${name} ${key}`, -1, String(sums[key]), text(value))];
    });
  });
}
