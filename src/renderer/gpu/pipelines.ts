/** Compiled kernels, each made once, when it is first used. The layout is explicit: a kernel may leave a binding unused. */
import { kernels, type Kernel } from '@engine/backends/webgpu/kernels/index.ts';

const COMPUTE = 0x4;

export interface Pipeline {
  kernel: Kernel;
  compute: GPUComputePipeline;
  layout: GPUBindGroupLayout;
}

export class Pipelines {
  readonly #device: GPUDevice;
  readonly #made = new Map<string, Pipeline>();
  readonly #layouts = new Map<number, GPUBindGroupLayout>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** null: there is no kernel of that name. */
  get(name: string): Pipeline | null {
    const made = this.#made.get(name);
    if (made) return made;
    const kernel = Object.hasOwn(kernels, name) ? kernels[name] : undefined;
    if (!kernel) return null;
    const layout = this.#layout(kernel.inputs);
    const compute = this.#device.createComputePipeline({
      label: name,
      layout: this.#device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module: this.#device.createShaderModule({ label: name, code: kernel.wgsl }), entryPoint: 'main' }
    });
    const pipeline = { kernel, compute, layout };
    this.#made.set(name, pipeline);
    return pipeline;
  }

  #layout(inputs: number): GPUBindGroupLayout {
    let layout = this.#layouts.get(inputs);
    if (!layout) {
      const entries = Array.from({ length: inputs + 2 }, (_, binding): GPUBindGroupLayoutEntry => ({
        binding,
        visibility: COMPUTE,
        buffer: { type: binding === inputs ? 'storage' : 'read-only-storage' }
      }));
      layout = this.#device.createBindGroupLayout({ entries });
      this.#layouts.set(inputs, layout);
    }
    return layout;
  }
}
