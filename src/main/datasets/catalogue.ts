/**
 * Where each data set comes from, what its file must be, and how it is unpacked: the only list of addresses that the app
 * ever downloads from, and it does so only when the user presses Download. Sizes and checksums are those that are
 * published; for the names of the ImageNet classes none is, so their structure is checked.
 */
import type { DataSetId } from '@ipc/datasets.ts';
import { type Unpack, unpackCifar, unpackImageNetLabels, unpackText } from './unpack.ts';

/** A download may start at, and be redirected to, these hosts only. */
export const HOSTS: readonly string[] = [
  'www.cs.toronto.edu',
  'raw.githubusercontent.com',
  'gist.githubusercontent.com'
];

export interface Checksum {
  algorithm: 'md5' | 'sha256';
  hex: string;
}

export interface DataSetSource {
  address: string;
  /** What a download brings; about, where no checksum holds it. */
  bytes: number;
  /** A file of more bytes than this is not even read. */
  mostBytes: number;
  /** What the unpacked files take. */
  unpackedBytes: number;
  /** The file is one of these; none: its structure decides. */
  checksums: readonly Checksum[];
  unpack: Unpack;
}

const MIB = 2 ** 20;
const md5 = (hex: string): Checksum => ({ algorithm: 'md5', hex });
const cifarBytes = (labels: number): number => 60_000 * (3072 + labels);

export const CATALOGUE: Readonly<Record<DataSetId, DataSetSource>> = {
  cifar10: {
    address: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
    bytes: 170_052_171,
    mostBytes: 180 * MIB,
    unpackedBytes: cifarBytes(1),
    // The binary version, then the Python version, which many have from other frameworks.
    checksums: [md5('c32a1d4ab5d03f1284b67883e8d87530'), md5('c58f30108f718f92721af3b95e74349a')],
    unpack: unpackCifar('cifar10')
  },
  cifar100: {
    address: 'https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz',
    bytes: 168_513_733,
    mostBytes: 180 * MIB,
    unpackedBytes: cifarBytes(2),
    checksums: [md5('03b5dce01913d631647c71ecec9e9cb8'), md5('eb9058c3a382ffc7106e4002c42a8d85')],
    unpack: unpackCifar('cifar100')
  },
  shakespeare: {
    address: 'https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt',
    bytes: 1_115_394,
    mostBytes: 2 * MIB,
    unpackedBytes: 1_115_394,
    checksums: [{ algorithm: 'sha256', hex: '86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed' }],
    unpack: unpackText
  },
  imagenet: {
    address:
      'https://gist.githubusercontent.com/yrevar/942d3a0ac09ec9e5eb3a/raw/' +
      '238f720ff059c1f82f368259d1ca4ffa5dd8f9f5/imagenet1000_clsidx_to_labels.txt',
    bytes: 30_000,
    mostBytes: MIB,
    unpackedBytes: 30_000,
    checksums: [],
    unpack: unpackImageNetLabels
  }
};
