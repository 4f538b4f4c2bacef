/**
 * One engine process as main sees it: forked, parsed, killed. Everything that it sends is checked by schema, and one
 * that sends anything else is ended. Not here: what its messages mean (cell-session.ts), or who replaces it (pool.ts).
 */
import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import * as v from 'valibot';
import { FromEngineProcess, type AssetFolders, type ToEngineProcess } from '@ipc/engine-process.ts';

/** After this long a killed process that still lives is killed by the system's hardest means. */
const HARD_KILL_MS = 200;
const START_MS = 20_000;

export interface ProcessListener {
  message(message: FromEngineProcess): void;
  exit(): void;
}

export class EngineProcess {
  /** The connection of the hidden page that this process has; null: none. */
  gpuConnection: object | null = null;
  readonly #child: UtilityProcess;
  readonly #exited: (() => void)[] = [];
  #listener: ProcessListener | null = null;
  #ready: Promise<boolean>;
  #settleReady: (ready: boolean) => void = () => undefined;
  readonly #report: (message: string) => void;
  #isReady = false;
  #alive = true;
  #killed = false;

  /** `assets`: folders of the files that the engine reads. `report`: it failed while nobody used it, as one that does not start. */
  constructor(file: string, assets: AssetFolders, report: (message: string) => void) {
    this.#report = report;
    this.#ready = this.#waitForReady();
    this.#child = utilityProcess.fork(file, [assets.shipped, assets.dataSets], {
      serviceName: 'DeZero Studio engine',
      stdio: 'inherit'
    });
    this.#child.on('message', (data: unknown) => this.#onMessage(data));
    this.#child.once('exit', () => this.#onExit());
    // A fatal error inside is followed by the exit, which is what counts.
    this.#child.on('error', () => undefined);
  }

  /** False as soon as it is being killed. */
  get alive(): boolean {
    return this.#alive && !this.#killed;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** True once its worker waits for work; false when it ended before that. */
  get ready(): Promise<boolean> {
    return this.#ready;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Who hears what it sends; one at a time. */
  listen(listener: ProcessListener | null): void {
    this.#listener = listener;
  }

  onExit(listener: () => void): void {
    if (this.#alive) this.#exited.push(listener);
    else listener();
  }

  send(message: ToEngineProcess, ports: MessagePortMain[] = []): void {
    if (this.#alive) this.#child.postMessage(message, ports);
  }

  /** Resolves when the process has gone. */
  async kill(): Promise<void> {
    if (!this.#alive) return;
    this.#killed = true;
    const gone = new Promise<void>((resolve) => this.onExit(resolve));
    const { pid } = this.#child;
    this.#child.kill();
    const timer = setTimeout(() => {
      if (this.#alive && pid !== undefined) process.kill(pid, 'SIGKILL');
    }, HARD_KILL_MS);
    await gone;
    clearTimeout(timer);
  }

  #onMessage(data: unknown): void {
    const parsed = v.safeParse(FromEngineProcess, data);
    if (!parsed.success) {
      void this.kill();
      return;
    }
    const message = parsed.output;
    if (message.kind === 'ready') {
      this.#isReady = true;
      this.#settleReady(true);
    }
    if (message.kind === 'worker-terminated' || message.kind === 'worker-failed') {
      this.gpuConnection = null;
      this.#isReady = false;
      this.#ready = this.#waitForReady();
    }
    if (message.kind === 'worker-failed' && !this.#listener) this.#report(message.message);
    this.#listener?.message(message);
  }

  #onExit(): void {
    this.#alive = false;
    this.#settleReady(false);
    this.#listener?.exit();
    for (const listener of this.#exited.splice(0)) listener();
  }

  #waitForReady(): Promise<boolean> {
    this.#settleReady(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), START_MS);
      this.#settleReady = (ready) => {
        clearTimeout(timer);
        resolve(ready);
      };
    });
  }
}
