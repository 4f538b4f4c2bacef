/**
 * Which kernels each op uses, and which of them the webgpu backend hands to the CPU: found by running the samples of the
 * registry on a backend that notes what it is asked for, and on webgpu over a device that computes nothing. Not here:
 * whether results are right (src/engine/ops/ops.test.ts).
 */
import type { Backend } from '../../src/engine/backends/backend.ts';
import { onFallback, registerBackend, usingBackend } from '../../src/engine/backends/current.ts';
import { plain } from '../../src/engine/backends/plain/index.ts';
import { setHost, type GpuDevice } from '../../src/engine/host.ts';
import { isFloat } from '../../src/engine/ndarray/dtype.ts';
import type { NDArray } from '../../src/engine/ndarray/ndarray.ts';
import { registry, type RegisteredOp } from '../../src/engine/ops/define-op.ts';
import '../../src/engine/ops/index.ts';

export interface Support {
  op: string;
  kernels: string[];
  /** Kernels that webgpu hands to the CPU in the forward pass of this op. */
  onCpu: string[];
}

/** Kernels that take the name of an operation as their first argument. */
const NAMED = new Set(['unary', 'binary', 'compare', 'reduce', 'argReduce', 'binaryInto']);

export function readSupport(): Support[] {
  return [...registry.values()]
    .map((op) => ({ op: op.name, kernels: kernelsOf(op), onCpu: fallbacksOf(op) }))
    .sort((a, b) => (a.op < b.op ? -1 : 1));
}

function kernelsOf(op: RegisteredOp): string[] {
  const used = new Set<string>();
  const noting = new Proxy(plain, {
    get(target, name: keyof Backend) {
      const kernel: unknown = Reflect.get(target, name);
      if (typeof kernel !== 'function') return kernel;
      return (...args: unknown[]) => {
        const argument = args[0];
        used.add(NAMED.has(name) && typeof argument === 'string' ? `${name} ${argument}` : name);
        return Reflect.apply(kernel, target, args) as unknown;
      };
    }
  });
  registerBackend('plain', () => ({ backend: noting, reason: null }));
  try {
    usingBackend('plain', () => runSamples(op, (input) => input));
  } finally {
    registerBackend('plain', () => ({ backend: plain, reason: null }));
  }
  return [...used].sort();
}

function fallbacksOf(op: RegisteredOp): string[] {
  const handed = new Set<string>();
  const before = onFallback(({ op: kernel }) => handed.add(kernel));
  setHost({ now: () => 0, gpu: idleDevice() });
  try {
    usingBackend('webgpu', () =>
      runSamples(op, (input) => (isFloat(input.dtype) && input.ndim > 0 ? input.astype('float32').add(0) : input))
    );
  } finally {
    setHost(null);
    onFallback(before);
  }
  return [...handed].sort();
}

function runSamples(op: RegisteredOp, prepare: (input: NDArray) => NDArray): void {
  for (const { inputs, attrs } of op.samples()) op.run(inputs.map(prepare), attrs);
}

/** A GPU that takes every command and gives zeros back. */
function idleDevice(): GpuDevice {
  return {
    name: 'none',
    software: true,
    upload: () => undefined,
    dispatch: () => undefined,
    dispatchInto: () => undefined,
    free: () => undefined,
    read: (arrays) => arrays.map(({ length }) => new Float32Array(length))
  };
}
