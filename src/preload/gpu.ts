/** Passes ports on to the hidden page: contextBridge cannot carry a MessagePort, window.postMessage can. */
import { ipcRenderer } from 'electron';

const loaded = new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
ipcRenderer.on('gpu-port', (event) => {
  void loaded.then(() => window.postMessage('gpu-port', window.location.origin, [...event.ports]));
});
