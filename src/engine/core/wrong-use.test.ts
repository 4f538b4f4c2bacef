/**
 * Typical wrong uses of the public engine, function by function. Each must give an error of ours: a sentence that names
 * the operation, what it got and what would have worked. A bare TypeError or RangeError of JavaScript says none of that.
 */
import { expect, test } from 'vitest';
import { D, DataLoader, F, getDotGraph, io, L, M, nd, optimizers, random, usingConfig, Variable } from '../index.ts';
import { EngineError } from './errors.ts';

// Lessons are written without types: everything can arrive everywhere.
const wrong = <T>(value: unknown): T => value as T;
const x23 = nd.ones([2, 3]);
const v = new Variable(x23);

const cases: [string, () => unknown, RegExp][] = [
  // Shapes
  ['add of shapes that do not fit', () => F.add(x23, nd.ones(4)), /^add: .*\(2, 3\).*\(4,\)/],
  ['array add', () => x23.add(nd.ones(4)), /^add: .*\(2, 3\).*\(4,\)/],
  ['array iadd', () => x23.copy().iadd(nd.ones(4)), /\(4,\).*\(2, 3\)/],
  ['matmul', () => F.matmul(x23, x23), /^matmul: .*3.*2/],
  ['matmul of a number', () => F.matmul(x23, 2), /^matmul: /],
  ['nd.matmul', () => nd.matmul(x23, x23), /^matmul: .*3.*2/],
  ['linear', () => F.linear(x23, nd.ones([4, 2])), /^linear: .*\(2, 3\).*\(4, 2\)/],
  ['reshape', () => F.reshape(x23, [4]), /^reshape: 6 elements.*\(4,\)/],
  ['reshape with two -1', () => x23.reshape(-1, -1), /^reshape: .*\(-1, -1\)/],
  ['reshape to a text', () => x23.reshape(wrong('6')), /^reshape: /],
  ['transpose', () => F.transpose(x23, [0, 0]), /^transpose: .*each of the 2 axes once/],
  ['transpose of too few axes', () => x23.transpose(1), /^transpose: /],
  ['broadcastTo', () => F.broadcastTo(x23, [4, 3]), /^broadcastTo: .*\(2, 3\).*\(4, 3\)/],
  ['sumTo', () => F.sumTo(x23, [4]), /^sumTo: .*\(2, 3\).*\(4,\)/],
  ['concatenate', () => F.concatenate([x23, nd.ones([2, 2])]), /^concatenate: /],
  ['concatenate of nothing', () => F.concatenate([]), /^concatenate: .*one array or more/],
  ['concatenate of no list', () => F.concatenate(wrong(x23)), /^concatenate: .*list/],
  ['nd.concatenate of nothing', () => nd.concatenate([]), /^concatenate: /],
  ['nd.stack of nothing', () => nd.stack([]), /^(stack|concatenate): /],
  ['nd.stack of other shapes', () => nd.stack([x23, nd.ones(3)]), /^stack: .*\(2, 3\).*\(3,\)/],
  ['nd.where', () => nd.where(x23, nd.ones(4), 0), /^where: /],
  ['nd.split', () => nd.split(x23, 2, 1), /^split: .*3.*2 equal parts/],
  ['squeeze', () => x23.squeeze(0), /^squeeze: axis 0 has length 2/],
  ['conv2d of matrices', () => F.conv2d(x23, nd.ones([1, 1, 1, 1])), /^conv2d: .*\(N, C, H, W\).*\(2, 3\)/],
  ['pooling of matrices', () => F.pooling(x23, 2), /^pooling: .*\(N, C, H, W\)/],
  ['softmaxCrossEntropy with too few labels', () => F.softmaxCrossEntropy(x23, [0]), /^softmaxCrossEntropy: .*labels/],
  ['softmaxCrossEntropy with a class that is not there', () => F.softmaxCrossEntropy(x23, [0, 3]), /label 3 .*0 to 2/],
  ['meanSquaredError', () => F.meanSquaredError(x23, nd.ones([3, 2])), /\(2, 3\).*\(3, 2\)/],
  ['accuracy of a vector', () => F.accuracy(nd.ones(3), [0]), /^(accuracy|argmax): /],
  // Axes
  ['sum', () => F.sum(x23, 2), /^sum: axis 2 .*2 axes/],
  ['sum over an axis twice', () => F.sum(x23, [0, -2]), /^sum: axis 0 is named twice/],
  ['sum over a text', () => F.sum(x23, wrong('0')), /^sum: /],
  ['array max', () => x23.max(-3), /^max: axis -3/],
  ['softmax', () => F.softmax(x23, 5), /^softmax: axis 5/],
  ['expandDims', () => F.expandDims(x23, 4), /^expandDims: axis 4/],
  ['mean over half an axis', () => F.mean(x23, 0.5), /axis 0.5/],
  ['nd.sort', () => nd.sort(x23, 3), /^sort: axis 3/],
  ['nd.flip', () => nd.flip(x23, 3), /^flip: axis 3/],
  // Indices
  ['a row that is not there', () => F.getItem(x23, 2), /2 is outside of axis 0, which has length 2/],
  ['too many indices', () => x23.get(0, 0, 0), /3 indices are too many.*\(2, 3\)/],
  ['half an index', () => x23.get(0.5), /0.5/],
  ['half an index beside a list', () => x23.get(0.5, [0, 1]), /0.5/],
  ['a text as an index', () => x23.get(wrong('0')), /^index: /],
  ['undefined as an index', () => x23.get(wrong(undefined)), /^index: /],
  ['two ellipses', () => x23.get('...', '...'), /^index: /],
  ['a list of halves', () => x23.get([0.5]), /0.5/],
  ['a mask of another length', () => x23.get([true]), /mask/],
  ['a float array as an index', () => x23.get(nd.array([0.5])), /whole numbers/],
  ['a slice without a step', () => nd.slice(0, 2, 0), /^slice: step is 0/],
  ['a slice of halves', () => x23.get(nd.slice(0.5, 2)), /^(slice|index): .*0.5/],
  ['assignment of another shape', () => x23.copy().set([0], nd.ones(4)), /\(4,\).*\(3,\)/],
  ['assignment of a text', () => x23.copy().set([0], wrong('a')), /^(set|index|array): /],
  ['embedId of a word that is not there', () => F.embedId(nd.array([7], 'int32'), x23), /7 is outside of axis 0/],
  // What is no array
  ['a list instead of an array', () => F.exp(wrong([1, 2])), /^exp: a list.*nd\.array/],
  ['a text', () => F.exp(wrong('1')), /^exp: .*string/],
  ['nothing', () => F.exp(wrong(undefined)), /^exp: an input is undefined/],
  ['null', () => F.add(1, wrong(null)), /^add: an input is null/],
  ['an object', () => F.add(v, wrong({})), /^add: .*object/],
  ['array add of a text', () => x23.add(wrong('1')), /^add: .*string/],
  ['array add of nothing', () => x23.add(wrong(undefined)), /^add: .*undefined/],
  ['array add of a Variable', () => x23.add(wrong(v)), /^add: .*Variable/],
  ['nd.exp of a text', () => nd.exp(wrong('x')), /string/],
  ['nd.exp of nothing', () => nd.exp(wrong(undefined)), /undefined/],
  ['nd.exp of a Variable', () => nd.exp(wrong(v)), /Variable/],
  ['nd.array of a text', () => nd.array(wrong('12')), /^array: .*string/],
  ['nd.array of nothing', () => nd.array(wrong(undefined)), /^array: .*undefined/],
  ['nd.array of texts', () => nd.array(wrong(['a'])), /^array: /],
  ['nd.array of uneven lists', () => nd.array([[1, 2], [3]]), /^array: .*equally long/],
  ['nd.array of an unknown dtype', () => nd.array([1], wrong('float16')), /^array: .*float16.*float64/],
  ['nd.array beyond int32', () => nd.array([2 ** 40], 'int32'), /does not fit into int32/],
  ['astype', () => x23.astype(wrong('int64')), /^astype: .*int64.*int32/],
  ['a Variable of a number', () => new Variable(wrong(1)), /^Variable: .*nd\.array\(1\)/],
  ['a Variable of a list', () => new Variable(wrong([1])), /^Variable: .*nd\.array/],
  ['item of several', () => x23.item(), /^item: .*6 elements/],
  ['length of a number', () => nd.array(1).length, /^length: .*item\(\)/],
  // Sizes
  ['zeros of a negative size', () => nd.zeros(-1), /\(-1,\).*whole number from 0/],
  ['zeros of NaN', () => nd.zeros([NaN]), /NaN/],
  ['zeros of half', () => nd.zeros(1.5), /1.5/],
  ['zeros of a text', () => nd.zeros(wrong('3')), /3/],
  ['zeros of nothing', () => nd.zeros(wrong(undefined)), /undefined/],
  ['zeros of too much', () => nd.zeros([1e6, 1e6]), /1000000000000 elements .*memory/],
  ['ones of too much', () => nd.ones(1e15), /1000000000000000 elements .*memory/],
  ['random of too much', () => random.rand(1e6, 1e6), /1000000000000 elements .*memory/],
  [
    'broadcastTo and copy of too much',
    () => nd.ones(1).broadcastTo(1e6, 1e6).copy(),
    /1000000000000 elements .*memory/
  ],
  ['an outer product of too much', () => nd.ones([1e6, 1]).mul(nd.ones([1, 1e6])), /1000000000000 elements .*memory/],
  ['matmul of too much', () => nd.matmul(nd.ones([1e6, 1]), nd.ones([1, 1e6])), /1000000000000 elements .*memory/],
  ['arange without an end', () => nd.arange(0, Infinity), /^arange: /],
  ['arange of NaN', () => nd.arange(NaN), /^arange: .*NaN/],
  ['arange without a step', () => nd.arange(0, 1, 0), /^arange: step is 0/],
  ['linspace of a negative count', () => nd.linspace(0, 1, -1), /^linspace: .*-1/],
  ['eye of a negative size', () => nd.eye(-1), /^(eye|shape): .*-1/],
  ['tile a negative number of times', () => nd.tile(x23, -1), /^tile: .*-1/],
  ['repeat half a time', () => nd.repeat(x23, 0.5), /^repeat: .*0.5/],
  // Arguments
  ['clip without bounds', () => F.clip(x23, wrong(undefined), wrong(undefined)), /^clip: /],
  ['a dropout ratio above 1', () => F.dropout(x23, 2), /^dropout: .*between 0 and 1, not 2/],
  ['a stride of 0', () => F.conv2d(nd.ones([1, 1, 3, 3]), nd.ones([1, 1, 2, 2]), null, 0), /^conv2d: the stride .*0/],
  ['a kernel of half a pixel', () => F.pooling(nd.ones([1, 1, 3, 3]), 0.5), /^pooling: the kernel size .*0.5/],
  ['a kernel that is too large', () => F.pooling(nd.ones([1, 1, 3, 3]), 5), /^pooling: .*5 by 5.*3 by 3/],
  ['an unknown setting', () => usingConfig(wrong<'train'>('trian'), true, () => 0), /^usingConfig: .*'trian'.*train/],
  [
    'a setting that is no truth value',
    () => usingConfig('train', wrong('no'), () => 0),
    /^usingConfig: .*true or false/
  ],
  ['backward of a leaf', () => v.backward(), /^backward: /],
  ['an empty Variable', () => F.exp(new Variable()), /^exp: .*empty/i],
  ['the shape of an empty Variable', () => new Variable().shape, /^Variable: .*empty/],
  // Random
  ['randint without room', () => random.randint(3, 3), /^randint: /],
  ['randn of a negative size', () => random.randn(-1), /\(-1,\).*whole number from 0/],
  ['a seed that is none', () => random.seed(wrong('x')), /^seed: /],
  ['a permutation of a negative number', () => random.permutation(-1), /^permutation: /],
  ['choice from nothing', () => random.choice(wrong(0)), /^choice: /],
  // Layers, models, optimizers
  ['a layer of no outputs', () => new L.Linear(wrong(undefined)), /^Linear: .*undefined/],
  ['a layer of a negative number of outputs', () => new L.Linear(-2), /^Linear: .*-2/],
  ['a layer on nothing', () => new L.Linear(2).call(wrong(undefined)), /: undefined \(nothing\) is not an array/],
  ['a layer on another width', () => linearTwice(), /^linear: .*\(2, 4\).*\(3, 2\)/],
  ['a layer on a number', () => new L.Linear(2).call(3), /^(Linear|linear): /],
  ['a convolution on matrices', () => new L.Conv2d(2, 3).call(x23), /^Conv2d: .*\(N, C, H, W\)/],
  ['an RNN on another width', () => recurrent(), /^linear: .*\(1, 4\).*\(3, 2\)/],
  ['an LSTM without a size', () => new L.LSTM(wrong(undefined)), /undefined/],
  ['a batch norm on a number', () => new L.BatchNorm().call(3), /^batchNorm: /i],
  ['words that are not there', () => new L.EmbedID(3, 2).call(nd.array([5], 'int32')), /5 is outside of axis 0/],
  ['half words', () => new L.EmbedID(3, 2).call(nd.array([0.5])), /whole numbers/],
  ['an MLP without sizes', () => new M.MLP(wrong(undefined)), /^MLP: /],
  ['an optimizer without a target', () => new optimizers.SGD(0.1).update(), /setup/],
  ['an optimizer of nothing', () => new optimizers.SGD(0.1).setup(wrong(undefined)), /setup/],
  ['weights of another file', () => new M.MLP([2]).loadWeights(new Uint8Array(3)), /^loadWeights: .*zip/],
  ['weights that are no bytes', () => new M.MLP([2]).loadWeights(wrong('weights.npz')), /^loadWeights: .*string/],
  ['weights before the first call', () => new M.MLP([2]).saveWeights(), /^saveWeights: .*call the model once/],
  // Data and files
  ['readNpy of a text', () => io.readNpy(wrong('x.npy')), /^readNpy: .*string/],
  ['readNpz of nothing', () => io.readNpz(wrong(undefined)), /^readNpz: .*undefined/],
  [
    'a data loader without a batch size',
    () => new DataLoader(new D.Spiral(), wrong(undefined)),
    /^DataLoader: .*undefined/
  ],
  ['a data loader of batches of 0', () => new DataLoader(new D.Spiral(), 0), /^DataLoader: .*0/],
  ['a data loader of no data', () => new DataLoader(wrong(undefined), 2), /^DataLoader: .*undefined/],
  ['an example that is not there', () => new D.Spiral().get(300), /300/],
  ['a graph of nothing', () => getDotGraph(wrong(undefined)), /^getDotGraph: takes a Variable/]
];

function linearTwice(): unknown {
  const layer = new L.Linear(2);
  layer.call(x23);
  return layer.call(nd.ones([2, 4]));
}

function recurrent(): unknown {
  const layer = new L.RNN(2);
  layer.call(nd.ones([1, 3]));
  return layer.call(nd.ones([1, 4]));
}

test.each(cases)('%s', (_what, use, sentence) => {
  expect(use).toThrow(sentence);
  // Of ours: an EngineError, or a TypeError where the book has one, whose sentence begins with the operation.
  expect(use).toThrow(
    expect.toSatisfy(
      (error) => error instanceof EngineError || /^TypeError: (Variable|getDotGraph): /.test(String(error))
    )
  );
});
