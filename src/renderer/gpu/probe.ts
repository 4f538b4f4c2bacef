/** Looks for a WebGPU adapter and device. Says why there is none; never throws. */
export type Probe = { ok: true; device: GPUDevice; name: string; software: boolean } | { ok: false; reason: string };

export async function probe(): Promise<Probe> {
  // Absent where the browser was built without it.
  const gpu = (navigator as { gpu?: GPU }).gpu;
  if (!gpu) return { ok: false, reason: 'this browser has no WebGPU' };
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return { ok: false, reason: 'no graphics adapter that WebGPU can use' };
    const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
    const device = await adapter.requestDevice({ requiredLimits: { maxBufferSize, maxStorageBufferBindingSize } });
    return { ok: true, device, name: nameOf(adapter.info), software: isSoftware(adapter) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The driver's own words; vendor and architecture where it gives none. */
function nameOf({ description, device, vendor, architecture }: GPUAdapterInfo): string {
  return description || device || [vendor, architecture].filter((word) => word !== '').join(' ') || 'unnamed adapter';
}

function isSoftware({ info }: GPUAdapter): boolean {
  const words = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  return info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|basic render/i.test(words);
}
