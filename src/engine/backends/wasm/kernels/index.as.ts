// All kernels of the WebAssembly module. A kernel is one file, exported here, with its signature in ../instance.ts.
export { runChunk } from './jobs.as';
export { pack32, pack64 } from './pack.as';
export { turnKernels32, turnKernels64 } from './patches.as';
export {
  averagePool32,
  averagePool64,
  averagePoolSpread32,
  averagePoolSpread64,
  maxPool32,
  maxPool64,
  maxPoolSpread32,
  maxPoolSpread64
} from './pooling.as';
export {
  channelProducts32,
  channelProducts64,
  channelSquares32,
  channelSquares64,
  channelSums32,
  channelSums64,
  normalise32,
  normalise64,
  normaliseGradient32,
  normaliseGradient64
} from './channels.as';
export { block32, block64, tileColumns, tileRows } from './tiles.as';
