/** Handlers of the "app" namespace: what runs here, and what main has to tell. */
import os from 'node:os';
import type { app, AppInfo } from '@ipc/app.ts';
import type { Handlers, Sink } from '@ipc/envelope.ts';
import type { Feed, Notices } from '../app/feeds.ts';

export interface AppHandlerParts {
  version: string;
  dataFolder: string;
  notices: Notices;
  actions: Feed<{ action: string }>;
  leaving: Feed<null>;
  onLeft(): void;
  onInteractive(milliseconds: number): void;
  /** How long the start took, once the page could be used. */
  interactiveMs(): number | null;
}

type InfoParts = Pick<AppHandlerParts, 'version' | 'dataFolder' | 'interactiveMs'>;

export function appInfo({ version, dataFolder, interactiveMs }: InfoParts): AppInfo {
  const cpus = os.cpus();
  return {
    version,
    electron: process.versions.electron,
    chromium: process.versions.chrome,
    standIn: process.execPath.includes('-standin-'),
    platform: `${process.platform}-${process.arch}`,
    cpu: cpus[0]?.model.trim() ?? process.arch,
    cores: cpus.length,
    dataFolder,
    interactiveMs: interactiveMs()
  };
}

export function appHandlers(parts: AppHandlerParts): Handlers<(typeof app)['verbs']> {
  return {
    info: () => appInfo(parts),
    notices: (_input, sink) => parts.notices.add(sink),
    actions: (_input, sink: Sink<{ action: string }>) => parts.actions.add(sink),
    leaving: (_input, sink: Sink<null>) => parts.leaving.add(sink),
    left: () => {
      parts.onLeft();
      return null;
    },
    interactive: ({ milliseconds }) => {
      parts.onInteractive(milliseconds);
      return null;
    }
  };
}
