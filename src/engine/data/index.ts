/** Datasets and loaders, as lessons know them under `D`. To add a dataset: a file beside this one and a line here. */
export { CIFAR10, CIFAR100, toPlusMinusOne, type CifarOptions, type LabelType } from './cifar.ts';
export { DataLoader, type DataLoaderOptions, type LoaderState, type Samples } from './data-loader.ts';
export { Dataset, stackSamples, type Batch, type DatasetOptions, type Sample, type Transform } from './dataset.ts';
export { ImageNet, readImageNetLabels } from './image-net.ts';
export { flattenToUnit, MNIST } from './mnist.ts';
export { SeqDataLoader } from './seq-data-loader.ts';
export { Shakespeare, type ShakespeareOptions } from './shakespeare.ts';
export { SinCurve } from './sin-curve.ts';
export { getSpiral, Spiral } from './spiral.ts';
