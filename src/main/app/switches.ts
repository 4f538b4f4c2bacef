/** Chromium's command line switches; must run before the app is ready. */
import { app } from 'electron';

/** On Linux WebGPU needs all of these; with DEZERO_GPU=software SwiftShader, which comes with Electron, does the work. */
export function setSwitches(gpu: string | undefined): void {
  if (process.platform !== 'linux' || gpu === 'off') return;
  app.commandLine.appendSwitch('enable-unsafe-webgpu');
  const features = app.commandLine.getSwitchValue('enable-features');
  app.commandLine.appendSwitch('enable-features', features === '' ? 'Vulkan' : `${features},Vulkan`);
  if (gpu === 'software') app.commandLine.appendSwitch('use-vulkan', 'swiftshader');
}
