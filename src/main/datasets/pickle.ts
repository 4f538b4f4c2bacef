/**
 * Reads the one kind of pickle that CIFAR's Python version is made of: a dictionary of texts, lists of numbers and NumPy
 * arrays of bytes. A pickle is a little program; here it can build these values and nothing else, every other
 * instruction and every other name is refused. Not here: pickles in general.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { DataSetError } from './problem.ts';

/** Instructions that are carried out before others get their turn; CIFAR-100 has some 300,000. */
const AT_ONCE = 10_000;

/** An array of unsigned bytes as NumPy pickles it. */
export class PickledArray {
  shape: readonly number[] = [];
  /** Columns one after the other instead of rows. */
  byColumns = false;
  bytes: Uint8Array = new Uint8Array(0);
}

class Name {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
const BYTES_TYPE = new Name('bytes');

/** Short strings are text, long ones bytes; lists and tuples are both arrays. */
export type Pickled =
  null | boolean | number | string | Uint8Array | Pickled[] | Map<string, Pickled> | PickledArray | Name;

const RECONSTRUCT = 'numpy.core.multiarray._reconstruct';
const NAMES: readonly string[] = [RECONSTRUCT, 'numpy.ndarray', 'numpy.dtype'];

/** The dictionary that the pickle builds. */
export async function readPickle(bytes: Uint8Array): Promise<ReadonlyMap<string, Pickled>> {
  const result = await new Machine(bytes).run();
  if (!(result instanceof Map)) throw refused('it holds no dictionary');
  return result;
}

const refused = (why: string): DataSetError => new DataSetError('wrong-file', `a Python file in it is refused: ${why}`);

class Machine {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  #stack: Pickled[] = [];
  readonly #below: Pickled[][] = [];
  readonly #memo = new Map<number, Pickled>();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  async run(): Promise<Pickled> {
    if (this.#byte() !== 0x80 || this.#byte() !== 2) throw refused('it is no pickle of protocol 2');
    for (let count = 1; ; count++) {
      if (count % AT_ONCE === 0) await breathe();
      const instruction = String.fromCharCode(this.#byte());
      if (instruction === '.') return this.#pop();
      this.#do(instruction);
    }
  }

  #do(instruction: string): void {
    switch (instruction) {
      case '(':
        this.#below.push(this.#stack);
        this.#stack = [];
        return;
      case '}':
        return this.#push(new Map());
      case ']':
        return this.#push([]);
      case 'N':
        return this.#push(null);
      case '\x88':
      case '\x89':
        return this.#push(instruction === '\x88');
      case 'K':
        return this.#push(this.#byte());
      case 'M':
        return this.#push(this.#view.getUint16(this.#take(2), true));
      case 'J':
        return this.#push(this.#view.getInt32(this.#take(4), true));
      case 'U':
        return this.#push(Buffer.from(this.#slice(this.#byte())).toString('latin1'));
      case 'T':
        return this.#push(this.#slice(this.#view.getUint32(this.#take(4), true)));
      case 'c':
        return this.#push(this.#name());
      case 'q':
        return this.#keep(this.#byte());
      case 'r':
        return this.#keep(this.#view.getUint32(this.#take(4), true));
      case 'h':
        return this.#push(this.#kept(this.#byte()));
      case 'j':
        return this.#push(this.#kept(this.#view.getUint32(this.#take(4), true)));
      case 't':
        return this.#push(this.#marked());
      case '\x85':
      case '\x86':
      case '\x87':
        return this.#push(this.#popSome(instruction.charCodeAt(0) - 0x84));
      case 'a':
        return this.#append(this.#popSome(1));
      case 'e':
        return this.#append(this.#marked());
      case 's':
        return this.#setItems(this.#popSome(2));
      case 'u':
        return this.#setItems(this.#marked());
      case 'R':
        return this.#make();
      case 'b':
        return this.#build();
      default:
        throw refused(`it has the instruction ${JSON.stringify(instruction)}`);
    }
  }

  #take(count: number): number {
    const at = this.#at;
    if (at + count > this.#bytes.length) throw refused('it ends too early');
    this.#at += count;
    return at;
  }

  #byte(): number {
    return this.#view.getUint8(this.#take(1));
  }

  #slice(count: number): Uint8Array {
    const at = this.#take(count);
    return this.#bytes.subarray(at, at + count);
  }

  #line(): string {
    const end = this.#bytes.indexOf(10, this.#at);
    if (end < 0 || end - this.#at > 100) throw refused('it has a name without end');
    return Buffer.from(this.#slice(end + 1 - this.#at).subarray(0, -1)).toString('latin1');
  }

  #name(): Name {
    const name = `${this.#line()}.${this.#line()}`;
    if (!NAMES.includes(name)) throw refused(`it asks for ${name}`);
    return new Name(name);
  }

  #push(value: Pickled): void {
    this.#stack.push(value);
  }

  #pop(): Pickled {
    const value = this.#stack.pop();
    if (value === undefined) throw refused('it takes more than it has');
    return value;
  }

  #popSome(count: number): Pickled[] {
    if (this.#stack.length < count) throw refused('it takes more than it has');
    return this.#stack.splice(-count);
  }

  /** What was pushed since the last mark. */
  #marked(): Pickled[] {
    const values = this.#stack;
    const below = this.#below.pop();
    if (below === undefined) throw refused('it takes more than it has');
    this.#stack = below;
    return values;
  }

  #keep(number: number): void {
    const top = this.#pop();
    this.#memo.set(number, top);
    this.#push(top);
  }

  #kept(number: number): Pickled {
    const value = this.#memo.get(number);
    if (value === undefined) throw refused('it names what it has not kept');
    return value;
  }

  #append(values: Pickled[]): void {
    const list = this.#stack.at(-1);
    if (!Array.isArray(list)) throw refused('it appends to what is no list');
    for (const value of values) list.push(value);
  }

  #setItems(items: Pickled[]): void {
    const map = this.#stack.at(-1);
    if (!(map instanceof Map)) throw refused('it fills what is no dictionary');
    for (let i = 0; i + 1 < items.length; i += 2) {
      const [key, value] = [items[i], items[i + 1]];
      if (typeof key !== 'string' || value === undefined) throw refused('a key of its dictionary is no text');
      map.set(key, value);
    }
  }

  /** Calls one of the two things that may be called. */
  #make(): void {
    const [callee, given] = this.#popSome(2);
    const name = callee instanceof Name ? callee.name : '';
    if (name === RECONSTRUCT) return this.#push(new PickledArray());
    if (name === 'numpy.dtype' && Array.isArray(given) && given[0] === 'u1') return this.#push(BYTES_TYPE);
    throw refused('it makes something else than an array of bytes');
  }

  #build(): void {
    const [target, state] = this.#popSome(2);
    if (target === BYTES_TYPE) return this.#push(target);
    if (!(target instanceof PickledArray) || !Array.isArray(state)) throw refused('it fills what is no array');
    const [, shape, type, byColumns, bytes] = state;
    if (!isShape(shape) || type !== BYTES_TYPE || !(bytes instanceof Uint8Array))
      throw refused('an array in it is not one of bytes');
    if (shape.reduce((a, b) => a * b, 1) !== bytes.length)
      throw refused('an array in it has not the size of its shape');
    Object.assign(target, { shape, byColumns: byColumns === true, bytes });
    this.#push(target);
  }
}

const isShape = (value: Pickled | undefined): value is number[] =>
  Array.isArray(value) && value.every((length) => typeof length === 'number' && length >= 0);
