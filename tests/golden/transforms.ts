/** Golden kind transforms.json: preparing arrays and pictures. */
import type { NDArray } from '@engine/index.ts';
import * as T from '@engine/data/transforms.ts';
import { compareArrays, dtypeOf, EXACT, FLOAT32, FLOAT64, isArrayJson, isObject, text, toArray } from './compare.ts';
import type { Json, JsonObject, Mismatch } from './compare.ts';
import { found, list, Unsupported, type Recogniser } from './suite.ts';

export const transformCases: Recogniser = ({ json }) => {
  const cases = list(json['cases']);
  if (!cases.some((one) => 'transform' in one)) return null;
  return cases.map((one, i) => ({
    kind: `transforms:${text(one['transform'])}`,
    id: `cases/${i}/${text(one['transform'])} ${JSON.stringify(one['args'])}`,
    check: () => check(one)
  }));
};

function check(one: JsonObject): Mismatch[] {
  const entry = (pattern: RegExp) =>
    Object.entries(one).find(([name, value]) => pattern.test(name) && isArrayJson(value));
  const picture = entry(/^image_hwc/);
  const input = picture ?? entry(/^input/);
  const output = entry(/^output/);
  if (input === undefined || output === undefined) throw new Unsupported('a case without arrays');
  const x = toArray(input[1]);
  const got = transformOf(
    text(one['transform']),
    isObject(one['args']) ? one['args'] : {}
  )(picture === undefined ? x : T.Picture.of(x));
  const expected = output[1];
  const dtype = isObject(expected) ? text(expected['dtype']) : '';
  const tolerance = dtype === 'float64' ? FLOAT64 : dtype === 'float32' ? FLOAT32 : EXACT;
  return found(compareArrays('output', got, expected, tolerance));
}

function transformOf(name: string, args: JsonObject): (x: NDArray) => NDArray {
  const size = (args['size'] ?? args['size_width_height']) as number | [number, number];
  const numbers = (key: string) => args[key] as number | number[] | undefined;
  switch (name) {
    case 'Normalize':
      return T.normalize(numbers('mean'), numbers('std'));
    case 'Flatten':
      return T.flatten();
    case 'AsType':
    case 'ToFloat':
      return T.asType(dtypeOf(args['dtype'] ?? 'float32'));
    case 'ToInt':
      return T.toInt();
    case 'Resize':
      return T.resize(size, args['mode'] as T.ResizeMode | undefined);
    case 'CenterCrop':
      return T.centerCrop(size);
    case 'Convert':
      return T.convert((args['mode'] ?? 'RGB') as T.PictureMode);
    case 'ToArray':
      return T.toArray(dtypeOf(args['dtype'] ?? 'float32'));
    case 'ToPIL':
      return T.toPicture();
    case 'Compose':
      return T.compose((args['steps'] as string[]).map(step));
    case 'VGG16.preprocess':
      return T.vggInput(size);
    default:
      throw new Unsupported(`there is no transform ${name}`);
  }
}

/** 'CenterCrop 4', 'Normalize [1,2,3] [4,5,6]', 'Convert BGR' */
function step(words: string): (x: NDArray) => NDArray {
  const [name = '', ...given] = words.split(' ');
  const values = given.map((one): Json => (/^[[\d-]/.test(one) ? (JSON.parse(one) as Json) : one));
  const names: Record<string, string[]> = { Normalize: ['mean', 'std'], Convert: ['mode'], ToArray: ['dtype'] };
  const keys = names[name] ?? (name === 'Resize' || name === 'CenterCrop' ? ['size', 'mode'] : ['dtype']);
  return transformOf(name, Object.fromEntries(values.map((value, i) => [keys[i]!, value])));
}
