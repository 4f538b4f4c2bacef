/**
 * The hidden page that holds the WebGPU device: opened when it is first asked for, asked what it has, connected to
 * engine processes by a port each. When it dies it is opened again at the next use, a few times at most.
 */
import { BrowserWindow, MessageChannelMain, type MessagePortMain } from 'electron';
import * as v from 'valibot';
import type { GpuInfo } from '@ipc/engine.ts';
import { GpuReply } from '@ipc/gpu.ts';

const PROBE_MS = 10_000;
const MOST_OPENINGS = 3;

/** One life of the hidden page: engine processes are connected to it or to an earlier one. */
interface Page {
  window: BrowserWindow;
  info: Promise<GpuInfo>;
}

export class GpuWindow {
  readonly #address: string;
  readonly #preload: string;
  readonly #off: boolean;
  #page: Page | null = null;
  #openings = 0;
  #closed = false;

  constructor(options: { address: string; preload: string; off: boolean }) {
    this.#address = options.address;
    this.#preload = options.preload;
    this.#off = options.off;
  }

  /** What there is; opens the page if need be. Never rejects. */
  async info(): Promise<GpuInfo> {
    if (this.#off) return { available: false, reason: 'turned off by DEZERO_GPU=off' };
    if (!this.#page) {
      if (this.#closed || this.#openings >= MOST_OPENINGS)
        return { available: false, reason: 'the page with the GPU ended several times' };
      this.#page = this.#open();
    }
    return this.#page.info;
  }

  /** A port to the page and a token of its life, or null where there is no GPU. Call after `info`. */
  connect(): { port: MessagePortMain; connection: object } | null {
    const page = this.#page;
    if (!page || page.window.isDestroyed()) return null;
    const { port1, port2 } = new MessageChannelMain();
    page.window.webContents.postMessage('gpu-port', null, [port2]);
    return { port: port1, connection: page };
  }

  isCurrent(connection: object | null): boolean {
    return connection !== null && connection === this.#page;
  }

  close(): void {
    this.#closed = true;
    this.#page?.window.destroy();
    this.#page = null;
  }

  #open(): Page {
    this.#openings += 1;
    const window = new BrowserWindow({
      show: false,
      width: 200,
      height: 200,
      skipTaskbar: true,
      webPreferences: {
        preload: this.#preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        backgroundThrottling: false
      }
    });
    const page: Page = { window, info: this.#ask(window) };
    window.webContents.once('render-process-gone', () => {
      if (this.#page === page) this.#page = null;
      window.destroy();
    });
    void page.info.then(({ available }) => {
      // A machine that does not answer is not asked again and again; one without a GPU needs no page.
      if (!available && !window.isDestroyed()) window.destroy();
    });
    return page;
  }

  async #ask(window: BrowserWindow): Promise<GpuInfo> {
    let cancel: () => void = () => undefined;
    const timeout = new Promise<GpuInfo>((resolve) => {
      const timer = setTimeout(
        () => resolve({ available: false, reason: 'the graphics driver did not answer' }),
        PROBE_MS
      );
      cancel = () => clearTimeout(timer);
    });
    const gone = new Promise<GpuInfo>((resolve) => {
      window.once('closed', () => resolve({ available: false, reason: 'the page with the GPU ended' }));
    });
    try {
      return await Promise.race([timeout, gone, this.#firstReply(window)]);
    } catch (error) {
      return { available: false, reason: error instanceof Error ? error.message : String(error) };
    } finally {
      cancel();
    }
  }

  async #firstReply(window: BrowserWindow): Promise<GpuInfo> {
    await window.loadURL(this.#address);
    const { port1, port2 } = new MessageChannelMain();
    const reply = new Promise<GpuInfo>((resolve) => {
      port1.once('message', ({ data }) => {
        port1.close();
        const parsed = v.safeParse(GpuReply, data);
        const first = parsed.success ? parsed.output : null;
        if (first?.kind === 'ready') resolve({ available: true, name: first.name, software: first.software });
        else resolve({ available: false, reason: first?.kind === 'unavailable' ? first.reason : 'it sent no answer' });
      });
    });
    port1.start();
    window.webContents.postMessage('gpu-port', null, [port2]);
    return reply;
  }
}
