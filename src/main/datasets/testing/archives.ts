/** Small archives of CIFAR's two forms, built byte by byte: records, pickles as Python 2 writes them, tar, gzip. */
import { gzipSync } from 'node:zlib';

const IMAGE = 3072;

/** A header and the content, padded to blocks. */
export function tarFile(name: string, content: Uint8Array, type = '0'): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0, 'latin1');
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        ', 148);
  header.write(type, 156);
  header.write('ustar\0', 257);
  const sum = header.reduce((a, b) => a + b, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

export const archive = (files: Record<string, Uint8Array>): Buffer =>
  gzipSync(
    Buffer.concat([
      tarFile('folder/', Buffer.alloc(0), '5'),
      ...Object.entries(files).map(([name, content]) => tarFile(`folder/${name}`, content)),
      Buffer.alloc(1024)
    ])
  );

/** Row `row` of a batch that begins with `first`: its label bytes, then its picture. */
export function record(row: number, labels: number): Buffer {
  const bytes = Buffer.alloc(labels + IMAGE, row % 251);
  for (let i = 0; i < labels; i++) bytes[i] = (row + i) % 10;
  return bytes;
}

export const records = (first: number, rows: number, labels: number): Buffer =>
  Buffer.concat(Array.from({ length: rows }, (_, i) => record(first + i, labels)));

const short = (text: string): Buffer => Buffer.concat([Buffer.from([0x55, text.length]), Buffer.from(text, 'latin1')]);
const long = (bytes: Uint8Array): Buffer => {
  const head = Buffer.alloc(5, 'T');
  head.writeUInt32LE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
};
const code = (text: string): Buffer => Buffer.from(text, 'latin1');
const int = (value: number): Buffer => Buffer.from([0x4d, value & 255, value >> 8]);

/** The dictionary of a batch, with the instructions in the order in which Python 2's cPickle writes them. */
export function pickledBatch(rows: Buffer, labelKeys: readonly string[]): Buffer {
  const record = labelKeys.length + IMAGE;
  const count = rows.length / record;
  const column = (at: number): number[] => Array.from({ length: count }, (_, i) => rows[i * record + at] ?? 0);
  const pixels = Array.from({ length: count }, (_, i) =>
    rows.subarray(i * record + labelKeys.length, (i + 1) * record)
  );
  const labels = labelKeys.flatMap((key, at) => [
    short(key),
    code(']q\x05('),
    ...column(at).map((label) => Buffer.from([0x4b, label])),
    code('e')
  ]);
  return Buffer.concat([
    code('\x80\x02}q\x01('),
    short('batch_label'),
    short('training batch 1 of 5'),
    ...labels,
    short('data'),
    code('cnumpy.core.multiarray\n_reconstruct\nq\x08cnumpy\nndarray\nq\tK\x00\x85U\x01b\x87Rq\n(K\x01'),
    int(count),
    int(IMAGE),
    code(
      '\x86cnumpy\ndtype\nq\x0bU\x02u1K\x00K\x01\x87Rq\x0c(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89'
    ),
    long(Buffer.concat(pixels)),
    code('tbu.')
  ]);
}
