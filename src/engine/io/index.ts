/** Files of arrays, and graphs as text: what lesson code finds under `io`. Bytes in, bytes out; the app has the files. */
export { readNpy, writeNpy, type ReadOptions, type WriteOptions } from './npy.ts';
export { readNpz, writeNpz, type NpzOptions } from './npz.ts';
export { loadState, saveState, type Training } from './state.ts';
