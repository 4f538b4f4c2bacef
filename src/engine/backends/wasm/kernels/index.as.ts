// All kernels of the WebAssembly module. A kernel is one file, exported here, with its signature in ../instance.ts.
export { gemm32, gemm64 } from './matmul.as';
