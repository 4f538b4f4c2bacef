/**
 * The header of an .npy file: magic, version, and a Python dictionary with `descr` (dtype), `fortran_order`, `shape`.
 * Reads format versions 1 to 3 with a small parser of its own: nothing of the text is ever executed.
 * Not here: the elements (npy.ts).
 */
import { shapeText, type Shape } from '../ndarray/shape.ts';
import { checkBytes, FormatError } from './format-error.ts';
import type { FileLimits } from './limits.ts';

export interface NpyHeader {
  /** NumPy's name of the dtype: byte order (<, >, | or =), kind, bytes; for example '<f8'. */
  descr: string;
  fortranOrder: boolean;
  shape: Shape;
  version: number;
  /** Where the elements start. */
  dataAt: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** NumPy leaves room for the first axis to grow to this many digits. */
const ROOM_FOR_DIGITS = 21;

export function readNpyHeader(op: string, bytes: Uint8Array, limits: FileLimits): NpyHeader {
  checkBytes(op, bytes);
  if (bytes.length < 10 || MAGIC.some((byte, i) => bytes[i] !== byte))
    throw new FormatError(op, 'wrong magic: this is not an .npy file; one begins with the bytes \\x93NUMPY.');
  const version = bytes[6] ?? 0;
  if (version < 1 || version > 3 || bytes[7] !== 0)
    throw new FormatError(op, `format version ${version}.${bytes[7]} is not known; versions 1.0, 2.0 and 3.0 are.`);
  const start = version === 1 ? 10 : 12;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = version === 1 ? view.getUint16(8, true) : bytes.length >= 12 ? view.getUint32(8, true) : Infinity;
  if (length > limits.header)
    throw new FormatError(op, `a header of ${length} characters is too long; at most ${limits.header} are read.`);
  if (start + length > bytes.length)
    throw new FormatError(
      op,
      `the file ends within its header (${bytes.length} bytes, the header needs ${start + length}).`
    );
  let text = '';
  for (let i = 0; i < length; i++) text += String.fromCharCode(bytes[start + i] ?? 0);
  return { ...parseDictionary(op, text, limits), version, dataAt: start + length };
}

/** Magic, version and header as NumPy writes them, padded so that the elements start at a multiple of 64. */
export function writeNpyHeader(descr: string, fortranOrder: boolean, shape: Shape): Uint8Array {
  const room = shape.length === 0 ? 0 : ROOM_FOR_DIGITS - String(shape.at(fortranOrder ? -1 : 0)).length;
  const text =
    `{'descr': '${descr}', 'fortran_order': ${fortranOrder ? 'True' : 'False'}, 'shape': ${shapeText(shape)}, }` +
    ' '.repeat(Math.max(0, room));
  const version = text.length + 64 > 65_535 ? 2 : 1;
  const start = version === 1 ? 10 : 12;
  const length = Math.ceil((start + text.length + 1) / 64) * 64 - start;
  const bytes = new Uint8Array(start + length).fill(0x20);
  bytes.set([...MAGIC, version, 0]);
  const view = new DataView(bytes.buffer);
  if (version === 1) view.setUint16(8, length, true);
  else view.setUint32(8, length, true);
  for (let i = 0; i < text.length; i++) bytes[start + i] = text.charCodeAt(i);
  bytes[bytes.length - 1] = 0x0a;
  return bytes;
}

function parseDictionary(
  op: string,
  text: string,
  limits: FileLimits
): Pick<NpyHeader, 'descr' | 'fortranOrder' | 'shape'> {
  let at = 0;
  const fail = (expected: string): never => {
    const found = text.slice(at, at + 20).trim();
    throw new FormatError(op, `the header is damaged at character ${at}: expected ${expected}, found '${found}'.`);
  };
  const blank = (): void => {
    while (/\s/.test(text[at] ?? '')) at++;
  };
  const take = (mark: string): boolean => {
    blank();
    if (text[at] !== mark) return false;
    at++;
    return true;
  };
  const must = (mark: string): void => void (take(mark) || fail(`'${mark}'`));
  const match = (pattern: RegExp, expected: string): string => {
    blank();
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return fail(expected);
    at += found[0].length;
    return found[1] ?? found[0];
  };
  const quoted = (): string => {
    blank();
    return text[at] === '"' ? match(/"([^"\\]*)"/y, 'a text') : match(/'([^'\\]*)'/y, 'a text');
  };
  const tuple = (): number[] => {
    const lengths: number[] = [];
    must('(');
    while (!take(')')) {
      const length = Number(match(/(\d{1,16})L?/y, 'a length'));
      if (!Number.isSafeInteger(length)) fail('a length that fits into memory');
      if (lengths.push(length) > limits.axes)
        throw new FormatError(op, `more than ${limits.axes} axes; no array has that many.`);
      if (!take(',')) {
        must(')');
        break;
      }
    }
    return lengths;
  };
  let descr: string | null = null;
  let fortranOrder: boolean | null = null;
  let shape: number[] | null = null;
  must('{');
  while (!take('}')) {
    const key = quoted();
    must(':');
    blank();
    if (key === 'descr') {
      if (text[at] === '[')
        throw new FormatError(
          op,
          'arrays of records (several fields per element) are not read; save each field alone.'
        );
      descr = quoted();
    } else if (key === 'fortran_order') fortranOrder = match(/True|False/y, 'True or False') === 'True';
    else if (key === 'shape') shape = tuple();
    else fail("one of 'descr', 'fortran_order', 'shape'");
    if (!take(',')) {
      must('}');
      break;
    }
  }
  if (descr === null || fortranOrder === null || shape === null)
    throw new FormatError(op, "the header must name 'descr', 'fortran_order' and 'shape'.");
  return { descr, fortranOrder, shape };
}
