/** Builds the app once Electron is ready: store, engine, handlers, window, menu; and ends it in the opposite order. */
import path from 'node:path';
import { app, BrowserWindow, dialog, Menu, session } from 'electron';
import { createTranslator, type TextLanguage } from '@i18n/index.ts';
import { contract } from '@ipc/contract.ts';
import { CATALOGUE, HOSTS } from '../datasets/catalogue.ts';
import { DataSets } from '../datasets/data-sets.ts';
import { openWithElectron } from '../datasets/open.ts';
import { EngineHost } from '../engine-host/engine-host.ts';
import { GpuWindow } from '../engine-host/gpu-window.ts';
import { appHandlers, appInfo } from '../ipc/app.ts';
import { backupsHandlers } from '../ipc/backups.ts';
import { classPacksHandlers } from '../ipc/class-packs.ts';
import { codeHandlers } from '../ipc/code.ts';
import { dataSetsHandlers } from '../ipc/datasets.ts';
import { engineHandlers } from '../ipc/engine.ts';
import { exportsHandlers } from '../ipc/exports.ts';
import { lessonsHandlers } from '../ipc/lessons.ts';
import { packsHandlers } from '../ipc/packs.ts';
import { Router } from '../ipc/router.ts';
import { runsHandlers } from '../ipc/runs.ts';
import { loadSettings, settingsHandlers } from '../ipc/settings.ts';
import { findLessonsFolder, LessonLibrary } from '../lessons/library.ts';
import { packLessons } from '../packs/class-pack-read.ts';
import { ClassPacks } from '../packs/class-packs.ts';
import { PackThread } from '../packs/pack-thread.ts';
import { Uploads } from '../packs/uploads.ts';
import { HOST, SCHEME } from '../security/origin.ts';
import { denyPermissions } from '../security/permissions.ts';
import { servePages } from '../security/protocol.ts';
import { StoreClient } from '../store-client/store-client.ts';
import { Farewell } from './farewell.ts';
import { Feed, Notices } from './feeds.ts';
import { menuTemplate } from './menu.ts';
import { filesIn, type OpenedFiles } from './opened-files.ts';
import { report } from './report.ts';
import { openWindow } from './window.ts';

/** Engine and GPU start after the page can be used, or after this long in any case. */
const INTERACTIVE_MS = 4000;

export interface StartOptions {
  dataFolder: string;
  devServer: string | undefined;
  opened: OpenedFiles;
}

export async function start({ dataFolder, devServer, opened }: StartOptions): Promise<void> {
  const out = path.join(import.meta.dirname, '..');
  const addressOf = (page: string): string => (devServer ? `${devServer}/${page}` : `${SCHEME}://${HOST}/${page}`);
  const notices = new Notices();
  const actions = new Feed<{ action: string }>();
  const now = (): string => new Date().toISOString();
  let language: TextLanguage = app.getLocale().startsWith('ko') ? 'ko' : 'en';

  denyPermissions(session.defaultSession);
  servePages(session.defaultSession, path.join(out, 'renderer'));

  const store = new StoreClient();
  const opening = openStore(store, path.join(dataFolder, 'dezero.db'), notices);
  const desk = new PackThread();
  const packs = new ClassPacks({ folder: path.join(dataFolder, 'packs'), desk, report });
  const library = new LessonLibrary(
    await findLessonsFolder([path.join(process.resourcesPath, 'lessons'), path.join(app.getAppPath(), 'lessons')]),
    async () => packLessons(await packs.all())
  );
  packs.onChange(() => library.reload());
  const gpu = new GpuWindow({
    address: addressOf('gpu.html'),
    preload: path.join(out, 'preload', 'gpu.cjs'),
    off: process.env.DEZERO_GPU === 'off'
  });
  const dataSets = new DataSets({
    folder: path.join(dataFolder, 'datasets'),
    catalogue: CATALOGUE,
    open: openWithElectron,
    allowed: ({ protocol, host }) => protocol === 'https:' && HOSTS.includes(host),
    now: () => performance.now(),
    report: (error) => report('data set', error)
  });
  let interactiveMs: number | null = null;
  const facts = { version: app.getVersion(), dataFolder, interactiveMs: () => interactiveMs };
  const info = appInfo(facts);
  let setInteractive: () => void = () => undefined;
  const interactive = new Promise<void>((resolve) => {
    setInteractive = resolve;
    setTimeout(resolve, INTERACTIVE_MS);
  });
  const engine = new EngineHost({
    file: path.join(import.meta.dirname, 'engine-process.cjs'),
    assets: {
      shipped: app.isPackaged ? path.join(process.resourcesPath, 'assets') : path.join(out, 'assets'),
      dataSets: path.join(dataFolder, 'datasets')
    },
    store,
    gpu,
    interactive,
    environment: {
      app: info.version,
      electron: info.electron,
      chromium: info.chromium,
      platform: info.platform,
      processor: info.cpu,
      cores: String(info.cores)
    },
    titleOf: async (lesson, entry) => {
      const found = (await library.load()).lessons.find(({ id }) => id === lesson);
      return found ? found.text[language].title : `${lesson} · ${entry}`;
    },
    fromStep: (step) => createTranslator(language)('run.fromStep', { step }),
    notify: (notice) => notices.push(notice),
    report: (message) => report('engine', message)
  });

  const setLanguage = (chosen: TextLanguage): void => {
    language = chosen;
    const template = menuTemplate({
      translate: createTranslator(chosen),
      onAction: (action) => actions.send({ action }),
      mac: process.platform === 'darwin',
      developer: !app.isPackaged
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };
  setLanguage(language);

  const farewell = new Farewell();
  const uploads = new Uploads();
  const router = new Router({ devServer, checkOutput: !app.isPackaged, report });
  const showSaveDialog = (asked: Electron.SaveDialogOptions): Promise<Electron.SaveDialogReturnValue> => {
    const front = BrowserWindow.getFocusedWindow();
    return front ? dialog.showSaveDialog(front, asked) : dialog.showSaveDialog(asked);
  };
  const showOpenDialog = (asked: Electron.OpenDialogOptions): Promise<Electron.OpenDialogReturnValue> => {
    const front = BrowserWindow.getFocusedWindow();
    return front ? dialog.showOpenDialog(front, asked) : dialog.showOpenDialog(asked);
  };
  router.register(
    contract.app,
    appHandlers({
      ...facts,
      notices,
      actions,
      leaving: farewell.feed,
      onLeft: () => farewell.done(),
      onInteractive: () => {
        // From the start of the process; a page that is loaded again is no start.
        interactiveMs ??= Math.round(Date.now() - (process.getCreationTime() ?? Date.now() - process.uptime() * 1000));
        setInteractive();
      }
    })
  );
  router.register(contract.classPacks, classPacksHandlers({ packs, library, uploads, opened, report }));
  router.register(contract.code, codeHandlers({ store, now }));
  router.register(contract.datasets, dataSetsHandlers({ dataSets, showOpenDialog }));
  router.register(contract.engine, engineHandlers(engine));
  const exporting = exportsHandlers({ showSaveDialog });
  router.register(contract.exports, exporting);
  router.register(contract.lessons, lessonsHandlers({ store, library }));
  router.register(contract.runs, runsHandlers({ store, showSaveDialog, showOpenDialog, now }));
  router.register(contract.backups, backupsHandlers({ store, busy: () => engine.busy, now }));
  router.register(
    contract.packs,
    packsHandlers({ store, desk, opened, uploads, report, showSaveDialog, now, app: info.version })
  );
  router.register(
    contract.settings,
    settingsHandlers({
      store,
      onChange: (settings) => setLanguage(settings.language),
      locked: () => packs.locked(),
      onLocked: (listener) => packs.onChange(listener)
    })
  );

  const window = openWindow({
    address: addressOf('app.html'),
    preload: path.join(out, 'preload', 'app.cjs'),
    stateFile: path.join(dataFolder, 'window.json'),
    onCrash: (reason) => report('page', new Error(`the page ended (${reason}) and is loaded again`))
  });
  window.webContents.on('did-navigate', () => {
    void engine.abandon();
    void exporting.abandon();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', (_event, args, folder) => {
    opened.add(filesIn(args, folder));
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  const over = quitInOrder(async () => {
    if (!window.isDestroyed()) window.hide();
    await farewell.said();
    dataSets.close();
    await exporting.abandon();
    await engine.close();
    await desk.close();
    gpu.close();
    await store.close();
  });
  // The window stays, hidden, until all is saved.
  window.on('close', (event) => {
    if (over()) return;
    event.preventDefault();
    app.quit();
  });

  await opening;
  setLanguage((await loadSettings(store, () => packs.locked())).language);
  await interactive;
  await engine.warmUp();
  await store.ask('backupIfDue', { now: now() }).catch((error: unknown) => report('backup', error));
}

/** The app goes on whatever state the file is in, and says so. */
async function openStore(store: StoreClient, file: string, notices: Notices): Promise<void> {
  try {
    const { problem, interrupted } = await store.ask('open', { file, now: new Date().toISOString() });
    if (problem) notices.push(problem);
    if (interrupted > 0) notices.push({ code: 'runs-interrupted', detail: String(interrupted) });
  } catch (error) {
    report('store', error);
    notices.push({ code: 'store-read-only', detail: error instanceof Error ? error.message : String(error) });
  }
}

/** Runs `end` before the app may quit; the answer says whether it has. */
function quitInOrder(end: () => Promise<void>): () => boolean {
  let ending: Promise<void> | null = null;
  let ended = false;
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    ending ??= end()
      .catch((error: unknown) => report('quit', error))
      .finally(() => {
        ended = true;
        app.quit();
      });
  });
  return () => ended;
}
