// All kernels of the WebAssembly module. A kernel is one file, exported here, with its signature in ../instance.ts.
export { gemm32, gemm64 } from './matmul.as';
export { block32, block64, tileColumns, tileRows } from './tiles.as';
export { pack32, pack64 } from './pack.as';
