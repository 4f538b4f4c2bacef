/** Our windows stay on our pages: no navigation elsewhere, no new windows, no web views, no downloads of their own. */
import type { App } from 'electron';
import { isOurPage } from './sender.ts';

export function lockNavigation(app: App, devServer: string | undefined): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (details) => {
      if (!isOurPage(details.url, devServer)) details.preventDefault();
    });
    contents.on('will-redirect', (details) => {
      if (!isOurPage(details.url, devServer)) details.preventDefault();
    });
    contents.on('will-frame-navigate', (details) => {
      if (!details.isMainFrame) details.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
