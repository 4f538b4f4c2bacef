/**
 * The main process's entry. What must happen before `ready` happens while this file is loaded (CommonJS, synchronously):
 * scheme, switches, data folder, single instance. Then start.ts builds the app.
 */
import { app } from 'electron';
import { createTranslator } from '@i18n/index.ts';
import { registerScheme } from '../security/protocol.ts';
import { lockNavigation } from '../security/navigation.ts';
import { chooseDataFolder } from './data-folder.ts';
import { filesIn, OpenedFiles } from './opened-files.ts';
import { report } from './report.ts';
import { start } from './start.ts';
import { setSwitches } from './switches.ts';

// Pages come from a development server only where nothing is packaged.
const devServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;

process.on('uncaughtException', (error) => report('main', error));
process.on('unhandledRejection', (error) => report('main', error));
registerScheme();
setSwitches(process.env.DEZERO_GPU);
const dataFolder = chooseDataFolder(process.env.DEZERO_USER_DATA);
const opened = new OpenedFiles();
opened.add(filesIn(process.argv, process.cwd()));
// macOS, also before `ready`.
app.on('open-file', (event, file) => {
  event.preventDefault();
  opened.add(filesIn([file], '/'));
});

if (app.requestSingleInstanceLock()) {
  lockNavigation(app, devServer);
  app
    .whenReady()
    .then(() => start({ dataFolder, devServer, opened }))
    .catch((error: unknown) => {
      report('start', error);
      app.exit(1);
    });
} else {
  // The one that runs brings its window to the front.
  for (const language of ['en', 'ko'] as const)
    process.stdout.write(`${createTranslator(language)('notice.alreadyRunning')}\n`);
  app.exit(0);
}
